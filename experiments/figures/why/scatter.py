"""P(entry) over drawn parameters: two as a map of dots, others side by side, each with the mean
over the draws that lie near.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, grid, sheet
from experiments.figures.drawing.captions import caption, span
from experiments.figures.drawing.tables import Tables
from experiments.findings.drawn.ranks import rank_rows
from experiments.words.colours import BLUE, INK, ORANGE
from experiments.words.parameters import axis, short
from sim.estimates.intervals import average
from sim.numbers import correlation, listed, percent

_COLOURS = "cividis"
_PANELS, _ACROSS = 12, 4
_NEAR = 5  # parts with as many draws each, of which the mean is shown
_FEW = 4  # draws of a part, at least
_NAMED = 3  # parameters that a title can name

Ranks = Sequence[dict[str, Any]]


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of P(entry) over drawn numbers; none where nothing was drawn, or only words."""
    if not tables.drawn:
        return
    table = tables.summary[tables.summary["outcome"] == "entry"]
    numbers = [path for path in tables.swept if tables.numeric(path) and table[path].nunique() > 1]
    if not numbers or len(table) < _FEW:
        return
    columns = {path: table[path].tolist() for path in numbers}
    ranks = list(rank_rows(columns, table["probability"].tolist()))
    order = [row["parameter"] for row in ranks] or numbers
    picture = _map if len(order) == 2 and len(tables.swept) == 2 else _panels
    yield Picture("scatter", picture(tables, table, order, finding(ranks)), table)


def finding(ranks: Ranks) -> str:
    """The finding: with which parameters entry rises and falls."""
    clear = [row for row in ranks if row["low"] > 0 or row["high"] < 0]
    if not ranks:
        return "Too few draws to tell which parameters entry goes with"
    if not clear:
        return "Entry is not seen to go with any of the drawn parameters"
    said = []
    for word, sign in (("rises", 1), ("falls", -1)):
        mine = [row for row in clear[:_NAMED] if sign * row["correlation"] > 0]
        if mine:
            said.append(f"{word} with {listed([_named(row) for row in mine])}")
    return f"Over the draws, entry {' and '.join(said)}"


def _named(row: dict[str, Any]) -> str:
    low, high = correlation(row["low"]), correlation(row["high"])
    return f"{short(row['parameter'])} ({correlation(row['correlation'])} [{low}, {high}])"


def _map(tables: Tables, table: pd.DataFrame, order: Sequence[str], title: str) -> Figure:
    """Two parameters: a dot a draw, coloured by P(entry)."""
    across, up = order
    subtitle = f"P(entry) within {span(tables)}: a dot a draw of both parameters"
    figure = sheet(title, subtitle, caption(tables, table, *_notes(table)), 9, 5)
    axes = figure.subplots()
    top = max(float(table["probability"].max()), 0.01)
    dots = axes.scatter(
        table[across], table[up], c=table["probability"], cmap=_COLOURS, vmin=0, vmax=top,
        s=max(12, min(90, 6000 / len(table))), edgecolors=INK, linewidths=0.4,
    )  # fmt: skip
    shares = FuncFormatter(lambda share, _: f"{100 * share:.3g} %")
    bar = figure.colorbar(dots, ax=axes, fraction=0.05, pad=0.02, format=shares)
    bar.set_label("P(entry)")
    axes.set_xlabel(axis(across))
    axes.set_ylabel(axis(up))
    return figure


def _panels(tables: Tables, table: pd.DataFrame, order: Sequence[str], title: str) -> Figure:
    """A panel a parameter: a dot a draw, and the mean over the draws that lie near."""
    shown = order[:_PANELS]
    means = "Lines of squares are 95 % intervals that count the draws."
    most = f"Shown: the {len(shown)} of {len(order)} that entry goes with most."
    subtitle = (
        f"P(entry) within {span(tables)} against each drawn parameter, the others being drawn too; "
        "squares are means over a fifth of the draws"
    )
    notes = [*_notes(table), means, most if len(order) > len(shown) else ""]
    rows = -(-len(shown) // _ACROSS)
    figure = sheet(title, subtitle, caption(tables, table, *notes), 11, 0.4 + 2.7 * rows)
    panels = grid(figure, len(shown), _ACROSS)
    for axes, path in zip(panels, shown, strict=True):
        axes.plot(
            table[path], table["probability"], marker="o", linestyle="none", color=BLUE, alpha=0.5,
            markersize=max(1.5, min(4.5, 60 / len(table) ** 0.5)), markeredgewidth=0,
        )  # fmt: skip
        _means(axes, table, path)
        axes.set_xlabel(short(path))
    marks.linear_shares(panels[0], min(1.02, 1.1 * max(float(table["probability"].max()), 0.01)))
    for axes in panels[::_ACROSS]:
        axes.set_ylabel("P(entry)")
    return figure


def _means(axes: Axes, table: pd.DataFrame, path: str) -> None:
    """The mean over each fifth of the draws, with its interval over the draws."""
    ordered = table.sort_values(path, kind="stable")
    for places in np.array_split(np.arange(len(ordered)), _NEAR):
        near = ordered.iloc[places]
        if len(near) < _FEW:
            continue
        chances = near["probability"].to_numpy()
        mean = average(float(chances.mean()), float(chances.var(ddof=1)), len(chances))
        at = float(near[path].mean())
        axes.plot([at, at], [mean.low, mean.high], color=ORANGE, linewidth=1.6)
        axes.plot(at, mean.probability, marker="s", color=ORANGE, markersize=6)


def _notes(table: pd.DataFrame) -> list[str]:
    widest = percent(float((table["high"] - table["low"]).max()) / 2).removesuffix(" %")
    return [
        f"The 95 % interval of a dot is at most ±{widest} points.",
        "Numbers in the title are rank correlations with P(entry), each freed of what the other "
        "parameters do, with 95 % intervals (correlations.csv).",
    ]
