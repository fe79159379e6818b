"""Bands one in the other, and their look: structure lightest, parameters darker, then the lines.

Orange, blue and black are told apart by readers with any kind of colour vision, and by lightness.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures.drawing import marks
from experiments.findings.bands import LUCK, MIXTURE, PARAMETERS, STRUCTURE
from experiments.words.colours import BLACK, BLUE, ORANGE
from sim.numbers import VAGUE

NAMES = {
    STRUCTURE: "structure",
    PARAMETERS: "parameters",
    MIXTURE: "mixture",
    LUCK: "luck alone",
}
COLOURS = {STRUCTURE: ORANGE, PARAMETERS: BLUE, MIXTURE: BLUE, LUCK: BLACK}
_SHADES = {STRUCTURE: 0.22, PARAMETERS: 0.34}
_HEIGHTS = {STRUCTURE: 0.72, PARAMETERS: 0.44}  # of bars
_NOUGHT = 1e-12  # stands for it on a logarithmic axis
_MIXTURE: dict[str, Any] = {"marker": "D", "linewidth": 2.4, "markersize": 5}
_LUCK: dict[str, Any] = {"marker": "o", "linewidth": 1.8, "markersize": 4}


def along(axes: Axes, rows: pd.DataFrame, path: str, kind: str) -> None:
    """One kind of band along a number."""
    x, low, high = rows[path], rows["low"].clip(lower=_NOUGHT), rows["high"]
    if kind in _SHADES:
        axes.fill_between(x, low, high, color=COLOURS[kind], alpha=_SHADES[kind], linewidth=0)
    if kind == STRUCTURE:
        for ends in (low, high):
            axes.plot(x, ends, color=COLOURS[kind], linewidth=1, linestyle=(0, (4, 2)))
    elif kind in (MIXTURE, LUCK):
        look = _MIXTURE if kind == MIXTURE else _LUCK
        marks.curve(axes, x, rows.assign(count=1.0), COLOURS[kind], look)


def across(axes: Axes, rows: pd.DataFrame, place: int, kind: str) -> None:
    """One kind of band of one treatment, in a row."""
    if rows.empty:
        return
    row = rows.iloc[0]
    low, middle = max(row["low"], _NOUGHT), max(row["probability"], _NOUGHT)
    if kind in _SHADES:
        axes.barh(
            place, row["high"] - low, _HEIGHTS[kind], left=low,
            color=COLOURS[kind], alpha=_SHADES[kind] + 0.1, edgecolor=COLOURS[kind],
        )  # fmt: skip
        return
    if kind == LUCK and row["high"] > VAGUE * row["probability"]:
        look: dict[str, Any] = {"marker": "<", "markerfacecolor": "white", "linestyle": "none"}
        axes.plot(row["high"], place + 0.09, color=COLOURS[kind], **look)
        return
    beside = place + (-0.09 if kind == MIXTURE else 0.09)
    axes.hlines(beside, low, row["high"], color=COLOURS[kind], linewidth=1.6)
    axes.plot(middle, beside, marker="D" if kind == MIXTURE else "o", color=COLOURS[kind])


def ends(rows: pd.DataFrame, path: str, lowest: float) -> list[tuple[float, str, str]]:
    """Where each band ends at the right, its name and its colour."""
    last = rows[rows[path] == rows[path].max()].set_index("band")
    where = {STRUCTURE: "high", PARAMETERS: "high", MIXTURE: "probability", LUCK: "probability"}
    return [
        (max(float(last.loc[kind, column]), lowest), NAMES[kind], COLOURS[kind])
        for kind, column in where.items()
        if kind in last.index
    ]


def handles(rows: pd.DataFrame) -> list[Any]:
    """What a legend shows, of the kinds that are there."""
    there = set(rows["band"])
    patches = [
        Patch(facecolor=COLOURS[kind], alpha=shade + 0.1, label=NAMES[kind])
        for kind, shade in _SHADES.items()
        if kind in there
    ]
    lines = [
        Line2D([], [], color=COLOURS[kind], marker=marker, label=NAMES[kind])
        for kind, marker in ((MIXTURE, "D"), (LUCK, "o"))
        if kind in there
    ]
    return [*patches, *lines]
