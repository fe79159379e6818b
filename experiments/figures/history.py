"""One world, week by week: what Lukashenko and Putin stood by, how hard Moscow leaned and how far
it backed him, whether the army would have gone, what became of those who went, and who was in the
street.
"""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, sheet
from experiments.words.colours import (
    BLACK,
    INK,
    ORANGE,
    QUIET,
    VERMILLION,
    colour,
)  # fmt: skip
from experiments.words.names import FELL, OPTIONS, RETURNS, RUNGS, named, ordered
from sim.world import ENTRIES

_RUNGS = list(RUNGS)
_ENTERED = [entry.name.lower() for entry in ENTRIES]
_CAPTION = (
    "One simulated history, not a forecast. Dots: he reconsidered. An order to limited entry takes "
    "about as many willing soldiers as the dashed line says."
)
_CROSSES = " Crosses: an order failed, or an expedition broke."
_HEIGHTS = (2.1, 0.28, 1.15, 1.15, 0.6)  # of the panels
_EXPEDITION = 0.8  # of one more where there is one
_APART = 0.15  # of the time, between two words
_WIDE_STREET = 0.01  # the least that the axis of the street shows


def draw(rows: pd.DataFrame, title: str, about: str, name: str) -> Picture:
    """The picture of a world from its table, a row a step."""
    lived = pd.to_datetime(rows["date"])
    when = f"{lived.iloc[0]:%B %Y} to {lived.iloc[-1]:%B %Y}"
    abroad = [_EXPEDITION] if (rows["serving"] > 0).any() else []
    heights = [*_HEIGHTS[:-1], *abroad, _HEIGHTS[-1]]
    text = _CAPTION + (_CROSSES if _failed(rows).any() else "")
    figure = sheet(title, f"{about}; {when}", text, 9.0, 6.2 + sum(abroad))
    panels = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights)
    x = marks.days(rows).to_numpy()
    edges = np.append(x, 2 * x[-1] - x[-2] if len(x) > 1 else x[-1] + 7)
    middles = (edges[:-1] + edges[1:]) / 2
    ladder, course, leverage, army, *expedition, street = panels
    _ladder(ladder, rows, edges)
    _course(course, rows, edges)
    _leverage(leverage, rows, middles)
    _army(army, rows, middles)
    for axes in expedition:
        _expedition(axes, rows, edges)
    _street(street, rows, middles)
    _endings(panels, rows, middles)
    street.set_xlim(edges[0], edges[-1] + 0.02 * (edges[-1] - edges[0]))
    marks.dates(street)
    return Picture(name, figure, rows)


def _ladder(axes: Axes, rows: pd.DataFrame, edges: np.ndarray) -> None:
    heights = rows["lukashenko"].map(_RUNGS.index).to_numpy()
    axes.stairs(heights, edges, baseline=None, color=BLACK, linewidth=2)
    awake = rows["lukashenko_reconsiders"].to_numpy(dtype=bool)
    middles = (edges[:-1] + edges[1:]) / 2
    axes.plot(middles[awake], heights[awake], "o", color=BLACK, markersize=3.5)
    failed = _failed(rows)
    axes.plot(middles[failed], heights[failed], "X", color=VERMILLION, markersize=9, zorder=3)
    axes.set_yticks(range(len(_RUNGS)), [named(rung) for rung in _RUNGS])
    axes.set_ylim(-0.4, len(_RUNGS) - 0.6)
    axes.axhspan(_RUNGS.index("limited_entry") - 0.5, len(_RUNGS), color="#F4F4F4", zorder=0)
    axes.set_title("Lukashenko stands on", loc="left")


def _failed(rows: pd.DataFrame) -> np.ndarray:
    """Whether an order failed or an expedition broke, shape (weeks,)."""
    held = rows["order_holds"] == False  # noqa: E712  nothing where none was given
    return (held | (rows["home"] == "broke")).to_numpy()


