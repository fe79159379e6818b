"""Quantities watched at any threshold: hits against false alarms, a panel a quantity."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.tables import by_kind
from experiments.words.colours import BLUE, GREY, INK, QUIET
from experiments.words.why.indicators import CHANCE, Told, areas

_ACROSS = 5  # panels
_TICKS = (0, 0.5, 1)


def roc(rows: pd.DataFrame) -> Picture:
    """The picture, from the rows of roc.csv."""
    kinds = [mine for _, mine in by_kind(rows, "gauge")]
    told = [_told(mine) for mine in kinds]
    week, within = rows["week"].iloc[0], rows["within"].iloc[0]
    subtitle = (
        f"Share of worlds with entry in the next {within} weeks (upwards) and of worlds without "
        f"(to the right) whose reading by week {week} is beyond a threshold, for all thresholds"
    )
    figure = sheet(areas(told), subtitle, _CAPTION, 12, 2.9)
    panels = figure.subplots(1, _ACROSS, sharey=True, squeeze=False)[0]
    for axes, mine, each in zip(panels, kinds, told, strict=True):
        _curve(axes, mine, not each[2] <= CHANCE <= each[3])
        area, low, high = each[1:]
        said = f"{each[0]}\n({mine['unit'].iloc[0]})\n"
        axes.set_title(f"{said}area {area:.2f} [{low:.2f} - {high:.2f}]", loc="left", size=9)
    panels[0].set_ylabel("hits")
    panels[len(panels) // 2].set_xlabel("false alarms")
    return Picture("roc", figure, rows)


_CAPTION = (
    "An area of 0.5 (grey line) tells nothing, 1 everything; intervals are 95 %, worlds of one "
    "vector of parameters taken together. Readings are the highest so far, of backing the lowest; "
    "larger ones are taken to speak for entry, of backing smaller ones. Blue where the interval "
    "leaves out 0.5. Dots are thresholds with their value. Everything is given the model and its "
    "assumptions."
)


def _told(rows: pd.DataFrame) -> Told:
    """The name of a quantity, its area and the interval of that."""
    area, low, high = pd.to_numeric(rows[["area", "area_low", "area_high"]].iloc[0])
    return str(rows["says"].iloc[0]), float(area), float(low), float(high)


def _curve(axes: Axes, rows: pd.DataFrame, clear: bool) -> None:
    tint = BLUE if clear else QUIET
    axes.plot([0, 1], [0, 1], color=GREY, linewidth=0.9)
    x = [0.0, *rows["false_alarm"].astype(float), 1.0]
    y = [0.0, *rows["hit"].astype(float), 1.0]
    axes.plot(x, y, color=tint)
    for share in (0.1, 0.5):
        place = (rows["false_alarm"].astype(float) - share).abs().to_numpy().argmin()
        row = rows.iloc[int(place)]
        axes.plot(row["false_alarm"], row["hit"], marker="o", color=tint, markersize=4)
        axes.annotate(
            f"{float(row['threshold']):.2g}", (row["false_alarm"], row["hit"]), xytext=(4, -9),
            textcoords="offset points", size=7.5, color=INK,
        )  # fmt: skip
    axes.set_aspect("equal")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(_TICKS)
        axis.set_major_formatter(PercentFormatter(1.0))
