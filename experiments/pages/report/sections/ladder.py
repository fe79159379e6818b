"""The ladder of concessions by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.figures.drawing.captions import span
from experiments.figures.drawing.choosing import chosen
from experiments.figures.drawing.leading import leading
from experiments.figures.drawing.tables import NotDrawn, TreatmentValues
from experiments.figures.rungs_by_week import ACTOR, of_all_worlds, usual_rungs
from experiments.pages.report.charts.ladder import ladder
from experiments.pages.report.section import Chart, Listing, Panel, Section, prose
from experiments.pages.report.sections import own
from experiments.words.names import RUNGS, named, ordered
from sim.numbers import percent

if TYPE_CHECKING:
    from experiments.pages.report.given import Given

ENDED = "ended"
_MOST, _EVERY = 6, 13  # treatments that are shown; weeks from row to row of the table


def section(given: Given) -> Section | None:
    """What Lukashenko answers week by week; none where choices or weeks were not kept."""
    tables = given.tables
    try:
        weekly = tables.weekly
        treatments, note = chosen(tables, _MOST)
    except NotDrawn:
        return None
    table = weekly[weekly["quantity"].str.startswith(ACTOR)]
    if table.empty:
        return None
    usual = usual_rungs(tables, table)
    table = tables.within(table, treatments)
    kinds = ordered(RUNGS, [each.removeprefix(ACTOR) for each in table["quantity"].unique()])
    claim = "Lukashenko's most usual answer:"
    title = leading(tables, usual, "quantity", claim, of="weeks")
    caption = f"What Lukashenko answers each week, as a share of all worlds, {span(tables)}"
    rows = {each: _rows(tables.of(table, each), kinds) for each in treatments}
    panels = tuple(
        Panel(
            ladder(mine, [*kinds, ENDED], f"{caption}: {own.label(given, each)}"),
            own.label(given, each) if tables.swept else "",
        )
        for each, mine in rows.items()
    )
    chart = Chart(
        "ladder", caption, panels, _listing(given, caption, rows, kinds),
        own.keys([*kinds, ENDED]), note,
    )  # fmt: skip
    said = (
        "The ladder goes from refusing, stalling, hosting Russian troops, supplying arms and "
        "sending his own units to the border up to limited and full entry."
    )
    return Section(
        title, "ladder", prose(said, own.basis(given)), charts=(chart,), contents="The ladder"
    )


def _rows(table: pd.DataFrame, kinds: list[str]) -> list[dict[str, Any]]:
    shares = of_all_worlds(table)
    rows = []
    for week, line in shares.iterrows():
        each = {kind: float(line[ACTOR + kind]) for kind in kinds}
        each[ENDED] = max(0.0, 1 - sum(each.values()))
        rows += [{"week": week, "kind": kind, "share": share} for kind, share in each.items()]
    return rows


def _listing(
    given: Given,
    caption: str,
    rows: dict[TreatmentValues, list[dict[str, Any]]],
    kinds: list[str],
) -> Listing:
    """Every thirteenth week to be read; every week in the file."""
    told, raw = [], []
    for treatment, mine in rows.items():
        here = own.label(given, treatment)
        last = max(row["week"] for row in mine)
        raw += [{"treatment": here, **row} for row in mine]
        for week in sorted({*range(0, last + 1, _EVERY), last}):
            shares = {row["kind"]: row["share"] for row in mine if row["week"] == week}
            told.append((f"{here}, week {week}", *(percent(shares[k]) for k in [*kinds, ENDED])))
    columns = ("when", *(named(kind) for kind in [*kinds, ENDED]))
    note = f"{caption}; every {_EVERY}th week, the file has all"
    return Listing.of("ladder", note, columns, told, raw)