def _course(axes: Axes, rows: pd.DataFrame, edges: np.ndarray) -> None:
    place = 0
    for option, group in groupby(rows["putin"]):
        steps = len(list(group))
        axes.axvspan(edges[place], edges[place + steps], color=colour(option), linewidth=0)
        place += steps
    awake = rows["putin_reconsiders"].to_numpy(dtype=bool)
    middles = ((edges[:-1] + edges[1:]) / 2)[awake]
    axes.plot(middles, np.full(middles.size, 0.5), "o", color=INK, markersize=3.5)
    axes.set(ylim=(0, 1), yticks=[])
    axes.grid(visible=False)
    axes.set_title("Putin's course", loc="left")
    kinds = ordered(OPTIONS, list(rows["putin"].unique()))
    _legend(axes, [Patch(color=colour(kind), label=named(kind)) for kind in kinds])


def _leverage(axes: Axes, rows: pd.DataFrame, x: np.ndarray) -> None:
    axes.plot(x, rows["pressure"], color=colour("ultimatum"), label="pressure felt")
    axes.plot(
        x,
        rows["backing"],
        color=colour("press"),
        linestyle=(0, (5, 1.5)),
        label="Kremlin's backing",
    )
    axes.set_ylim(0, 1.04)
    axes.set_title("Moscow's hold (0 to 1)", loc="left")
    _legend(axes)


def _army(axes: Axes, rows: pd.DataFrame, x: np.ndarray) -> None:
    axes.plot(x, rows["compliance"], color=INK, label="would obey an\norder to fight")
    axes.plot(
        x, rows["needed"], color=INK, linestyle=(0, (3, 2)), linewidth=1.2,
        label="needed for\nlimited entry",
    )  # fmt: skip
    marks.linear_shares(axes, 1.04)
    axes.set_title("Share of the army", loc="left")
    _legend(axes)


def _street(axes: Axes, rows: pd.DataFrame, x: np.ndarray) -> None:
    axes.fill_between(x, 0, rows["protest"], color=colour("uprising"), linewidth=0)
    marks.linear_shares(axes, max(1.1 * rows["protest"].max(), _WIDE_STREET))
    axes.set_title("Share of citizens protesting", loc="left")


def _expedition(axes: Axes, rows: pd.DataFrame, edges: np.ndarray) -> None:
    x = (edges[:-1] + edges[1:]) / 2
    serving = "serve in Ukraine,\nof those called up"
    axes.stairs(rows["serving"].to_numpy(), edges, fill=True, color=ORANGE, label=serving)
    axes.plot(
        x, rows["toll"], color=BLACK, linestyle=(0, (1, 1.2)), label="have fallen,\nof the army"
    )
    marks.linear_shares(axes, 1.04)
    apart, noted = _APART * len(x), -len(x)
    for place in np.flatnonzero(rows["home"] != "").tolist():
        if place - noted >= apart:  # words would lie on each other
            right = place < (1 - _APART) * len(x)
            _note(axes, x[place], RETURNS[rows["home"].iloc[place]], 0.52, right)
            noted = place
    axes.set_title("The expedition", loc="left")
    _legend(axes)


def _endings(panels: np.ndarray, rows: pd.DataFrame, x: np.ndarray) -> None:
    """The weeks in which Belarus entered and in which his rule ended, through all panels."""
    fell = rows["fall"].map(lambda fate: FELL.get(fate, fate))
    names = rows["ending"].map(named).where(rows["ending"].isin(_ENTERED), fell)
    height = 0.03 if (rows["lukashenko"] == _RUNGS[-1]).any() else 0.91  # the top row is taken
    for place in np.flatnonzero(names != "").tolist():
        for axes in panels:
            axes.axvline(x[place], color=QUIET, linewidth=1, linestyle=":")
        _note(panels[0], x[place], names.iloc[place], height, place < len(x) / 2, weight="bold")
        height = 0.94 - height  # of a second, so that the two keep apart


def _note(
    axes: Axes, x: float, text: str, height: float, right: bool, weight: str = "normal"
) -> None:
    """A word beside a week, on its right or on its left."""
    axes.annotate(
        text, (x, height), (4 if right else -4, 0),
        xycoords=("data", "axes fraction"), textcoords="offset points",
        ha="left" if right else "right", size=9, weight=weight, path_effects=marks.halo(),
    )  # fmt: skip


def _legend(axes: Axes, handles: list[Patch] | None = None) -> None:
    lines = axes.get_legend_handles_labels()[0] if handles is None else handles
    axes.legend(
        handles=lines, loc="center left", bbox_to_anchor=(1.005, 0.5), borderaxespad=0.2
    )  # fmt: skip
