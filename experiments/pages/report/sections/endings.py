"""How worlds end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.figures.drawing.captions import span
from experiments.figures.drawing.choosing import chosen
from experiments.figures.drawing.leading import leading
from experiments.figures.drawing.tables import NotDrawn
from experiments.pages.report.charts.stacks import stacks
from experiments.pages.report.section import Chart, Panel, Section, prose
from experiments.pages.report.sections import own
from experiments.words.names import OUTCOMES, ordered

if TYPE_CHECKING:
    from experiments.pages.report.given import Given


def section(given: Given) -> Section | None:
    """Every ending with its share; none where treatments are too many to show."""
    tables = given.tables
    try:
        treatments, note = chosen(tables, own.MOST)
    except NotDrawn:
        return None
    endings_of_all = tables.summary[tables.summary["outcome"] != "entry"]
    table = tables.within(endings_of_all, treatments)
    kinds = ordered(OUTCOMES, list(table["outcome"].unique()))
    title = leading(tables, endings_of_all, "outcome", "The most common ending is")
    caption = f"How worlds ended within {span(tables)}"
    listing = own.listed_shares(given, "endings", caption, table, "outcome", kinds, treatments)
    rows = own.stacked(given, table, "outcome", treatments)
    order = [own.label(given, each) for each in treatments]
    spec = stacks(rows, order, kinds, f"{caption}, as stacked shares. {title}")
    chart = Chart("endings", caption, (Panel(spec),), listing, own.keys(kinds), note)
    return Section(
        title, "endings", prose(own.basis(given)), charts=(chart,), contents="How worlds end"
    )
