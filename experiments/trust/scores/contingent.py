"""Counts of Russian troops in Belarus after the origin, and the baseline that forecasts them.

The baseline is the last count known, carried forward by a random walk on ln(1 + thousand). Few
counts are known at any origin, so how far a month carries is learned from them together with a
prior: an sd of .5 a month, worth four steps.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np
from scipy.special import ndtri

from experiments.trust.scores.scoring import on_log_scale
from experiments.trust.scores.windows import ORIGIN
from sim.machine.arrays import Floats
from sim.series import Dated, known

AT = (0.05, 0.25, 0.5, 0.75, 0.95)  # quantiles of a forecast of the contingent
PRIOR_SD, PRIOR_STEPS = 0.5, 4.0  # of ln(1 + thousand) in a month; how many steps it is worth
MONTH = 365.25 / 12  # days
SAMPLE = 999  # equally likely numbers that stand for a forecast


@dataclass(frozen=True)
class Count:
    """One count of Russian troops, in thousand."""

    key: str
    day: date
    known: date
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Walk:
    """A forecast of the contingent: normal on ln(1 + thousand), cut off at none."""

    centre: float
    sd: float

    def quantiles(self, at: Floats) -> Floats:
        """Quantiles in thousand, same shape."""
        scaled: Floats = self.centre + self.sd * ndtri(at)
        return np.expm1(np.maximum(scaled, 0.0))

    def sample(self) -> Floats:
        """Equally likely numbers of thousand."""
        return self.quantiles((np.arange(SAMPLE) + 0.5) / SAMPLE)


@cache
def counts() -> tuple[Count, ...]:
    """The counts of days after the origin, in order."""
    text = (files("sim") / "evidence" / "register.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["id"].startswith("RU-")]
    found = (_count(row) for row in rows if date.fromisoformat(row["date"]) > ORIGIN)
    return tuple(sorted(found, key=lambda each: each.day))


def walk(rows: Iterable[Dated], origin: date, day: date) -> Walk:
    """The baseline's forecast for a day, from the values of a series known by an origin.

    Raises ValueError where no value is known by then.
    """
    mine = known(rows, "contingent", origin)
    if not mine:
        raise ValueError(f"no value of the contingent is known by {origin}: a walk needs one")
    months = (day - mine[-1].day).days / MONTH
    return Walk(
        float(on_log_scale(np.array(mine[-1].value))), monthly_sd(mine) * np.sqrt(max(months, 0.0))
    )


def monthly_sd(rows: list[Dated]) -> float:
    """The sd of ln(1 + thousand) that a month carries, learned from values in their order."""
    scaled = on_log_scale(np.array([row.value for row in rows]))
    months = np.diff([row.day.toordinal() for row in rows]) / MONTH
    apart = months > 0  # two counts of one day are no step
    squares = np.diff(scaled)[apart] ** 2 / months[apart]
    return float(
        np.sqrt(
            (PRIOR_STEPS * PRIOR_SD**2 + squares.sum()) / (PRIOR_STEPS + np.count_nonzero(apart))
        )
    )


def _count(row: Mapping[str, str]) -> Count:
    value, low, high = (float(row[name]) / 1000 for name in ("value", "low", "high"))
    day, told = (date.fromisoformat(row[name]) for name in ("date", "known"))
    return Count(row["id"], day, told, value, low, high)
