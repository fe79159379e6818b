"""Rows of shares: a row a treatment, a column a kind, a bar with its interval and its number
in every cell, all on one scale.
"""

from __future__ import annotations

import textwrap
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.figures.drawing.canvas import balanced, sheet
from experiments.figures.drawing.choosing import two_way
from experiments.figures.drawing.marks import halo, in_per_cent
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Tables, TreatmentValues, shown
from experiments.words.colours import INK, PALE, QUIET, colour, hatch
from experiments.words.columns import alike
from experiments.words.names import named, ordered
from experiments.words.parameters import short, value
from sim.numbers import listed, percent, ranged

MOST = 24  # rows that can be read
_BAR = 0.62
_NARROWEST = 8.5  # inch
_WHOLE = 1.7  # inch, the length of the longest bar
_TEXT, _HEAD = 0.72, 1.0  # inch, of the number beside a bar and of a heading


def chart(
    tables: Tables,
    treatments: list[TreatmentValues],
    table: pd.DataFrame,
    column: str,
    names: dict[str, str],
    title: str,
    subtitle: str,
    caption: str,
    rest: str | None = None,
) -> Figure:
    """Kinds in columns, all on one scale, so that an inch is the same share in each.

    `rest` adds a first column of whole worlds, with the rest of them under that name.
    """
    every = list(table[column].unique())
    kinds = ordered(names, list(table.loc[seen(table), column].unique())) or every
    subtitle += _never(table, column, [kind for kind in ordered(names, every) if kind not in kinds])
    longest = 1.0 if rest is not None else float(table["high"].max())
    widths = [*([] if rest is None else [_WHOLE]), *_widths(table, column, kinds, longest)]
    labels = _labels(tables, treatments)
    beside = 0.5 + 0.075 * max(len(line) for label in labels for line in label.split("\n"))
    width = max(_NARROWEST, beside + sum(widths) + 0.3 * len(widths))
    figure = sheet(title, subtitle, caption, width, 0.9 + _height(len(treatments)))
    panels = figure.subplots(1, len(widths), sharey=True, width_ratios=widths, squeeze=False)[0]
    if rest is not None:
        _stack(panels[0], [tables.of(table, each) for each in treatments], column, kinds, rest)
    cut = len(widths) - len(kinds)
    for axes, kind, wide in zip(panels[cut:], kinds, widths[cut:], strict=True):
        of_kind = table[table[column] == kind]
        _cells(axes, [tables.of(of_kind, each) for each in treatments], kind)
        axes.set_xlim(0, wide * longest / _WHOLE)
        axes.set_title(balanced(named(kind), int(wide * 11)), loc="left")
    panels[0].set_yticks(range(len(treatments)), labels)
    panels[0].set_ylim(len(treatments) - 0.45, -0.55)
    panels[0].set_ylabel(balanced(", ".join(map(short, tables.swept)), 40))
    _part(panels, tables, treatments)
    return figure


def _widths(table: pd.DataFrame, column: str, kinds: list[str], longest: float) -> list[float]:
    """Inches of each kind's column: its longest bar and the number beside it."""
    tops = [float(table.loc[table[column] == kind, "high"].max()) for kind in kinds]
    return [max(_HEAD, _TEXT + _WHOLE * top / longest) for top in tops]


def _height(many: int) -> float:
    """Inches of so many rows."""
    return (0.36 if many <= 12 else 0.3) * many


def _labels(tables: Tables, treatments: list[TreatmentValues]) -> list[str]:
    """The rows' names: the values alone, for what was varied stands beside them."""
    told = [
        ", ".join(map(value, tables.swept, treatment)) or "this scenario"
        for treatment in treatments
    ]
    return [textwrap.fill(each, 36) for each in told]


def _part(panels: Any, tables: Tables, treatments: list[TreatmentValues]) -> None:
    """A line between the rows of one value and those of the next, where two were varied."""
    if len(tables.swept) != 2:
        return
    for place, (above, below) in enumerate(pairwise(treatments)):
        if above[0] != below[0] and tables.swept[0] in (two_way(tables) or ()):
            for axes in panels:
                axes.axhline(place + 0.5, color=PALE, linewidth=0.8)


