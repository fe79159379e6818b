"""What blocked entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.figures.drawing.captions import span
from experiments.figures.drawing.choosing import chosen
from experiments.figures.drawing.leading import leading
from experiments.figures.drawing.tables import NotDrawn
from experiments.pages.report.charts.stacks import stacks
from experiments.pages.report.section import Chart, Panel, Section, prose
from experiments.pages.report.sections import own
from experiments.words.names import BLOCKS, ordered

if TYPE_CHECKING:
    from experiments.pages.report.given import Given

REST = "entry"


def section(given: Given) -> Section | None:
    """What stood in the way, as shares of all worlds; none where treatments are too many."""
    tables = given.tables
    try:
        treatments, note = chosen(tables, own.MOST)
    except NotDrawn:
        return None
    table = tables.within(tables.blocked, treatments)
    kinds = ordered(BLOCKS, list(table["blocked"].unique()))
    title = leading(tables, tables.blocked, "blocked", "What blocks entry most often:")
    caption = f"What blocked entry within {span(tables)}, as a share of all worlds"
    listing = own.listed_shares(given, "blocked", caption, table, "blocked", kinds, treatments)
    entered = tables.within(tables.summary[tables.summary["outcome"] == REST], treatments)
    rows = [
        *own.stacked(given, table, "blocked", treatments),
        *own.stacked(given, entered, "outcome", treatments),
    ]
    order = [own.label(given, each) for each in treatments]
    spec = stacks(rows, order, [*kinds, REST], f"{caption}; the rest entered. {title}")
    chart = Chart(
        "blocked", f"{caption}; the rest entered", (Panel(spec),), listing,
        own.keys([*kinds, REST]), note,
    )  # fmt: skip
    said = "The last thing that happened before the horizon decides what a world counts for."
    return Section(
        title, "blocked", prose(f"{own.basis(given)} {said}"), charts=(chart,),
        contents="What blocks entry",
    )  # fmt: skip
