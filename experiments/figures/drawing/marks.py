"""Marks that several figures share: bands, upper bounds, percentage axes, dates, labels that
keep their distance.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from experiments.figures.drawing.seen import seen
from experiments.words.colours import QUIET
from experiments.words.parameters import LEVELS

_TRIANGLES = 60  # of a curve


def curve(
    axes: Axes, x: pd.Series[Any], rows: pd.DataFrame, colour: str, look: Mapping[str, Any]
) -> None:
    """Estimates as a line with its band.

    Where no world was counted, an open triangle at the upper bound.
    """
    counted = seen(rows)
    if counted.any():
        axes.fill_between(x, rows["low"], rows["high"], color=colour, alpha=0.16, linewidth=0)
    axes.plot(x, rows["probability"].where(counted), color=colour, **look)
    rare = np.flatnonzero(~counted)[:: max(1, len(rows) // _TRIANGLES)]
    axes.plot(
        x.iloc[rare],
        rows["high"].iloc[rare],
        linestyle="none",
        marker="v",
        markersize=6,
        markerfacecolor="white",
        color=colour,
    )


def linear_shares(axes: Axes, top: float) -> None:
    """A vertical axis in per cent from 0."""
    axes.set_ylim(0, top)
    axes.yaxis.set_major_formatter(FuncFormatter(in_per_cent))


def log_shares(axes: Axes, rows: pd.DataFrame) -> None:
    """A vertical axis in per cent where each grid line is ten times the one below, deep enough
    for the rows.
    """
    log_axis(axes, floor(rows))


def log_axis(axes: Axes, lowest: float) -> None:
    """A vertical axis in per cent where each grid line is ten times the one below."""
    axes.set_yscale("log")
    axes.set_ylim(lowest, 1.15)
    axes.yaxis.set_major_locator(LogLocator(10, numticks=20))
    axes.yaxis.set_major_formatter(FuncFormatter(in_per_cent))
    axes.yaxis.set_minor_locator(NullLocator())


def shares(plain: Axes, log: Axes, top: float, lowest: float, across: bool) -> None:
    """A plain and a logarithmic axis in per cent: along the bottom where rows go across."""
    for axes, limits in ((plain, (0.0, top)), (log, (lowest, 1.15))):
        scale = axes.xaxis if across else axes.yaxis
        if axes is log:
            (axes.set_xscale if across else axes.set_yscale)("log")
            scale.set_major_locator(LogLocator(10, numticks=20))
            scale.set_minor_locator(NullLocator())
        (axes.set_xlim if across else axes.set_ylim)(*limits)
        scale.set_major_formatter(FuncFormatter(in_per_cent))


def floor(rows: pd.DataFrame) -> float:
    """The power of ten below every estimate and every upper bound of a logarithmic axis, but no
    less than one in a hundred million.
    """
    heights = rows["probability"].where(seen(rows), rows["high"]) / 1.5
    lowest = min(heights[heights > 0].min(), 0.1) if (heights > 0).any() else 0.01
    return 10.0 ** max(math.floor(math.log10(lowest)), -8)


def dates(axes: Axes) -> None:
    """A horizontal axis of months."""
    locator = mdates.AutoDateLocator(minticks=3, maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator, show_offset=False))


def days(rows: pd.DataFrame, later: int = 0) -> pd.Series[Any]:
    """The dates of rows as numbers for a date axis, some days later."""
    return (
        pd.Series(mdates.date2num(rows["date"].to_numpy(dtype="datetime64[D]")), index=rows.index)
        + later
    )


def name_levels(axes: Axes) -> None:
    """The names of the pressure levels along the top of an axis of pressure."""
    low, high = axes.get_xlim()
    places = [level for level in LEVELS if low <= level <= high]
    upper = axes.secondary_xaxis("top")
    upper.set_xticks(places, [LEVELS[level] for level in places], color=QUIET, size=8)
    upper.tick_params(length=3)
    upper.spines["top"].set_visible(False)


def end_labels(axes: Axes, ends: list[tuple[float, str, str]], gap: float = 0.055) -> None:
    """Labels (height, text, colour) right of the axes, moved apart where they would touch.

    Heights in data units.
    """
    to_axes = axes.transData + axes.transAxes.inverted()
    left = axes.get_xlim()[1]
    wanted = sorted(
        (float(to_axes.transform((left, height))[1]), text, colour) for height, text, colour in ends
    )
    for place, (at, text, colour) in zip(
        _apart([each[0] for each in wanted], gap), wanted, strict=True
    ):
        axes.annotate(
            text,
            xy=(1.0, at),
            xytext=(1.05, place),
            xycoords="axes fraction",
            textcoords="axes fraction",
            color=colour,
            va="center",
            size=8.5,
            arrowprops={
                "arrowstyle": "-",
                "color": colour,
                "linewidth": 0.6,
                "shrinkA": 0,
                "shrinkB": 0,
                "relpos": (0, 0.5),
            },
        )


def halo(colour: object = "white") -> list[withStroke]:
    """A rim that keeps text readable on lines."""
    return [withStroke(linewidth=3, foreground=colour)]


def in_per_cent(share: float, place: int | None = None) -> str:
    """A tick in per cent, however small."""
    return f"{np.format_float_positional(round(100 * share, 10), precision=10, trim='-')} %"


def _apart(heights: list[float], gap: float) -> list[float]:
    """Rising heights at least a gap from each other, moved as little as possible, within the axes
    if there is room.
    """
    blocks = [[height, 1] for height in heights]  # centre and size
    merged = True
    while merged:
        merged = False
        for first, second in pairwise(blocks):
            if second[0] - first[0] < gap * (first[1] + second[1]) / 2 - 1e-9:
                size = first[1] + second[1]
                first[0], first[1] = (first[0] * first[1] + second[0] * second[1]) / size, size
                blocks.remove(second)
                merged = True
                break
        for block in blocks:
            half = gap * (block[1] - 1) / 2
            block[0] = max(min(block[0], 1 - half), half)
    return [
        centre + gap * (place - (size - 1) / 2)
        for centre, size in blocks
        for place in range(int(size))
    ]
