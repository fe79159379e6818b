"""Lines of entries that add up over time, and bars that say when they came."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import balanced
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Tables, TreatmentValues
from experiments.words.colours import BLACK, INK, QUIET
from sim.numbers import thousands

ENOUGH = 20  # entries below which quarters mean little
_STYLES = ("-", (0, (5, 1.5)), (0, (1, 1)), (0, (6, 1.5, 1, 1.5)))
_SURE = 0.98  # half of the 95 % interval of a half, times the root of how many there are


@dataclass(frozen=True)
class Rising:
    """The entries of a treatment, week by week, and when quarters of them had come."""

    treatment: TreatmentValues
    rows: pd.DataFrame
    dated: bool  # whether all treatments began on one day
    quarters: list[int] | None

    @classmethod
    def of(cls, tables: Tables, table: pd.DataFrame, treatment: TreatmentValues) -> Rising:
        """The line of a treatment in a table of entries by week."""
        rows = tables.of(table, treatment).sort_values("week")
        dated = table.loc[table["week"] == 0, "date"].nunique() == 1
        return cls(treatment, rows, bool(dated), quarters(rows))

    @property
    def end(self) -> float:
        """The height at which it ends: the share, or its upper bound."""
        last = self.rows.iloc[-1]
        return float(last["probability"] if seen(last) else last["high"])

    def at(self, week: int) -> float:
        """The place of the start (0) or of the end of a week (1, 2, ...) on the axis of time."""
        return float(marks.days(self.rows.iloc[:1]).iloc[0]) + 7 * week if self.dated else week


def quarters(rows: pd.DataFrame) -> list[int] | None:
    """Weeks by whose end a quarter, half and three quarters of the entries had come, the first week
    being 1; None for too few.
    """
    if rows["count"].max() < ENOUGH:
        return None
    return [_week(rows, part) for part in (0.25, 0.5, 0.75)]


def half(rows: pd.DataFrame) -> str:
    """The week of the median with its 95 % interval, of order statistics: "26 (24 to 28)"."""
    off = _SURE / math.sqrt(float(rows["count"].max()))
    low, middle, high = (_week(rows, part) for part in (0.5 - off, 0.5, 0.5 + off))
    return f"{middle}" if low == high else f"{middle} ({low} to {high})"


def up(axes: Axes, lines: list[Rising], names: list[str]) -> None:
    """A line a treatment, with its band; each named at its end where names are given."""
    looks = _looks(len(lines))
    for line, look in zip(lines, looks, strict=True):
        _one(axes, line, look)
    marks.linear_shares(
        axes, min(1.02, 1.1 * max(float(line.rows["high"].max()) for line in lines))
    )
    _time(axes, lines)
    axes.set_ylabel("P(entry by then)")
    if names:
        told = [balanced(name, 30) for name in names]
        ends = [
            (line.end, name, look["color"])
            for line, name, look in zip(lines, told, looks, strict=True)
        ]
        marks.end_labels(axes, ends, gap=0.055 * (1 + max(text.count("\n") for text in told)))


def medians(axes: Axes, lines: list[Rising]) -> None:
    """A dot where half of the entries had come; the week beside it where there is one line."""
    for line in lines:
        if not line.quarters:
            continue
        week = line.quarters[1]
        height = float(line.rows.loc[line.rows["week"] == week - 1, "probability"].iloc[0])
        x = line.at(week)
        axes.plot(x, height, marker="o", markersize=5.5, color="white", markeredgecolor=INK)
        if len(lines) == 1:
            axes.annotate(
                f"half of the entries by week {half(line.rows)}", (x, height), xytext=(8, -14),
                textcoords="offset points", path_effects=marks.halo(),
            )  # fmt: skip


def timing(axes: Axes, lines: list[Rising], names: list[str]) -> None:
    """A bar a treatment, in the order in which the lines end, the highest on top."""
    found = zip(lines, _looks(len(lines)), names, strict=True)
    ranked = sorted(found, key=lambda each: float(each[0].rows["probability"].iloc[-1]))
    for place, (line, look, _) in enumerate(ranked):
        if line.quarters is None:
            few = _few(float(line.rows["count"].max()))
            axes.text(line.at(1), place, few, va="center", size=8, color=QUIET)
            continue
        early, middle, late = (line.at(week) for week in line.quarters)
        ends, tint = [early, late], look["color"]
        axes.plot(ends, [place, place], color=tint, linewidth=7, solid_capstyle="butt")
        axes.plot(middle, place, marker="o", markersize=6, color="white", markeredgecolor=INK)
        axes.annotate(
            f"half by week {half(line.rows)}", (late, place), xytext=(5, 0),
            textcoords="offset points", va="center", size=8,
        )  # fmt: skip
    axes.set_yticks(range(len(ranked)), [balanced(name, 40) for _, _, name in ranked])
    axes.set_ylim(-0.5, len(ranked) - 0.5)
    _time(axes, lines, room=1.3)
    axes.grid(axis="y", visible=False)


def legend(axes: Axes, title: str, names: list[str]) -> None:
    """What the lines are, right of the axes, the last on top."""
    handles = [
        Line2D([], [], label=name, **look)
        for name, look in zip(names, _looks(len(names)), strict=True)
    ]
    axes.legend(
        handles=handles[::-1], title=title, loc="upper left", bbox_to_anchor=(1.01, 1.03),
        alignment="left",
    )  # fmt: skip


def _one(axes: Axes, line: Rising, look: dict[str, Any]) -> None:
    rows = line.rows
    x = [line.at(week) for week in range(len(rows) + 1)]
    if seen(rows.iloc[-1]):
        low, high = [0, *rows["low"]], [0, *rows["high"]]
        axes.fill_between(x, low, high, color=look["color"], alpha=0.12, linewidth=0)
        axes.plot(x, [0, *rows["probability"]], **look)
        return
    bound: dict[str, Any] = {"marker": "v", "markerfacecolor": "white", "clip_on": False}
    axes.plot(x[-1], line.end, color=look["color"], **bound)


def _week(rows: pd.DataFrame, part: float) -> int:
    """The week by whose end a part of the entries had come, the first being 1."""
    counts = rows.sort_values("week")
    reached = counts["count"] >= min(max(part, 0.0), 1.0) * counts["count"].iloc[-1]
    return int(counts.loc[reached, "week"].iloc[0]) + 1


def _few(entries: float) -> str:
    """How few entries there were; of foreseen ones there may be parts."""
    if not entries:
        return "no entries"
    if entries < 1:
        return "less than one entry"
    return f"only {thousands(entries)} {'entry' if int(entries) == 1 else 'entries'}"


def _time(axes: Axes, lines: list[Rising], room: float = 1.0) -> None:
    start, longest = lines[0].at(0), max(len(line.rows) for line in lines)
    axes.set_xlim(start, start + (lines[0].at(longest) - start) * room)
    if lines[0].dated:
        marks.dates(axes)
    else:
        axes.set_xlabel("weeks since the first day")


def _looks(count: int) -> list[dict[str, Any]]:
    """From light to dark, and by the stroke: treatments have no colours of their own."""
    if count == 1:
        return [{"color": BLACK, "linestyle": "-"}]
    shades = [0.12 + 0.88 * place / (count - 1) for place in range(count)]
    return [
        {"color": colormaps["viridis_r"](shade), "linestyle": _STYLES[place % len(_STYLES)]}
        for place, shade in enumerate(shades)
    ]
