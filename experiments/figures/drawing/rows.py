"""Rows of shares: a row a treatment, a column a kind, a bar with its interval and its number
in every cell.
"""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.figures.drawing.canvas import balanced, sheet
from experiments.figures.drawing.marks import halo
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Tables, TreatmentValues, shown
from experiments.words.colours import INK, QUIET, colour
from experiments.words.names import named, ordered
from experiments.words.parameters import short
from sim.numbers import estimate, listed, percent, ranged

MOST = 14  # rows that can be read
_BAR = 0.62
_NARROWEST = 8.5  # inch


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
    """Kinds in columns, each on its own scale.

    `rest` adds a first column of whole worlds, with the rest of them under that name.
    """
    kinds = ordered(names, list(table.loc[seen(table), column].unique())) or list(
        table[column].unique()
    )
    subtitle += _never(
        table,
        column,
        [kind for kind in ordered(names, list(table[column].unique())) if kind not in kinds],
    )
    wide = [] if rest is None else [1.9]
    figure = sheet(
        title,
        subtitle,
        caption,
        max(_NARROWEST, 2.6 + 1.45 * (len(kinds) + 1.4 * len(wide))),
        0.75 + 0.36 * len(treatments),
    )
    panels = figure.subplots(
        1,
        len(kinds) + len(wide),
        sharey=True,
        width_ratios=[*wide, *[1] * len(kinds)],
        squeeze=False,
    )[0]
    if rest is not None:
        _stack(panels[0], [tables.of(table, each) for each in treatments], column, kinds, rest)
    for axes, kind in zip(panels[len(wide) :], kinds, strict=True):
        of_kind = table[table[column] == kind]
        _cells(axes, [tables.of(of_kind, each) for each in treatments], kind)
        axes.set_title(textwrap.fill(named(kind), 17), loc="left")
    panels[0].set_yticks(
        range(len(treatments)), [textwrap.fill(tables.label(each), 60) for each in treatments]
    )
    panels[0].set_ylim(len(treatments) - 0.45, -0.55)
    if len(tables.swept) == 1:
        panels[0].set_ylabel(balanced(short(tables.swept[0]), 24))
    return figure


def single(
    table: pd.DataFrame, column: str, names: dict[str, str], title: str, subtitle: str, caption: str
) -> Figure:
    """The kinds of one scenario in rows, on one scale."""
    kinds = ordered(names, list(table[column].unique()))
    figure = sheet(title, subtitle, caption, 8.5, 0.55 + 0.4 * len(kinds))
    axes = figure.subplots()
    for place, kind in enumerate(kinds):
        row = table[table[column] == kind].iloc[0]
        _cell(axes, place, row, colour(kind), f"  {ranged(shown(row))}")
    axes.set_yticks(range(len(kinds)), [named(kind) for kind in kinds])
    axes.set_ylim(len(kinds) - 0.45, -0.55)
    _scale(axes, min(1.0, table["high"].max()) * 1.35)
    return figure


def _never(table: pd.DataFrame, column: str, kinds: list[str]) -> str:
    """What is said of kinds that no world of any treatment shown counts for."""
    if not kinds:
        return ""
    bound = percent(table.loc[table[column].isin(kinds), "high"].max())
    return (
        f"; never seen: {listed([named(kind) for kind in kinds])} (under {bound} in "
        "every treatment)"
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
            axes.barh(
                place,
                shares.get(kind, 0.0),
                _BAR,
                left=left,
                color=colour(kind),
                edgecolor="white",
                linewidth=0.4,
            )
            left += shares.get(kind, 0.0)
    axes.set_title(f"all worlds{f' (black: {named(rest)})' if rest else ''}", loc="left")
    _scale(axes, 1.0)
    axes.xaxis.set_major_locator(MaxNLocator(2))


def _cells(axes: Axes, treatments: list[pd.DataFrame], kind: str) -> None:
    for place, rows in enumerate(treatments):
        if len(rows):
            row = rows.iloc[0]
            _cell(axes, place, row, colour(kind), f" {estimate(shown(row))}")
    _bare(axes, colour(kind))
    axes.set_xlim(
        0, 2.1 * max((rows["high"].max() for rows in treatments if len(rows)), default=1.0)
    )


def _cell(axes: Axes, place: int, row: pd.Series[Any], colour: str, text: str) -> None:
    if seen(row):
        axes.barh(place, row["probability"], _BAR, color=colour)
        axes.plot(
            [row["low"], row["high"]],
            [place, place],
            color=INK,
            linewidth=1.1,
            solid_capstyle="butt",
            path_effects=halo(),
        )
    else:
        axes.plot(
            row["high"],
            place,
            marker="<",
            markersize=6,
            markerfacecolor="white",
            color=QUIET,
            linestyle="none",
        )
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
        FuncFormatter(lambda share, _: f"{100 * share:.3g} %" if share <= 1 else "")
    )
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
