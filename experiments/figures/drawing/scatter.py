"""P(entry) of drawn parameters: a dot a draw, against each of them, and over the plane of two."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm, Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, balanced, grid, sheet
from experiments.figures.drawing.captions import caption, span, sure
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Tables, most, shown
from experiments.words.colours import BLACK, PALE, QUIET
from experiments.words.parameters import axis
from sim.numbers import apart, told

MOST = 6  # parameters that have a panel each
_COLUMNS = 3
_SHADES = "cividis"
_MANY = 300  # draws of which not each can have its interval
_WIDE = 50  # times the lowest share, from which the colours follow orders of magnitude
_GREY = "Grey: too few worlds entered to tell."


def drawn(tables: Tables, paths: list[str]) -> Picture:
    """The picture of P(entry) against the numbers that were drawn."""
    table = tables.summary[tables.summary["outcome"] == "entry"]
    plane = len(paths) == 2
    about = f"P(entry) within {span(tables)}, a dot a draw of the parameters"
    bars = sure(table, "Bars") if len(table) <= _MANY else ""
    text = caption(tables, table, bars, _GREY if plane and not seen(table).all() else "")
    count = min(len(paths), MOST) + plane
    columns = min(_COLUMNS, count)
    figure = sheet(
        _title(tables, table), about, text, 1.2 + 3.4 * columns, 3.3 * -(-count // columns)
    )
    panels = grid(figure, min(len(paths), MOST), columns) if not plane else _beside(figure)
    for axes, path in zip(panels, paths, strict=False):
        _dots(axes, table, path)
        marks.linear_shares(axes, min(1.02, 1.1 * float(table["high"].max())))
        axes.set_ylabel("P(entry)" if axes in panels[::columns] else "")
    if plane:
        _plane(figure, panels[-1], table, paths)
    return Picture("entry", figure, table)


def _beside(figure: Figure) -> list[Axes]:
    """Two panels on one scale of shares, and one of its own."""
    first, second, third = figure.subplots(1, 3)
    second.sharey(first)
    return [first, second, third]


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


def _plane(figure: Figure, axes: Axes, table: pd.DataFrame, paths: list[str]) -> None:
    """One parameter against the other, coloured by P(entry)."""
    along, up = paths
    known = table[seen(table)]
    rare = table.drop(known.index)
    axes.plot(rare[along], rare[up], "o", color=PALE, markeredgecolor=QUIET, markersize=6)
    if len(known):
        low, high = known["probability"].min(), known["probability"].max()
        norm = LogNorm(low, high) if high > _WIDE * low else Normalize(0, high)
        dots = axes.scatter(
            known[along], known[up], c=known["probability"], s=42, norm=norm,
            cmap=colormaps[_SHADES], edgecolors=QUIET, linewidths=0.5,
        )  # fmt: skip
        bar = figure.colorbar(dots, ax=axes, format=FuncFormatter(marks.in_per_cent))
        bar.ax.minorticks_off()
        bar.set_label("P(entry)")
    axes.set_xlabel(balanced(axis(along), 40))
    axes.set_ylabel(balanced(axis(up), 34))


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
