"""What else is said of P(entry): a base rate and what forecasters said then.

It is shown beside an answer and never used in one: all of it was known only later, or is opinion.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import expm1
from pathlib import Path
from statistics import median

from scipy.special import gammaincinv

import sim.evidence

INVASION = date(2022, 2, 24)  # from when entries are counted
BASE_RATE = "FC-20"
# rows on Belarus joining the war; the others of FC are on other events, or have no date
JOINING = ("FC-01", "FC-03", "FC-04", "FC-06", "FC-07", "FC-08", "FC-09", "FC-10", "FC-11",
           "FC-12", "FC-13", "FC-14", "FC-15", "FC-16")  # fmt: skip
TROOPS = "Russian troops in Belarus"
LEFT = date(2023, 6, 1)  # RU-2023-06-07: from when on hardly any were there
THEN = timedelta(days=183)  # how far from the first day a forecast may be
YEAR = 12  # months
_TAIL = 0.025
_HALF = 0.5  # an event: what Jeffreys' prior of a rate is worth


@dataclass(frozen=True)
class BaseRate:
    """How often entry came about in so many months, and what that alone says of a year."""

    events: int
    months: int
    until: date
    yearly: float
    low: float
    high: float


@dataclass(frozen=True)
class Forecasts:
    """What forecasters said within half a year of a day: shares, some of them read into words."""

    many: int
    first: date
    last: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Troops:
    """Counts of Russian troops in Belarus since they had left for the front, in people."""

    many: int
    least: int
    most: int
    low: int  # of the bounds that come with the counts
    high: int


def troops(until: date) -> Troops | None:
    """What was counted from the summer of 2023 to a day; None where nothing was."""
    rows = [
        row for row in _register().values()
        if row["quantity"] == TROOPS and LEFT <= date.fromisoformat(row["date"]) <= until
    ]  # fmt: skip
    if not rows:
        return None
    values, lows, highs = ([int(row[name]) for row in rows] for name in ("value", "low", "high"))
    return Troops(len(rows), min(values), max(values), min(lows), max(highs))


def base_rate() -> BaseRate:
    """The base rate of the register, for a year."""
    row = _register()[BASE_RATE]
    until = date.fromisoformat(row["known"])
    events, months = int(float(row["value"])), full_months(INVASION, until)
    return BaseRate(events, months, until, *in_a_year(events, months))


def in_a_year(events: int, months: int) -> tuple[float, float, float]:
    """P(at least one event in a year) after so many in so many months, with its 95 % interval:
    Jeffreys' prior of a rate makes the rate gamma with events + 1/2.
    """
    shape = events + _HALF
    mean = 1 - (months / (months + YEAR)) ** shape
    low, high = (float(gammaincinv(shape, level)) / months for level in (_TAIL, 1 - _TAIL))
    return mean, _at_least_one(low), _at_least_one(high)


def forecasts(day: date) -> Forecasts | None:
    """What forecasters said around a day; None where the register has nothing."""
    rows = [_register()[key] for key in JOINING]
    near = [row for row in rows if abs(date.fromisoformat(row["known"]) - day) <= THEN]
    if not near:
        return None
    shares = sorted(float(row["value"]) / 100 for row in near)
    days: Sequence[date] = sorted(date.fromisoformat(row["known"]) for row in near)
    return Forecasts(len(near), days[0], days[-1], shares[0], median(shares), shares[-1])


def full_months(first: date, last: date) -> int:
    """Whole months between two days, the last included."""
    after = last + timedelta(days=1)
    months = YEAR * (after.year - first.year) + after.month - first.month
    return months - (after.day < first.day)


def _at_least_one(monthly: float) -> float:
    return -expm1(-YEAR * monthly)


@cache
def _register() -> dict[str, dict[str, str]]:
    path = Path(sim.evidence.__file__).parent / "register.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}
