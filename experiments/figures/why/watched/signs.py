"""Signs and entry: by how much each changes the odds, how often it comes, how long before."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator, PercentFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.words.colours import BLUE, INK, QUIET, colour
from experiments.words.why.indicators import leading
from sim.numbers import percent, thousands, times

_ODDS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
_ENTRY = colour("entry")
_APART = 0.16  # of two marks in a row
_PANELS = (
    "Odds of entry in the next {within} weeks are multiplied by",
    "How often it is seen",
    "Weeks from first sighting to entry",
)


def signs(rows: pd.DataFrame) -> Picture:
    """The picture, from a row a sign: indicators.csv and lead_times.csv side by side."""
    table = rows.sort_values("ratio_seen", ascending=False, kind="stable").reset_index(drop=True)
    clear = table.loc[table["clear"], ["says", "ratio_seen", "ratio_seen_low", "ratio_seen_high"]]
    told = list(clear.itertuples(index=False, name=None))
    title = leading(told, int(table["week"].iloc[0]))
    figure = sheet(title, _subtitle(table), _caption(table), 12, 0.9 + 0.42 * len(table))
    panels = figure.subplots(1, 3, sharey=True, width_ratios=(1.25, 1, 1))
    for axes, draw, heading in zip(panels, (_odds, _often, _ahead), _PANELS, strict=True):
        draw(axes, table)
        axes.set_title(heading.format(within=table["within"].iloc[0]), loc="left", pad=22)
        axes.grid(axis="y", visible=False)
        axes.tick_params(axis="y", length=0)
    panels[0].set_yticks(range(len(table)), list(table["says"]))
    panels[0].set_ylim(len(table) - 0.5, -0.5)
    return Picture("indicators", figure, table)


def _odds(axes: Axes, table: pd.DataFrame) -> None:
    axes.set_xscale("log")
    axes.axvline(1, color=INK, linewidth=0.9)
    told = table[table["told"]]
    for place, (_, row) in enumerate(table.iterrows()):
        for name, wanted, side in (
            ("ratio_seen", row["told"], -_APART), ("ratio_not", row["told_not"], _APART)
        ):  # fmt: skip
            if wanted:
                _mark(axes, row, name, place + side, BLUE, name == "ratio_seen")
    ends = told[["ratio_seen_low", "ratio_seen_high", "ratio_not_low", "ratio_not_high"]]
    low, high = (0.5, 2.0) if told.empty else (ends.min().min(), ends.max().max())
    axes.set_xlim(max(0.8 * low, 0.04), min(1.25 * high, 60.0))
    axes.xaxis.set_major_locator(FixedLocator(_ODDS))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda odds, _: f"{odds:g}"))
    _legend(axes, {"seen by the week": (BLUE, True), "not seen by then": (BLUE, False)})


def _often(axes: Axes, table: pd.DataFrame) -> None:
    for place, (_, row) in enumerate(table.iterrows()):
        for name, tint, side in (("hit", _ENTRY, -_APART), ("false_alarm", QUIET, _APART)):
            if row[f"{name}_worlds"]:
                _mark(axes, row, name, place + side, tint, name == "hit")
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    _legend(axes, {"before entry": (_ENTRY, True), "without entry": (QUIET, False)})


def _ahead(axes: Axes, table: pd.DataFrame) -> None:
    for at, (_, row) in enumerate(table.iterrows()):
        if row["hit_count"]:
            quartiles = [row["lead_first_quartile"], row["lead_third_quartile"]]
            median = [row["lead_median_low"], row["lead_median_high"]]
            axes.plot(quartiles, [at, at], color=BLUE, linewidth=6, alpha=0.3)
            axes.plot(median, [at, at], color=BLUE, linewidth=1.3)
            axes.plot(row["lead_median"], at, marker="o", color=BLUE, markersize=6)
    axes.set_xlim(left=0)
    handles = [
        Line2D([], [], color=BLUE, marker="o", linewidth=1.3, label="median"),
        Line2D([], [], color=BLUE, linewidth=6, alpha=0.3, label="half of entries"),
    ]
    _place(axes, handles)


def _mark(axes: Axes, row: pd.Series[Any], name: str, at: float, tint: str, full: bool) -> None:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    axes.plot([low, high], [at, at], color=tint, linewidth=1.3)
    axes.plot(
        row[name], at, marker="o", markersize=6, color=tint, linestyle="none",
        markerfacecolor=tint if full else "white",
    )  # fmt: skip
    if name == "ratio_seen":
        axes.annotate(
            times(row[name]), (high, at), xytext=(4, 0), textcoords="offset points", size=8,
            va="center",
        )  # fmt: skip


def _legend(axes: Axes, looks: dict[str, tuple[str, bool]]) -> None:
    handles = [
        Line2D(
            [], [], linestyle="none", marker="o", color=tint, label=label,
            markerfacecolor=tint if full else "white",
        )
        for label, (tint, full) in looks.items()
    ]  # fmt: skip
    _place(axes, handles)


def _place(axes: Axes, handles: list[Line2D]) -> None:
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(-0.02, 0.985), ncols=2, borderpad=0.1,
        columnspacing=1.2, handletextpad=0.5,
    )  # fmt: skip


def _subtitle(table: pd.DataFrame) -> str:
    row = table.iloc[0]
    return (
        f"Left: signs seen by the end of week {row['week']}, in worlds that go on; "
        f"{percent(row['base'])} of these enter within {row['within']} weeks. Middle and right: "
        f"over {row['weeks']} weeks"
    )


def _caption(table: pd.DataFrame) -> str:
    row = table.iloc[0]
    return (
        f"{thousands(row['base_worlds'])} worlds that go on at the end of week {row['week']} "
        f"({thousands(row['base_count'])} enter), {thousands(row['hit_worlds'])} that enter within "
        f"{row['weeks']} weeks, {thousands(row['false_alarm_worlds'])} that do not and are watched "
        "longer. Lines are 95 % intervals; worlds that share a vector of parameters are taken "
        "together. A sign goes with entry and need not bring it about. Everything is given the "
        "model and its assumptions."
    )
