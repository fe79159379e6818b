"""How the endings add up week by week, each with the other endings competing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from experiments.figures import marks, panels, words
from experiments.figures.canvas import Picture
from experiments.figures.captions import caption, chosen, span
from experiments.figures.numbers import estimate
from experiments.figures.tables import Results, Treatment

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


def draw(results: Results) -> Iterator[Picture]:
    """The picture of the cumulative incidence of every ending."""
    treatments, note = chosen(results, panels.MOST)
    table = results.within(results.incidence[results.incidence["outcome"] != "entry"], treatments)
    subtitle = (
        f"Share of worlds that have ended so by each date, {span(results)}; each grid line is "
        "ten times the one below"
    )
    figure, axes = panels.multiples(
        results,
        treatments,
        _title(results, treatments),
        subtitle,
        caption(results, table, _NOTE, note),
    )
    for each, treatment in zip(axes, treatments, strict=True):
        _panel(each, results.of(table, treatment))
    marks.log_shares(axes[0], table[table["count"] > 0])
    for each in panels.left_column(axes):
        each.set_ylabel("P(ended so by the date)")
    kinds = words.ordered(words.OUTCOMES, list(table.loc[table["count"] > 0, "outcome"].unique()))
    panels.legend(axes, [Line2D([], [], label=words.named(kind), **_look(kind)) for kind in kinds])
    yield Picture("incidence", figure, table)


def _panel(axes: Axes, table: pd.DataFrame) -> None:
    never = []
    for kind, rows in table.groupby("outcome", sort=False):
        x, seen = marks.days(rows, later=7), rows["count"] > 0
        if not seen.any():
            never.append(words.named(kind))
            continue
        axes.fill_between(
            x[seen],
            rows["low"][seen],
            rows["high"][seen],
            color=words.colour(kind),
            alpha=0.16,
            linewidth=0,
            step="post",
        )
        axes.step(x[seen], rows["probability"][seen], where="post", **_look(kind))
    if never:
        bound = estimate(
            table[table["count"] <= 0].iloc[-1], under="each under " if len(never) > 1 else "under "
        )
        text = textwrap.fill(f"never: {', '.join(never)} ({bound})", 44)
        axes.text(
            0.98,
            0.03,
            text,
            transform=axes.transAxes,
            size=7.5,
            color=words.INK,
            ha="right",
            path_effects=marks.halo(),
        )
    panels.months(axes, marks.days(table, later=7))


def _look(kind: str) -> dict[str, Any]:
    return {"color": words.colour(kind), "linestyle": _LINES.get(kind, "-")}


def _title(results: Results, treatments: list[Treatment]) -> str:
    ends = results.within(results.incidence, treatments)
    ends = ends[ends["week"] == ends["week"].max()]
    entry = ends[ends["outcome"] == "entry"]
    others = ends[~ends["outcome"].isin(["entry", "limited_entry", "full_entry"])]
    if entry.empty or others.empty:
        return "How the endings add up week by week"
    most, rival = (
        entry.loc[entry["probability"].idxmax()],
        others.loc[others["probability"].idxmax()],
    )
    where = results.at(tuple(most[path] for path in results.swept))
    return (
        f"Entries add up to {estimate(most)}{where}; any one other ending to at most "
        f"{estimate(rival)}"
    )