def single(
    table: pd.DataFrame, column: str, names: dict[str, str], title: str, subtitle: str, caption: str
) -> Figure:
    """The kinds of one scenario in rows, on one scale."""
    kinds = ordered(names, list(table[column].unique()))
    figure = sheet(title, subtitle, caption, 8.5, 0.55 + 0.4 * len(kinds))
    axes = figure.subplots()
    for place, kind in enumerate(kinds):
        row = table[table[column] == kind].iloc[0]
        _cell(axes, place, row, kind, f"  {ranged(shown(row))}")
    axes.set_yticks(range(len(kinds)), [named(kind) for kind in kinds])
    axes.set_ylim(len(kinds) - 0.45, -0.55)
    _scale(axes, min(1.0, table["high"].max()) * 1.35)
    return figure


def _never(table: pd.DataFrame, column: str, kinds: list[str]) -> str:
    """What is said of kinds that are too rare to tell in every treatment shown."""
    if not kinds:
        return ""
    bound = percent(table.loc[table[column].isin(kinds), "high"].max())
    return (
        f"; too rare to tell: {listed([named(kind) for kind in kinds])} (under {bound} in "
        "every treatment shown)"
    )


def _stack(
    axes: Axes, treatments: list[pd.DataFrame], column: str, kinds: list[str], rest: str
) -> None:
    for place, rows in enumerate(treatments):
        shares = dict(zip(rows[column], rows["probability"], strict=True))
        left = 0.0
        if rest:
            left = max(0.0, 1 - sum(shares.values()))
            axes.barh(place, left, _BAR, color=colour(rest))
        for kind in kinds:
            edge, part = QUIET if hatch(kind) else "white", shares.get(kind, 0.0)
            axes.barh(
                place, part, _BAR, left=left, color=colour(kind), hatch=hatch(kind),
                edgecolor=edge, linewidth=0.4,
            )  # fmt: skip
            left += part
    axes.set_title(f"all worlds{f' (black: {named(rest)})' if rest else ''}", loc="left")
    _scale(axes, 1.0)
    axes.xaxis.set_major_locator(MaxNLocator(2))


def _cells(axes: Axes, treatments: list[pd.DataFrame], kind: str) -> None:
    drawn = [rows.iloc[0] for rows in treatments if len(rows)]
    numbers = iter(alike([shown(row) for row in drawn]))
    for place, rows in enumerate(treatments):
        if len(rows):
            _cell(axes, place, rows.iloc[0], kind, f" {next(numbers)}")
    _bare(axes, colour(kind))


def _cell(axes: Axes, place: int, row: pd.Series[Any], kind: str, text: str) -> None:
    if seen(row):
        edge = QUIET if hatch(kind) else colour(kind)
        axes.barh(
            place, row["probability"], _BAR, color=colour(kind), hatch=hatch(kind), edgecolor=edge,
            linewidth=0.4,
        )  # fmt: skip
        axes.plot(
            [row["low"], row["high"]], [place, place], color=INK, linewidth=1.1,
            solid_capstyle="butt", path_effects=halo(),
        )  # fmt: skip
    else:
        axes.plot(
            row["high"], place, marker="<", markersize=6, markerfacecolor="white", color=QUIET,
            linestyle="none",
        )  # fmt: skip
    axes.text(row["high"], place, f" {text}", va="center", size=8)


def _bare(axes: Axes, colour: str) -> None:
    """No scale, for every bar carries its number; a line in the colour of the kind."""
    axes.grid(visible=False)
    axes.tick_params(length=0, labelbottom=False)
    axes.spines["bottom"].set_visible(False)
    axes.spines["top"].set(visible=True, color=colour, linewidth=3)


def _scale(axes: Axes, top: float) -> None:
    axes.set_xlim(0, top)
    axes.xaxis.set_major_locator(MaxNLocator(3))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda share, _: in_per_cent(share) if share <= 1 else "")
    )
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
