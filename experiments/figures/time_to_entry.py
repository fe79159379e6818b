"""When entry comes: how it adds up over time, and when a quarter, half and three quarters of the
entries had come.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, balanced, sheet
from experiments.figures.drawing.captions import caption, chosen, span
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Tables, TreatmentValues
from experiments.words.colours import (
    BLACK,
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    QUIET,
    SKY,
    VERMILLION,
)
from experiments.words.parameters import short
from sim.numbers import thousands

_MOST = 7
_ENOUGH = 20  # entries below which quarters mean little
_BANDS = (
    "Bands are 95 % intervals; an open triangle is an upper bound (95 %) where no world entered."
)
_QUARTERS = (
    "The thick bar holds the middle half of the entries, the dot is their median; left out "
    f"below {_ENOUGH} entries."
)


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of the time to entry."""
    treatments, note = chosen(tables, _MOST)
    table = tables.within(tables.incidence[tables.incidence["outcome"] == "entry"], treatments)
    if table.empty:
        return
    medians = {each: quarters(tables.of(table, each)) for each in treatments}
    timed = any(medians.values()) and len(treatments) > 1
    text = caption(tables, table, _BANDS, _QUARTERS if timed else "", note)
    subtitle = f"How entries add up over {span(tables)}" + (
        " (left), and when they came (right)" if timed else ""
    )
    figure = sheet(_title(tables, medians), subtitle, text, 11.5 if timed else 8.5, 4.0)
    panels = figure.subplots(1, 1 + timed, width_ratios=[1.25, 1][: 1 + timed], squeeze=False)[0]
    dated = table.loc[table["week"] == 0, "date"].nunique() == 1
    _adding(
        panels[0], tables, treatments, table, dated, labelled=len(tables.swept) < 2 or not timed
    )
    only = medians[treatments[0]]
    if len(treatments) == 1 and only:
        _mark_median(panels[0], table, only[1], dated)
    if timed:
        _timing(panels[1], tables, medians, table, dated)
    yield Picture("time_to_entry", figure, table)


def quarters(rows: pd.DataFrame) -> list[int] | None:
    """Weeks by whose end a quarter, half and three quarters of the entries had come, the first week
    being 1; None for too few.
    """
    counts = rows.sort_values("week")[["week", "count"]]
    total = counts["count"].iloc[-1]
    if total < _ENOUGH:
        return None
    return [
        int(counts.loc[counts["count"] >= part * total, "week"].iloc[0]) + 1
        for part in (0.25, 0.5, 0.75)
    ]


def _adding(
    axes: Axes,
    tables: Tables,
    treatments: list[TreatmentValues],
    table: pd.DataFrame,
    dated: bool,
    labelled: bool,
) -> None:
    ends = []
    for treatment, colour in zip(treatments, _colours(tables, len(treatments)), strict=True):
        rows = tables.of(table, treatment).sort_values("week")
        label = balanced(tables.label(treatment), 30) or "any entry"
        ends.append((_add_up(axes, rows, colour, dated), label, colour))
    marks.linear_shares(axes, min(1.02, 1.1 * table["high"].max()))
    _time(axes, table, dated)
    axes.set_ylabel("P(entry by then)")
    if labelled:
        marks.end_labels(axes, ends, gap=0.055 * (1 + max(text.count("\n") for _, text, _ in ends)))


def _add_up(axes: Axes, rows: pd.DataFrame, colour: Any, dated: bool) -> float:
    """Draw one treatment; the height at which its line ends."""
    x = [_at(rows, week, dated) for week in range(len(rows) + 1)]
    axes.fill_between(
        x, [0, *rows["low"]], [0, *rows["high"]], color=colour, alpha=0.12, linewidth=0
    )
    if seen(rows.iloc[-1]):
        axes.plot(x, [0, *rows["probability"]], color=colour)
        return float(rows["probability"].iloc[-1])
    axes.plot(
        x[-1],
        rows["high"].iloc[-1],
        marker="v",
        markerfacecolor="white",
        color=colour,
        clip_on=False,
    )
    return float(rows["high"].iloc[-1])


