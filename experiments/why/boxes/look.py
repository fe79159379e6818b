"""A look at where entry is likely: find the box, say it, keep it in a folder, draw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
from rich import box
from rich.table import Table

from experiments.command import read_whole
from experiments.figures.drawing.canvas import save, style
from experiments.figures.why.discover import draw as draw_box
from experiments.figures.why.peeling import draw as draw_path
from experiments.plan.study import Study
from experiments.plan.vectors import PRIOR
from experiments.store.csv_tables import write_csv
from experiments.why import looks
from experiments.why.boxes import drawn, tables
from experiments.why.boxes.found import LEAST, BoxSizes, Discovered, discovered
from experiments.why.boxes.recurring import BOXES
from experiments.why.boxes.saying import paragraph, rule
from experiments.why.boxes.trees import needed
from experiments.why.points.asked import asked
from experiments.words.paper import Paper
from experiments.words.why.limits import share_typed

OWN = {"likely": "0.5", "points": "", "worlds": ""}
_MOST, _SHOWN = 100_000, 10


def look(arguments: Sequence[str]) -> Iterator[str]:
    """Look at where entry is likely in a study; gives lines to print.

    Raises UserError for what cannot be looked at.
    """
    typed = {each.partition("=")[0].lstrip("+") for each in arguments}
    believed = [] if "parameters" in typed else [f"parameters={PRIOR}"]
    study, own = asked([*arguments, *believed], OWN, "where entry is likely")
    sizes = _sizes(study, own)
    needed()
    about = {**vars(sizes), "believed": study.parameters}
    folder = looks.folder_of(study, "box", **about)
    found = discovered(study, sizes)
    looks.describe(folder, study, about)
    path = list(tables.of_peeling(found))
    for name, rows in (
        ("box", tables.of_box(found)),
        ("recurrence", tables.of_recurrence(found)),
        ("peeling", path),
        ("tree", tables.of_tree(found)),
    ):
        write_csv(folder / f"{name}.csv", rows)
    printed(found).keep(folder)
    with style():
        points = pd.DataFrame(list(drawn.of_points(found)))
        again = pd.DataFrame(list(tables.of_recurrence(found)))
        save(draw_box(points, again, drawn.shown(found)), folder / "figures")
        save(draw_path(pd.DataFrame(path), drawn.condition(found)), folder / "figures")
    yield f"\nTables and figures: {folder}/"


def printed(found: Discovered) -> Paper:
    """Print the findings, then the rules of the tree and the limits that come back; gives
    the paper.
    """
    paper = Paper()
    paper.head("Under what assumptions is entry likely?")
    for line in paragraph(found):
        paper.say(line)
    paper.say("\nThe tree's rules, from the rarest entry to the most frequent:")
    for leaf in found.leaves:
        paper.say(f"  {rule(found, leaf)} ({leaf.points:,} points held out)")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("limit")
    for heading in (f"boxes of {BOXES}", "stands at", "nine in ten between"):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in found.limits[:_SHOWN]:
        place = each.side.coordinate
        low, middle, high = (
            found.said.amount(place, share) for share in (each.low, each.middle, each.high)
        )
        name = f"{found.said.name(place)} {'above' if each.side.above else 'below'}"
        table.add_row(name, f"{each.boxes}", middle, f"{low} and {high}")
    paper.show(table)
    return paper


def _sizes(study: Study, own: dict[str, str]) -> BoxSizes:
    usual = BoxSizes.usual(study)
    sizes = {
        name: read_whole(name, own[name], least, _MOST) if own[name] else getattr(usual, name)
        for name, least in (("points", LEAST), ("worlds", 1))
    }
    return BoxSizes(**sizes, likely=share_typed("likely", own["likely"]))
