"""P(entry) of every named variant, a dot with its interval a row, beside the baseline."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.marks import halo
from experiments.figures.drawing.tables import shown
from experiments.words.colours import BLACK, BLUE, INK, ORANGE, PALE, QUIET
from sim.numbers import estimate, rare, thousands, told

_LOOKS = {"more": (ORANGE, ">"), "fewer": (BLUE, "<"), "unclear": (QUIET, "o")}


def draw(table: pd.DataFrame, level: str, weeks: int) -> Picture:
    """The picture of P(entry) by variant at one level of pressure."""
    rows = table[(table["event"] == "entry") & (table["level"] == level)].reset_index(drop=True)
    usual, others = rows.iloc[0], rows.iloc[1:]
    subtitle = f"P(entry within {weeks} weeks) at {level} pressure, one departure at a time"
    caption = (
        f"{thousands(usual['worlds'])} worlds each, on the same luck. Lines are 95 % intervals of "
        "each share; colour and shape tell the sign of the paired difference to the baseline (grey "
        "line and band), which is surer than the two intervals. Everything is given the model and "
        "its assumptions."
    )
    groups = list(dict.fromkeys(others["group"]))
    figure = sheet(says(rows), subtitle, caption, 9.5, 0.8 + 0.24 * (len(others) + len(groups)))
    axes = figure.subplots()
    _baseline(axes, usual)
    names: dict[int, str] = {}
    for group in groups:
        names[len(names)] = group
        for _, row in others[others["group"] == group].iterrows():
            _dot(axes, len(names), row)
            names[len(names)] = f"{row['variant']}  "
    _finish(axes, names, groups, float(rows["high"].max()))
    return Picture("variants", figure, rows)


def says(rows: pd.DataFrame) -> str:
    """The finding: the baseline, and the variants that are farthest from it on either side."""
    usual, others = rows.iloc[0], rows.iloc[1:]
    told_of = [f"Entry: {told(shown(usual))} in the baseline"]
    for kind, word in (("fewer", "fewest"), ("more", "most")):
        mine = others[[_kind(row) == kind for _, row in others.iterrows()]]
        if len(mine):
            mine = mine.sort_values("probability", ascending=kind == "fewer")
            row = mine.iloc[0]
            told_of.append(f"{word} with {row['group']}={row['variant']} ({told(shown(row))})")
    if len(told_of) == 1:
        told_of.append("no variant differs clearly")
    return ", ".join(told_of)


def _kind(row: pd.Series[Any]) -> str:
    if row["clear"] not in (True, "True"):
        return "unclear"
    return "more" if row["difference"] > 0 else "fewer"


def _baseline(axes: Axes, row: pd.Series[Any]) -> None:
    axes.axvspan(row["low"], row["high"], color=PALE, alpha=0.6, linewidth=0)
    axes.axvline(row["probability"], color=BLACK, linewidth=1.0)


def _dot(axes: Axes, place: int, row: pd.Series[Any]) -> None:
    colour, shape = _LOOKS[_kind(row)]
    bound = rare(shown(row))
    at = row["high"] if bound else row["probability"]
    axes.plot([row["low"], row["high"]], [place, place], color=colour, linewidth=1.3)
    axes.plot(
        at, place, marker=shape, color=colour, markersize=6, linestyle="none",
        markerfacecolor="white" if bound else colour,
    )  # fmt: skip
    said = f"   {estimate(shown(row))}"
    axes.text(row["high"], place, said, va="center", size=8, path_effects=halo())


def _finish(axes: Axes, names: dict[int, str], groups: list[str], top: float) -> None:
    axes.set_yticks(list(names), list(names.values()))
    for label in axes.get_yticklabels():
        if label.get_text() in groups:
            label.set(weight="bold", color=INK)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, min(1.12, 1.15 * top))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=None))
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    for kind, word in (("more", "more often"), ("fewer", "more rarely"), ("unclear", "unclear")):
        colour, shape = _LOOKS[kind]
        axes.plot([], [], marker=shape, color=colour, linestyle="none", label=word)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
