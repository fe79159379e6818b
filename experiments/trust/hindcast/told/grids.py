"""Scores, differences, power and the contingent as grids for the console."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from rich import box
from rich.table import Table as Grid

from experiments.trust.hindcast.names import (
    CHOSEN,
    FREQUENCY,
    HIGHEST,
    LOG,
    LONGEST,
    MONTH,
    QUARTER,
    SETS,
    WHOLE,
)
from experiments.trust.scores.scored import Scored, values
from experiments.trust.scores.scoring import skill
from experiments.trust.scores.windows import CODINGS
from sim.numbers import percent

if TYPE_CHECKING:
    from experiments.trust.hindcast.compared import Compared
    from experiments.trust.hindcast.contingents import Told

_COLUMNS = (  # heading, kind of window, quantity, score
    ("months, log", MONTH, HIGHEST, LOG),
    ("RPS", MONTH, HIGHEST, "rps"),
    ("log, misread", MONTH, HIGHEST, "log_misread"),
    ("longest, log", MONTH, LONGEST, LOG),
    ("quarters, log", QUARTER, HIGHEST, LOG),
    ("whole, log", WHOLE, HIGHEST, LOG),
    ("W2-W6*, log", CHOSEN, HIGHEST, LOG),
)
_BELOW = "* chosen with hindsight. Skill: 1 - log score of the months / that of frequency."
SET_NAMES = {"origin": "all forecast on 7 December 2022", "rolling": "each on the day before"}


def of_scores(scores: Sequence[Scored]) -> Iterator[Grid]:
    """Mean scores of the course of every forecaster, best first."""
    for how in SETS:
        for coding in CODINGS:
            mine = [each for each in scores if (each.information, each.coding) == (how, coding)]
            told = _means(mine)
            title = f"Mean scores of the course ({how}: {SET_NAMES[how]}; {coding} coding)"
            shown = grid(title, ("forecaster", *(name for name, *_ in _COLUMNS), "skill"))
            for name in sorted(told, key=lambda each: told[each][0]):
                skilled = skill(told[name][0], told[FREQUENCY][0])
                shown.add_row(name, *map(number, told[name]), f"{skilled:+.0%}")
            shown.caption, shown.caption_justify = _BELOW, "left"
            yield shown


def _means(scores: Sequence[Scored]) -> dict[str, list[float]]:
    names = dict.fromkeys(each.forecaster for each in scores)
    return {
        name: [
            mean(values(scores, forecaster=name, kind=kind, quantity=quantity, score=score))
            for _, kind, quantity, score in _COLUMNS
        ]
        for name in names
    }


def of_differences(every: Sequence[Compared]) -> Iterator[Grid]:
    """The model less every other, months and windows."""
    for kind, what in ((MONTH, "months"), (CHOSEN, "W2-W6, chosen with hindsight")):
        title = f"Log score of the highest rung, model less others: {what}; below 0 the model wins"
        shown = grid(title, ("information", "coding", "less", "mean", "90 %", "worth", "sign flip"))
        for each in every:
            if each.kind == kind and each.quantity == HIGHEST:
                row, found = each.row(), each.difference
                shown.add_row(
                    each.information, each.coding, each.other, f"{found.mean:+.2f}",
                    f"{found.low:+.2f} to {found.high:+.2f}",
                    f"{found.effective:.0f} of {len(each.each)}", str(row["sign_flip_p"]),
                )  # fmt: skip
        if shown.row_count:
            yield shown


def of_power(rows: Sequence[Mapping[str, Any]]) -> Grid:
    """What such a record could decide."""
    title = "Could these months tell the model from another? share of 200 drawn records that would"
    columns = ("information", "coding", "against", "if the model were right", "if the other", "")
    shown = grid(title, columns)
    for row in rows:
        first, second = row["if_the_model_were_right"], row["if_the_other_were_right"]
        shown.add_row(
            row["information"], row["coding"], row["against"], percent(first), percent(second),
            row["said"],
        )  # fmt: skip
    return shown


def of_contingent(told: Sequence[Told]) -> Grid:
    """How forecasts of the contingent fared."""
    title = "Russian personnel in Belarus, on the days counted: CRPS on ln(1 + thousand), cover"
    columns = ("information", "forecaster", "counts", "CRPS", "mean PIT", "in 50 %", "in 90 %")
    shown = grid(title, columns)
    for how, name in dict.fromkeys((each.information, each.forecaster) for each in told):
        mine = [s for each in told if (each.information, each.forecaster) == (how, name)
                for s in each.scores]  # fmt: skip
        means = {score: values(mine, score=score).mean() for score in
                 ("crps", "pit", "covered_50", "covered_90")}  # fmt: skip
        count = len(values(mine, score="crps"))
        shown.add_row(
            how, name, str(count), f"{means['crps']:.3f}", f"{means['pit']:.2f}",
            percent(means["covered_50"]), percent(means["covered_90"]),
        )  # fmt: skip
    return shown


def of_reliability(rows: Sequence[Mapping[str, Any]]) -> Grid:
    """How often classes came that were called so likely."""
    title = "How often the highest rung of a month came, by how likely the model called it"
    columns = ("information", "coding", "class", "months", "called", "came", "95 %", "")
    shown = grid(title, columns)
    for row in rows:
        shown.add_row(
            row["information"], row["coding"], row["class"], str(row["windows"]),
            percent(row["forecast"]), str(row["happened"]),
            f"{percent(row['low'])} - {percent(row['high'])}", "" if row["reliable"] else "OUTSIDE",
        )  # fmt: skip
    return shown


def number(value: float) -> str:
    """A score; nothing where there is none."""
    return "" if math.isnan(value) else "infinite" if math.isinf(value) else f"{value:.3f}"


def mean(found: Any) -> float:
    """The mean of scores, nan of none."""
    return float(np.mean(found)) if len(found) else math.nan


def grid(title: str, columns: Sequence[str]) -> Grid:
    """An empty grid."""
    made = Grid(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        made.add_column(column)
    return made
