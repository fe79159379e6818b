"""How the endings add up week by week, each with the other endings competing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from experiments.figures.drawing import marks, panels
from experiments.figures.drawing.canvas import Picture
from experiments.figures.drawing.captions import caption, refuse_story, span
from experiments.figures.drawing.choosing import chosen
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Tables, by_kind, shown
from experiments.words.colours import INK, colour
from experiments.words.columns import alike
from experiments.words.names import OUTCOMES, named, ordered
from sim.numbers import told

_LINES = {
    "limited_entry": "-",
    "full_entry": (0, (4, 1.5)),
    "mutiny": (0, (1, 1)),
    "uprising": (0, (6, 1.5, 1, 1.5)),
    "replaced": "-",
}
_ENTRIES = ("entry", "limited_entry", "full_entry")
_WINDOWS = {0.24: (0.0, 0.62), 0.62: (0.42, 1.0)}  # where numbers end: the weeks that text covers
_NOTE = (
    "Bands are 95 % intervals, of luck alone. In each panel stands what every ending has come to "
    "by the last week; < marks an upper bound (95 %) where too few worlds were counted to say more."
)


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of the cumulative incidence of every ending."""
    refuse_story(tables)
    treatments, note = chosen(tables, panels.MOST)
    table = tables.within(tables.incidence[tables.incidence["outcome"] != "entry"], treatments)
    subtitle = f"Share of worlds that have ended so by each date, {span(tables)}; one scale for all"
    figure, axes = panels.multiples(
        tables, treatments, _title(tables), subtitle, caption(tables, table, _NOTE, note)
    )
    told_of = table[seen(table)]
    top = min(1.02, 1.1 * float((told_of if len(told_of) else table)["high"].max()))
    marks.linear_shares(axes[0], top)
    for each, treatment in zip(axes, treatments, strict=True):
        _panel(each, tables.of(table, treatment), top)
    for each in panels.left_column(axes):
        each.set_ylabel("P(ended so by then)")
    kinds = ordered(OUTCOMES, list(table.loc[seen(table), "outcome"].unique()))
    panels.legend(axes, [Line2D([], [], label=named(kind), **_look(kind)) for kind in kinds])
    yield Picture("incidence", figure, table)


def _panel(axes: Axes, table: pd.DataFrame, top: float) -> None:
    for kind, rows in by_kind(table, "outcome"):
        x, told = marks.days(rows, later=7), seen(rows)
        if not told.any():
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
    _in_the_end(axes, table, top)
    panels.months(axes, marks.days(table, later=7))


def _in_the_end(axes: Axes, table: pd.DataFrame, top: float) -> None:
    """What every ending has come to, as a small table where the curves leave the most room."""
    last = table[table["week"] == table["week"].max()].set_index("outcome")
    kinds = ordered(OUTCOMES, list(last.index))
    numbers = alike([shown(last.loc[kind]) for kind in kinds])
    rooms = {left: _room(table, top, *window) for left, window in _WINDOWS.items()}
    left = max(rooms, key=lambda each: rooms[each][1] - rooms[each][0])
    for place, words, side in ((left, numbers, "right"), (left + 0.03, map(named, kinds), "left")):
        axes.text(
            place, rooms[left][1] - 0.02, "\n".join(words), transform=axes.transAxes, size=7.5,
            color=INK, ha=side, va="top", linespacing=1.25, path_effects=marks.halo(),
        )  # fmt: skip


def _room(table: pd.DataFrame, top: float, first: float, last: float) -> tuple[float, float]:
    """The widest gap between curves over a part of the weeks: from and to, of the height."""
    weeks = table["week"] / max(table["week"].max(), 1)
    heights = table[(weeks >= first) & (weeks <= last)].groupby("outcome")["probability"]
    taken = sorted(zip(heights.min() / top, heights.max() / top, strict=True))
    gaps, reached = [], 0.0
    for low, high in [*taken, (1.0, 1.0)]:
        gaps.append((reached, low))
        reached = max(reached, high)
    return max(gaps, key=lambda gap: gap[1] - gap[0])


def _look(kind: str) -> dict[str, Any]:
    return {"color": colour(kind), "linestyle": _LINES.get(kind, "-")}


def _title(tables: Tables) -> str:
    """What entries add up to at the most, and what any other ending does, over all treatments."""
    ends = tables.summary[tables.summary["outcome"] != "no_entry"]
    others = ends[~ends["outcome"].isin(_ENTRIES)].sort_values("probability", kind="stable")
    entry = ends[ends["outcome"] == "entry"].sort_values("probability", kind="stable")
    if entry.empty or others.empty:
        return "How the endings add up week by week"
    most, rival = entry.iloc[-1], others.iloc[-1]
    first = f"{told(shown(most))}{tables.at(tables.values(most))}"
    second = f"{named(rival['outcome'])}, to {told(shown(rival))}"
    if not tables.swept and seen(most):
        return f"Entries add up to {first}; of the other endings most is {second}"
    if not seen(entry).any():
        where = " in every treatment" if tables.swept else ""
        return f"Entries are too rare to tell: {told(shown(most))}{where}"
    where = tables.at(tables.values(rival))
    return f"Entries add up to at most {first}; of the other endings most is {second}{where}"
