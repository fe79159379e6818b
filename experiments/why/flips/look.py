"""A look at what turns the answer: search, pull the levers, say it, keep it, draw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
from rich import box
from rich.table import Table

from experiments.command import read_whole
from experiments.figures.drawing.canvas import save, style
from experiments.figures.why.flip import draw as draw_flip
from experiments.figures.why.levers import draw as draw_levers
from experiments.plan.study import Study
from experiments.store.csv_tables import write_csv
from experiments.why import looks
from experiments.why.flips.found import Extent, Flips, flipped
from experiments.why.flips.saying import lever, paragraph, points
from experiments.why.flips.tables import of_flips, of_levers
from experiments.why.points.asked import asked
from experiments.words.paper import Paper
from experiments.words.why.limits import share_typed

OWN = {"threshold": "0.5", "points": "", "worlds": "", "pulls": ""}
_MOST = 100_000


def look(arguments: Sequence[str]) -> Iterator[str]:
    """Look at what turns the answer of a study; gives lines to print.

    Raises UserError for what cannot be looked at.
    """
    study, typed = asked(arguments, OWN, "what turns the answer")
    extent = _extent(study, typed)
    about = {**vars(extent), "believed": study.parameters}
    folder = looks.folder_of(study, "flip", **about)
    found = flipped(study, extent)
    looks.describe(folder, study, about)
    flips, levers = list(of_flips(found)), list(of_levers(found))
    write_csv(folder / "flip.csv", flips)
    write_csv(folder / "levers.csv", levers)
    printed(found).keep(folder)
    with style():
        for picture in draw_flip(pd.DataFrame(flips), extent.threshold):
            save(picture, folder / "figures")
        save(draw_levers(pd.DataFrame(levers), found.kind, extent.pulls), folder / "figures")
    yield f"\nTables and figures: {folder}/"


def printed(found: Flips) -> Paper:
    """Print the findings, then what every lever does; gives the paper."""
    paper = Paper()
    paper.head("What turns the answer, and who can?")
    for line in paragraph(found):
        paper.say(line)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("actor", "lever", "he would"):
        table.add_column(heading, no_wrap=True)
    for heading in ("effect of a prior sd up", "up", "down"):
        table.add_column(heading, justify="right", no_wrap=True)
    last = ""
    for place, each in enumerate(found.pulls):
        ends = place + 1 == len(found.pulls) or found.pulls[place + 1].actor != each.actor
        step = "" if each.step is None else f" (by {each.step:g})"
        table.add_row(
            "" if each.actor == last else each.actor,
            f"{lever(each.path)}{step}",
            "raise it" if each.way > 0 else "lower it",
            points(each.effect).replace(" points", ""),
            *(
                "" if end is None else f"{100 * end.probability:+.1f}"
                for end in (each.up, each.down)
            ),
            end_section=ends,
        )
        last = each.actor
    paper.show(table)
    paper.say("Points of P(entry), with 95 % intervals over the same vectors on the same luck.")
    return paper


def _extent(study: Study, typed: dict[str, str]) -> Extent:
    usual = Extent.usual(study)
    sizes = {
        name: read_whole(name, typed[name], least, _MOST) if typed[name] else getattr(usual, name)
        for name, least in (("points", 2), ("worlds", 2), ("pulls", 1))
    }
    return Extent(**sizes, threshold=share_typed("threshold", typed["threshold"]))
