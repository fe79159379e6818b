"""One world, week by week: what Lukashenko and Putin stood by, how hard Moscow leaned and how far
it backed him, whether the army would have gone, and who was in the street.
"""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, sheet
from experiments.words.colours import BLACK, BLUE, GREEN, INK, PURPLE, QUIET, VERMILLION, colour
from experiments.words.names import OPTIONS, RUNGS, named, ordered

_RUNGS = list(RUNGS)
_CAPTION = (
    "One simulated history, not a forecast. Dots: he reconsidered. An order to limited entry takes "
    "about as many willing soldiers as the dashed line says; a cross is an order that failed."
)
_HEIGHTS = (2.1, 0.28, 1.15, 1.15, 0.6)  # of the panels
_WIDE_STREET = 0.01  # the least that the axis of the street shows


def draw(rows: pd.DataFrame, title: str, about: str, name: str) -> Picture:
    """The picture of a world from its table, a row a step."""
    lived = pd.to_datetime(rows["date"])
    when = f"{lived.iloc[0]:%B %Y} to {lived.iloc[-1]:%B %Y}"
    figure = sheet(title, f"{about}; {when}", _CAPTION, 9.0, 6.2)
    panels = figure.subplots(len(_HEIGHTS), 1, sharex=True, height_ratios=_HEIGHTS)
    x = marks.days(rows).to_numpy()
    edges = np.append(x, 2 * x[-1] - x[-2] if len(x) > 1 else x[-1] + 7)
    middles = (edges[:-1] + edges[1:]) / 2
    ladder, course, leverage, army, street = panels
    _ladder(ladder, rows, edges)
    _course(course, rows, edges)
    _leverage(leverage, rows, middles)
    _army(army, rows, middles)
    _street(street, rows, middles)
    _ending(panels, rows, edges)
    street.set_xlim(edges[0], edges[-1] + 0.02 * (edges[-1] - edges[0]))
    marks.dates(street)
    return Picture(name, figure, rows)


def _ladder(axes: Axes, rows: pd.DataFrame, edges: np.ndarray) -> None:
    heights = rows["lukashenko"].map(_RUNGS.index).to_numpy()
    axes.stairs(heights, edges, baseline=None, color=BLACK, linewidth=2)
    awake = rows["lukashenko_reconsiders"].to_numpy(dtype=bool)
    middles = (edges[:-1] + edges[1:]) / 2
    axes.plot(middles[awake], heights[awake], "o", color=BLACK, markersize=3.5)
    failed = (rows["order_holds"] == False).to_numpy()  # noqa: E712  nothing where none was given
    axes.plot(middles[failed], heights[failed], "X", color=VERMILLION, markersize=9, zorder=3)
    axes.set_yticks(range(len(_RUNGS)), [named(rung) for rung in _RUNGS])
    axes.set_ylim(-0.4, len(_RUNGS) - 0.6)
    axes.axhspan(_RUNGS.index("limited_entry") - 0.5, len(_RUNGS), color="#F4F4F4", zorder=0)
    axes.set_title("Lukashenko stands on", loc="left")


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
    axes.plot(x, rows["pressure"], color=VERMILLION, label="pressure felt")
    axes.plot(x, rows["backing"], color=BLUE, linestyle=(0, (5, 1.5)), label="Kremlin's backing")
    axes.set_ylim(0, 1.04)
    axes.set_title("Moscow's hold (0 to 1)", loc="left")
    _legend(axes)


def _army(axes: Axes, rows: pd.DataFrame, x: np.ndarray) -> None:
    axes.plot(x, rows["compliance"], color=GREEN, label="would obey an\norder to fight")
    axes.plot(
        x, rows["needed"], color=INK, linestyle=(0, (3, 2)), linewidth=1.2,
        label="needed for\nlimited entry",
    )  # fmt: skip
    marks.linear_shares(axes, 1.04)
    axes.set_title("Share of the army", loc="left")
    _legend(axes)


def _street(axes: Axes, rows: pd.DataFrame, x: np.ndarray) -> None:
    axes.fill_between(x, 0, rows["protest"], color=PURPLE, linewidth=0)
    marks.linear_shares(axes, max(1.1 * rows["protest"].max(), _WIDE_STREET))
    axes.set_title("Share of citizens protesting", loc="left")


def _ending(panels: np.ndarray, rows: pd.DataFrame, edges: np.ndarray) -> None:
    """The week in which the outcome came, through all panels."""
    came = np.flatnonzero(rows["ending"] != "")
    if came.size == 0:
        return
    place = int(came[0])
    middle = (edges[place] + edges[place + 1]) / 2
    for axes in panels:
        axes.axvline(middle, color=QUIET, linewidth=1, linestyle=":")
    early = middle < (edges[0] + edges[-1]) / 2
    high = (rows["lukashenko"] == _RUNGS[-1]).any()  # the top row is taken
    at = (middle, 0.03 if high else 0.91)
    panels[0].annotate(
        named(rows["ending"].iloc[place]), at, (4 if early else -4, 0),
        xycoords=("data", "axes fraction"), textcoords="offset points",
        ha="left" if early else "right", size=9, weight="bold",
        path_effects=marks.halo(),
    )  # fmt: skip


def _legend(axes: Axes, handles: list[Patch] | None = None) -> None:
    lines = axes.get_legend_handles_labels()[0] if handles is None else handles
    axes.legend(
        handles=lines, loc="center left", bbox_to_anchor=(1.005, 0.5), borderaxespad=0.2
    )  # fmt: skip
