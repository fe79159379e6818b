"""Where entry is likely: points by P(entry) with the box, and how often its limits come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing.canvas import Picture, balanced, sheet
from experiments.figures.drawing.marks import halo
from experiments.words.colours import BLACK, GREY, ORANGE

_SHOWN, _WIDE = 10, 42  # limits; letters of a line


@dataclass(frozen=True)
class BoxShown:
    """What is drawn of a box beside its rows."""

    title: str
    condition: str  # everything is given this
    axes: tuple[str, str]  # what the two leading coordinates are called
    limits: tuple[tuple[float, float], tuple[float, float]]  # in their units; inf where none
    better: bool  # whether it does better than the mean on points held out


def draw(points: pd.DataFrame, limits: pd.DataFrame, shown: BoxShown) -> Picture:
    """The picture, from a row a point and the rows of recurrence.csv."""
    subtitle = (
        "Left: points of what is believed by P(entry), with the box in its two leading "
        "coordinates; right: in how many boxes, of points drawn anew, a limit comes back"
    )
    figure = sheet(shown.title, subtitle, shown.condition, 10.5, 4.6)
    left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": (1.25, 1)})
    _points(figure, left, points, shown)
    _limits(right, limits.head(_SHOWN))
    return Picture("discover", figure, points)


def _points(figure: Figure, axes: Axes, rows: pd.DataFrame, shown: BoxShown) -> None:
    size = float(np.clip(9000 / len(rows), 3, 30))
    image = axes.scatter(
        rows["x"], rows["y"], c=rows["entry"], cmap="cividis", vmin=0, vmax=1, s=size, linewidths=0,
        alpha=0.8, rasterized=True,
    )  # fmt: skip
    bar = figure.colorbar(
        image, ax=axes, fraction=0.05, pad=0.02,
        format=FuncFormatter(lambda share, _: f"{100 * share:.0f} %"),
    )  # fmt: skip
    bar.set_label("P(entry)")
    bar.outline.set_visible(False)
    for values, name in ((rows["x"], "x"), (rows["y"], "y")):
        low, high = np.quantile(values, (0.002, 0.998))
        (axes.set_xlim if name == "x" else axes.set_ylim)(low, high)
    _sides(axes, shown)
    axes.set_xlabel(balanced(shown.axes[0], 70))
    axes.set_ylabel(balanced(shown.axes[1], 50))
    axes.grid(visible=False)


def _sides(axes: Axes, shown: BoxShown) -> None:
    """The outline of the box where it has sides; what lies outside is paler."""
    (left, right), (bottom, top) = (
        tuple(np.clip(limits, *ends))
        for limits, ends in zip(shown.limits, (axes.get_xlim(), axes.get_ylim()), strict=True)
    )
    look: dict[str, Any] = {
        "color": BLACK,
        "linewidth": 2.2,
        "path_effects": halo(),
        "clip_on": False,
    }
    axes.plot([left, right, right, left, left], [bottom, bottom, top, top, bottom], **look)


def _limits(axes: Axes, rows: pd.DataFrame) -> None:
    rows = rows.reset_index(drop=True)
    if rows.empty:
        axes.text(0.5, 0.5, "no limit in any box", ha="center", transform=axes.transAxes)
        axes.set_axis_off()
        return
    of = float(rows["of"].iloc[0])
    inside = [str(each) == "True" for each in rows["in_the_box"]]
    tints = [ORANGE if each else GREY for each in inside]
    axes.barh(range(len(rows)), rows["boxes"], color=tints, height=0.7)
    names = [balanced(f"{row['name']}: {row['direction']}", _WIDE) for _, row in rows.iterrows()]
    axes.set_yticks(range(len(rows)), names, size=7.5)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, of)
    axes.set_xlabel(f"boxes of {of:.0f}")
    axes.grid(axis="y", visible=False)
    _legend(axes, inside)


def _legend(axes: Axes, inside: Sequence[bool]) -> None:
    for tint, word, there in ((ORANGE, "in the box", any(inside)),
                              (GREY, "in others only", not all(inside))):  # fmt: skip
        if there:
            axes.barh([0], [0], color=tint, label=word)
    axes.legend(loc="lower right")
