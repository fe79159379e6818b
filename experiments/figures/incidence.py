"""How the endings add up week by week, each with the other endings competing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from experiments.figures.drawing import marks, panels
from experiments.figures.drawing.canvas import Picture
from experiments.figures.drawing.captions import caption, chosen, span
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Tables, TreatmentValues, by_kind, shown
from experiments.words.colours import INK, colour
from experiments.words.names import OUTCOMES, named, ordered
from sim.numbers import estimate, told

_LINES = {
    "limited_entry": "-",
    "full_entry": (0, (4, 1.5)),
    "mutiny": (0, (1, 1)),
    "uprising": (0, (6, 1.5, 1, 1.5)),
    "replaced": "-",
}
_NOTE = (
    "Bands are 95 % intervals; an ending appears once it has been counted, and those never "
    "counted are named with their upper bound."
)


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of the cumulative incidence of every ending."""
    treatments, note = chosen(tables, panels.MOST)
    table = tables.within(tables.incidence[tables.incidence["outcome"] != "entry"], treatments)
    subtitle = (
        f"Share of worlds that have ended so by each date, {span(tables)}; each grid line is "
        "ten times the one below"
    )
    figure, axes = panels.multiples(
        tables,
        treatments,
        _title(tables, treatments),
        subtitle,
        caption(tables, table, _NOTE, note),
    )
    for each, treatment in zip(axes, treatments, strict=True):
        _panel(each, tables.of(table, treatment))
    marks.log_shares(axes[0], table[seen(table)])
    for each in panels.left_column(axes):
        each.set_ylabel("P(ended so by the date)")
    kinds = ordered(OUTCOMES, list(table.loc[seen(table), "outcome"].unique()))
    panels.legend(axes, [Line2D([], [], label=named(kind), **_look(kind)) for kind in kinds])
    yield Picture("incidence", figure, table)


def _panel(axes: Axes, table: pd.DataFrame) -> None:
    rare = []
    for kind, rows in by_kind(table, "outcome"):
        x, told = marks.days(rows, later=7), seen(rows)
        if not told.any():
            rare.append(named(kind))
            continue
        axes.fill_between(
            x[told],
            rows["low"][told],
            rows["high"][told],
            color=colour(kind),
            alpha=0.16,
            linewidth=0,
            step="post",
        )
        axes.step(x[told], rows["probability"][told], where="post", **_look(kind))
    if rare:
        last = shown(table[~seen(table)].iloc[-1])
        bound = estimate(last, under="each under " if len(rare) > 1 else "under ")
        text = textwrap.fill(f"too rare to tell: {', '.join(rare)} ({bound})", 44)
        axes.text(
            0.98,
            0.03,
            text,
            transform=axes.transAxes,
            size=7.5,
            color=INK,
            ha="right",
            path_effects=marks.halo(),
        )
    panels.months(axes, marks.days(table, later=7))


def _look(kind: str) -> dict[str, Any]:
    return {"color": colour(kind), "linestyle": _LINES.get(kind, "-")}


def _title(tables: Tables, treatments: list[TreatmentValues]) -> str:
    ends = tables.within(tables.incidence, treatments)
    ends = ends[ends["week"] == ends["week"].max()]
    entry = ends[ends["outcome"] == "entry"]
    others = ends[~ends["outcome"].isin(["entry", "limited_entry", "full_entry"])]
    if entry.empty or others.empty:
        return "How the endings add up week by week"
    most, rival = (
        entry.loc[entry["probability"].idxmax()],
        others.loc[others["probability"].idxmax()],
    )
    where = tables.at(tuple(most[path] for path in tables.swept))
    return (
        f"Entries add up to {told(shown(most))}{where}; any one other ending to at most "
        f"{told(shown(rival))}"
    )
