"""A look at what drives entry: ask, live, print, keep in a folder, draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.command import read_whole
from experiments.figures.drawing.canvas import Picture, save, style
from experiments.figures.why import screening, sensitivity, tornado
from experiments.mistakes import UserError
from experiments.plan.study import Study
from experiments.store.csv_tables import write_csv
from experiments.why import looks
from experiments.why.points.asked import asked
from experiments.why.sensitivity import made, rows, tables, told
from experiments.why.sensitivity.made import Sensitivity, Sizes
from experiments.why.sensitivity.replicates import REPLICATES
from experiments.why.sensitivity.screening import WORLDS, check_installed
from experiments.words.paper import Paper
from experiments.words.why.drivers import told as is_told

_USUAL = Sizes()
OWN = {
    "points": str(_USUAL.points),
    "worlds": str(_USUAL.worlds),
    "morris": str(_USUAL.morris),
}
TABLES = {
    "sensitivity": rows.of_drivers,
    "sums": rows.of_sums,
    "screening": rows.of_screening,
    "tornado": rows.of_tornado,
    "ties": rows.of_ties,
}


def look(arguments: Sequence[str]) -> Iterator[str]:
    """Look at what drives entry in one scenario; gives the lines that say where it is kept.

    Raises UserError for what cannot be looked at.
    """
    study, typed = asked(arguments, OWN, "what drives entry")
    sizes = read(typed)
    if sizes.morris:
        check_installed()
    folder = looks.folder_of(study, "sensitivity", beliefs=study.parameters, **vars(sizes))
    found = made.sensitivity(study, sizes)
    paper = printed(found, looks.changed(study.base))
    keep(folder, study, [found])
    paper.keep(folder)
    yield f"\nTables and figures: {folder}/"


def read(typed: Mapping[str, str]) -> Sizes:
    """How much is to be lived; raises UserError."""
    points = read_whole("points", typed["points"], 4, 65_536)
    if points & (points - 1):
        raise UserError(f"points = {points} is not a power of two, such as {_USUAL.points}")
    worlds = read_whole("worlds", typed["worlds"], 1, 4096)
    morris = read_whole("morris", typed["morris"], 0, 1000)
    if morris == 1:
        raise UserError("morris = 1 tells no interval: 0 for no screening, or from 2 to 1,000")
    return Sizes(points, worlds, morris)


def keep(folder: Path, study: Study, found: Sequence[Sensitivity]) -> None:
    """Write tables and figures of one level or of several into a folder; the figures of several
    bear the level in their names.
    """
    about = {"beliefs": study.parameters, **vars(found[0].sizes)}
    looks.describe(folder, study, about | {"levels": [each.level for each in found]})
    for name, of in TABLES.items():
        table = [row for each in found for row in of(each)]
        if table:
            write_csv(folder / f"{name}.csv", table)
    with style():
        for each in found:
            for picture in pictures(each):
                name = picture.name if len(found) == 1 else f"{picture.name}_{each.level:g}"
                save(Picture(name, picture.figure, picture.rows), folder / "figures")


def pictures(found: Sensitivity) -> Iterator[Picture]:
    """The figures of one level; none where there is nothing to draw."""
    about = _about(found)
    drawn = [row for row in rows.of_drivers(found) if row["output"] in ("entry", "share of entry")]
    if is_told(drawn):
        yield sensitivity.draw(pd.DataFrame(drawn), about)
    if found.screened:
        yield screening.draw(pd.DataFrame(rows.of_screening(found)), about)
    if found.tornado is not None:
        yield tornado.draw(pd.DataFrame(rows.of_tornado(found)), about)


def _about(found: Sensitivity) -> dict[str, Any]:
    moved = found.tornado
    return {
        "weeks": found.weeks,
        "worlds": found.sizes.worlds,
        "evaluations": found.drivers.evaluations,
        "replicates": REPLICATES,
        "morris": found.sizes.morris,
        "screening": WORLDS,
        "beliefs": "the calibrated vectors" if found.ties else "the prior",
        "tornado_points": moved.points if moved else 0,
        "tornado_worlds": moved.worlds if moved else 0,
    }


def printed(found: Sensitivity, changes: str) -> Paper:
    """Print the answer in words, then the tables; gives the paper."""
    paper = Paper()
    paper.head(f"What drives P(entry)? {changes}")
    for line in told.paragraph(found):
        paper.say(line)
    paper.say("")
    paper.show(tables.of_groups(found))
    if found.screened:
        paper.show(tables.of_screening(found))
        paper.show(tables.of_tornado(found))
    return paper
