"""P(entry) of drawn parameters: a dot a draw, against each of them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, balanced, grid, sheet
from experiments.figures.drawing.captions import caption, span, sure
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Tables, most, shown
from experiments.words.colours import BLACK, QUIET
from experiments.words.parameters import axis
from sim.numbers import apart, told

MOST = 6  # parameters that have a panel each
_COLUMNS = 3
_MANY = 300  # draws of which not each can have its interval


def drawn(tables: Tables, paths: list[str]) -> Picture:
    """The picture of P(entry) against the numbers that were drawn."""
    table = tables.summary[tables.summary["outcome"] == "entry"]
    about = f"P(entry) within {span(tables)}, a dot a draw of the parameters"
    text = caption(tables, table, sure(table, "Bars") if len(table) <= _MANY else "")
    count = min(len(paths), MOST)
    columns = min(_COLUMNS, count)
    figure = sheet(
        _title(tables, table), about, text, 1.2 + 3.4 * columns, 3.3 * -(-count // columns)
    )
    panels = grid(figure, count, columns)
    for axes, path in zip(panels, paths, strict=False):
        _dots(axes, table, path)
        marks.linear_shares(axes, min(1.02, 1.1 * float(table["high"].max())))
        axes.set_ylabel("P(entry)" if axes in panels[::columns] else "")
    return Picture("entry", figure, table)


def _dots(axes: Axes, table: pd.DataFrame, path: str) -> None:
    known = table[seen(table)]
    rare = table.drop(known.index)
    if len(table) <= _MANY:
        axes.vlines(known[path], known["low"], known["high"], color=QUIET, linewidth=0.8)
    axes.plot(known[path], known["probability"], "o", color=BLACK, markersize=3)
    if len(rare):
        look: dict[str, Any] = {"marker": "v", "markerfacecolor": "white", "linestyle": "none"}
        axes.plot(rare[path], rare["high"], color=BLACK, markersize=4, **look)
    axes.set_xlabel(balanced(axis(path), 40))


def _title(tables: Tables, table: pd.DataFrame) -> str:
    """From where to where P(entry) goes over the draws, and where it is so."""
    ranked = table.sort_values("probability", kind="stable")
    low, high = ranked.iloc[0], most(ranked)
    if not apart(shown(low), shown(high)):
        return f"No clear differences between draws: {told(shown(low))} to {told(shown(high))}"
    where = tables.at(tables.values(high)) if len(tables.swept) <= 2 else ""
    return (
        f"Over {len(table)} draws P(entry) goes from {told(shown(low))} to {told(shown(high))}"
        f"{where}"
    )
