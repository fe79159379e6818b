"""What was seen: P(entry) by window with it and without, and the parameters that it moves."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.tables import Share
from experiments.words.colours import BLUE, GREY, INK
from experiments.words.parameters import short
from experiments.words.why.indicators import implied as finding
from sim.numbers import estimate, rare, thousands

_APART, _REACH = 0.14, 1.96  # of two marks; errors in an interval


def implied(rows: pd.DataFrame, moved: pd.DataFrame) -> Picture:
    """The picture, from the rows of observed.csv and parameters.csv."""
    windows = list(
        rows[["weeks", "seen_low", "seen_high", "prior_low", "prior_high"]].itertuples(
            index=False, name=None
        )
    )
    first = rows.iloc[0]
    subtitle = (
        f"Left: P(entry) in the weeks after week {first['after_week']}, in worlds that show what "
        "was seen and in all that go on so long. Right: the parameters whose weight moves most"
    )
    figure = sheet(finding(windows), subtitle, _caption(rows), 11, 3.4)
    left, right = figure.subplots(1, 2, width_ratios=(1.3, 1))
    _windows(left, rows)
    _parameters(right, moved)
    return Picture("observed", figure, rows)


def _windows(axes: Axes, rows: pd.DataFrame) -> None:
    for name, tint, side, label in (
        ("prior", GREY, -_APART, "all that go on so long"),
        ("seen", BLUE, _APART, "given what was seen"),
    ):
        for place, (_, row) in enumerate(rows.iterrows()):
            _whisker(axes, row, name, place + side, tint)
        axes.plot([], [], marker="o", color=tint, label=label)
    axes.set_xticks(range(len(rows)), [f"{weeks} weeks" for weeks in rows["weeks"]])
    axes.set_xlim(-0.5, len(rows) - 0.4)
    axes.set_ylim(0, 1.15 * float(rows[["seen_high", "prior_high"]].max().max()))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.grid(axis="x", visible=False)
    axes.set_ylabel("P(entry)")
    axes.legend(loc="upper left")


def _whisker(axes: Axes, row: pd.Series[Any], name: str, at: float, tint: str) -> None:
    each = Share(
        row[f"{name}_count"], row[f"{name}_worlds"], row[name], row[f"{name}_low"],
        row[f"{name}_high"],
    )  # fmt: skip
    axes.plot([at, at], [each.low, each.high], color=tint)
    bound = rare(each)
    axes.plot(
        at, each.high if bound else each.probability, marker="v" if bound else "o", color=tint,
        markerfacecolor="white" if bound else tint, markersize=6,
    )  # fmt: skip
    axes.annotate(
        estimate(each), (at, each.high), xytext=(0, 3), textcoords="offset points", ha="center",
        size=7.5, color=INK,
    )  # fmt: skip


def _parameters(axes: Axes, moved: pd.DataFrame) -> None:
    axes.axvline(0, color=INK, linewidth=0.9)
    for place, (_, row) in enumerate(moved.iterrows()):
        reach = _REACH * row["error"]
        axes.plot([row["moved"] - reach, row["moved"] + reach], [place, place], color=BLUE)
        axes.plot(
            row["moved"], place, marker="o", color=BLUE, markersize=6,
            markerfacecolor=BLUE if row["clear"] else "white",
        )  # fmt: skip
    names = [
        f"{short(row['parameter'])}\n{row['median_before']:.3g} to {row['median_after']:.3g}"
        for _, row in moved.iterrows()
    ]
    axes.set_yticks(range(len(moved)), names)
    axes.set_ylim(len(moved) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("moved, in standard deviations")


def _caption(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    seen = str(first["observed"])
    return (
        f"Seen: {seen}. Shown by {thousands(first['seen_worlds'])} of "
        f"{thousands(first['prior_worlds'])} worlds that go on so long, worth "
        f"{first['vectors_in_effect']:.0f} vectors of parameters. Lines are 95 % intervals, worlds "
        "of one vector taken together; an open triangle is an upper bound. Right: medians without "
        "and with; filled where one of so many parameters would hardly move so far by chance. "
        "Everything is given the model and its assumptions."
    )
