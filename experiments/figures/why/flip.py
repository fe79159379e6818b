"""What turns the answer: the named changes in prior sd, and P(entry) on the way."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing.canvas import Picture, balanced, sheet
from experiments.words.colours import BLACK, BLUE, GREY, INK, ORANGE, QUIET
from sim.numbers import percent

_WIDE, _NAMED = 22, 8  # letters of a line; changes that are drawn


def draw(rows: pd.DataFrame, threshold: float) -> Iterator[Picture]:
    """The picture, from the rows of flip.csv; none where no crossing was found."""
    names = [name for name in dict.fromkeys(rows["start"])
             if (rows[rows["start"] == name]["what"] == "crossing").any()]  # fmt: skip
    if not names:
        return
    subtitle = (
        "Left: what changes, from the start (open) to the nearest crossing found (filled); "
        "right: P(entry) on the straight way there and past it"
    )
    worlds = rows.loc[rows["what"] == "way", "worlds"].max()
    caption = (
        f"{int(worlds):,} worlds a place on the way, none of which the search had lived; bands are "
        "95 % intervals. Distances are in standard deviations of the prior. A nearer crossing may "
        "exist. Everything is given the model and its assumptions."
    )
    many = [min(_NAMED, int((rows[rows["start"] == name]["what"] == "change").sum()))
            for name in names]  # fmt: skip
    figure = sheet(
        says(rows, threshold), subtitle, caption, 10.5, 1.6 * len(names) + 0.36 * sum(many)
    )
    heights = [each + 2.0 for each in many]
    panels = figure.subplots(
        len(names), 2, squeeze=False,
        gridspec_kw={"height_ratios": heights, "width_ratios": (1.15, 1)},
    )  # fmt: skip
    for (left, right), name in zip(panels, names, strict=True):
        mine = rows[rows["start"] == name]
        _changes(left, mine[mine["what"] == "change"].head(_NAMED), name)
        _way(right, mine[mine["what"] == "way"], mine[mine["what"] == "crossing"], threshold)
    yield Picture("flip", figure, rows)


def says(rows: pd.DataFrame, threshold: float) -> str:
    """The finding: how far the nearest crossing found is from each start."""
    found = rows[rows["what"] == "crossing"]
    parts = [
        f"{float(row['distance']):.1f} prior sd from {row['start']}" for _, row in found.iterrows()
    ]
    unsure = ", not confirmed on other luck" if (found["verdict"] == "not confirmed").any() else ""
    return f"P(entry) crosses {percent(threshold)} as near as {' and '.join(parts)}{unsure}"


def _changes(axes: Axes, rows: pd.DataFrame, name: str) -> None:
    rows = rows.reset_index(drop=True)
    for place, (_, row) in enumerate(rows.iterrows()):
        start, end = float(row["from_sd"]), float(row["to_sd"])
        axes.plot([start, end], [place, place], color=QUIET, linewidth=1.4)
        axes.plot(start, place, "o", color=BLUE, markerfacecolor="white", markersize=6)
        axes.plot(end, place, "o", color=BLUE, markersize=6)
    labels = [balanced(str(each), _WIDE) for each in rows["name"]]
    axes.set_yticks(range(len(rows)), labels, size=7.5)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.margins(x=0.15)
    axes.set_title(f"From {name}", loc="left", color=INK)
    axes.set_xlabel("prior sd from the middle of the prior")
    axes.grid(axis="y", visible=False)


def _way(axes: Axes, rows: pd.DataFrame, crossing: pd.DataFrame, threshold: float) -> None:
    x, y, low, high = (
        rows[each].astype(float) for each in ("distance", "probability", "low", "high")
    )
    axes.fill_between(x, low, high, color=BLACK, alpha=0.15, linewidth=0)
    axes.plot(x, y, color=BLACK, marker="o", markersize=4)
    there = crossing.iloc[0]
    at, ends = float(there["distance"]), [[float(there["low"])], [float(there["high"])]]
    middle = float(there["probability"])
    axes.errorbar(
        [at], [middle], yerr=np.abs(np.array(ends) - middle), color=ORANGE, marker="D", capsize=3,
        markersize=6, label=f"there, {int(there['worlds']):,} worlds", linestyle="none", zorder=4,
    )  # fmt: skip
    axes.axhline(threshold, color=QUIET, linestyle=(0, (4, 3)), linewidth=1)
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.0f} %"))
    axes.set_ylabel("P(entry)")
    axes.set_xlabel("distance (prior sd)")
    axes.legend(loc="upper left")