def _mark_median(axes: Axes, table: pd.DataFrame, week: int, dated: bool) -> None:
    x, height = (
        _at(table, week, dated),
        float(table.loc[table["week"] == week - 1, "probability"].iloc[0]),
    )
    axes.plot(x, height, marker="o", markersize=7, color="white", markeredgecolor=INK)
    axes.annotate(
        f"half of the entries by week {week}",
        (x, height),
        xytext=(8, -14),
        textcoords="offset points",
        path_effects=marks.halo(),
    )


def _few(entries: float) -> str:
    """How few entries there were; of foreseen ones there may be parts."""
    if not entries:
        return "no entries"
    if entries < 1:
        return "less than one entry"
    return f"only {thousands(entries)} {'entry' if int(entries) == 1 else 'entries'}"


def _timing(
    axes: Axes,
    tables: Tables,
    medians: dict[TreatmentValues, list[int] | None],
    table: pd.DataFrame,
    dated: bool,
) -> None:
    for place, ((treatment, found), colour) in enumerate(
        zip(medians.items(), _colours(tables, len(medians)), strict=True)
    ):
        if found is None:
            entries = tables.of(table, treatment)["count"].max()
            few = _few(entries)
            axes.text(_at(table, 1, dated), place, few, va="center", size=8, color=QUIET)
            continue
        early, middle, late = (_at(table, week, dated) for week in found)
        axes.plot([early, late], [place, place], color=colour, linewidth=7, solid_capstyle="butt")
        axes.plot(middle, place, marker="o", markersize=6, color="white", markeredgecolor=INK)
        axes.annotate(
            f"half by week {found[1]}",
            (late, place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            size=8,
        )
    axes.set_yticks(range(len(medians)), [balanced(tables.label(each), 40) for each in medians])
    for label, colour in zip(axes.get_yticklabels(), _colours(tables, len(medians)), strict=True):
        label.set_color(colour)
    axes.set_ylim(len(medians) - 0.5, -0.5)
    _time(axes, table, dated, room=1.22)
    axes.grid(axis="y", visible=False)


def _at(rows: pd.DataFrame, week: int, dated: bool) -> float:
    """The place of the start (0) or of the end of a week (1, 2, ...) on the axis of time."""
    return float(marks.days(rows.iloc[:1]).iloc[0]) + 7 * week if dated else week


def _time(axes: Axes, table: pd.DataFrame, dated: bool, room: float = 1.0) -> None:
    axes.set_xlim(
        _at(table, 0, dated),
        _at(table, 0, dated)
        + (_at(table, table["week"].max() + 1, dated) - _at(table, 0, dated)) * room,
    )
    if dated:
        marks.dates(axes)
    else:
        axes.set_xlabel("weeks since the first day")


def _title(tables: Tables, medians: dict[TreatmentValues, list[int] | None]) -> str:
    told = {treatment: found[1] for treatment, found in medians.items() if found}
    if not told:
        return (
            f"Too few entries to say when they come (under {_ENOUGH} "
            f"{'in every treatment' if tables.swept else 'worlds'})"
        )
    weeks, (first, *_, last) = list(told.values()), [*told, *told]
    if len(told) == 1:
        return f"Half of the entries{tables.at(first)} come by week {weeks[0]}"
    ends = f"by week {weeks[0]}{tables.at(first)}, by week {weeks[-1]}{tables.at(last)}"
    one_number = len(tables.swept) == 1 and tables.numeric(tables.swept[0])
    ordered = one_number and max(weeks) - min(weeks) > 2
    if ordered and all(one >= other for one, other in pairwise(weeks)):
        return f"Entries come sooner with {short(tables.swept[0])}: half of them {ends}"
    if ordered and all(one <= other for one, other in pairwise(weeks)):
        return f"Entries come later with {short(tables.swept[0])}: half of them {ends}"
    return (
        f"Half of the entries had come by week {min(weeks)} to {max(weeks)} in every treatment "
        "that has enough of them"
    )


def _colours(tables: Tables, count: int) -> list[Any]:
    if count == 1:
        return [BLACK]
    if len(tables.swept) == 1 and tables.numeric(tables.swept[0]):
        return [colormaps["viridis_r"](0.25 + 0.75 * place / (count - 1)) for place in range(count)]
    return [
        BLUE,
        VERMILLION,
        GREEN,
        PURPLE,
        ORANGE,
        SKY,
        BLACK,
    ][:count]
