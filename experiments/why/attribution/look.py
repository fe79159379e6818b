"""A look at what a difference is due to: live what lies between two scenarios, share it out, say
it, keep it in a folder, draw it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from experiments.figures.drawing.canvas import save, style
from experiments.figures.why.attribution import draw
from experiments.outlets import visible
from experiments.store.csv_tables import write_csv
from experiments.why import looks
from experiments.why.attribution.living import Sides, lived
from experiments.why.attribution.readings import Attribution, attribution, rows
from experiments.why.attribution.told import paragraph, table
from experiments.why.twins.changed import SAME
from experiments.words.paper import Paper

if TYPE_CHECKING:
    from experiments.plan.study import Study


def look(study: Study, other: Study, worlds: int | None) -> Iterator[str]:
    """Look at what of the difference between a study's scenario and another is due to whom; gives
    the lines that say where it is kept. Raises UserError.
    """
    sides = Sides.of(study, other)
    many = worlds or sides.worlds(study.seed)
    name, against = scenario_of(study), scenario_of(other)
    asked = {"against": against, "worlds": many, "over": study.parameters}
    folder = looks.folder_of(study, "attribution", **asked)
    found = attribution(lived(study, sides, many))
    paper = said_of(name, against, study, found)
    looks.describe(folder, study, asked)
    told = list(rows(name, against, found, study.parameters))
    paper.keep(folder)
    write_csv(folder / "attribution.csv", told)
    with style():
        save(draw(pd.DataFrame(told), study.base.weeks), folder / "figures")
    yield f"\nTable and figure: {visible(str(folder))}/"


def scenario_of(study: Study) -> str:
    """What was typed of a study's scenario."""
    typed = [each for each in study.typed if each.partition("=")[0] not in SAME]
    return " ".join(typed) or "December 2022 at observed pressure"


def said_of(one: str, other: str, study: Study, found: Attribution) -> Paper:
    """Print what is due to whom; gives the paper."""
    paper = Paper()
    paper.head("What of the difference is due to whom?")
    said = paragraph(visible(one), visible(other), found, study.parameters)
    paper.say(" ".join(said))
    paper.say("")
    paper.show(table(found))
    return paper
