"""The treatment: Moscow's resolve, how much it values Belarusian entry and how hard it leans,
week by week.

`constant` keeps one level; `rising` climbs in a straight line from `level` to `final` over the
horizon; `ultimatum` stays at `level`, jumps to `final` on a date, and falls back after `duration`
weeks; `weekly` is written out, a number a week or one for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from sim.allowed import ScenarioError
from sim.machine.arrays import Floats
from sim.parameters import Checked, param

LEVELS = {"none": 0.0, "low": 0.2, "observed": 0.4, "high": 0.6, "severe": 0.8, "maximum": 1.0}


@dataclass(frozen=True)
class Pressure(Checked):
    """Moscow's resolve over time."""

    # fmt: off
    # Moscow's resolve in 2022 is not on record
    level: float = param(0.4, "Moscow's resolve: 0 none, 0.4 as observed in 2022, 1 maximum",
        low=0, high=1, source="assumption", prior=("uniform", 0.15, 0.75))
    path: str = param("constant", "course over time",
        choices=("constant", "rising", "ultimatum", "weekly"), source="assumption", prior="fixed")
    final: float = param(1.0, "resolve at the end of a rise, or during an ultimatum",
        low=0, high=1, source="assumption", prior="fixed")
    date: str = param("2023-02-24", "first day of an ultimatum", unit="date", source="assumption",
        prior="fixed")
    duration: int = param(4, "how long an ultimatum stands", unit="weeks",
        low=1, high=520, source="assumption", prior="fixed")
    weekly: tuple[float, ...] = param((), "resolve on the path weekly: a number a week, or one "
        "for every week; what Lukashenko feels and what Putin saw last start at level even so",
        low=0, high=1, any_length=True, source="assumption", prior="fixed")
    # fmt: on

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.path == "weekly" and not self.weekly:
            raise ScenarioError(
                "pressure.path = weekly needs numbers in pressure.weekly: one a week, or one for "
                "every week"
            )
        if self.weekly and self.path != "weekly":
            raise ScenarioError(
                f"pressure.weekly has numbers that pressure.path = {self.path} would not follow: "
                "allowed with pressure.path = weekly only"
            )


def course(pressure: Pressure, start: date, weeks: int) -> Floats:
    """Moscow's resolve in every week, shape (weeks,)."""
    return np.array([resolve_in(pressure, start, weeks, week) for week in range(weeks)])


def resolve_in(pressure: Pressure, start: date, weeks: int, week: int) -> Any:
    """Moscow's resolve in one of so many weeks: one number, or one a world."""
    if pressure.path == "rising":
        risen = week / max(weeks - 1, 1)
        return (1 - risen) * pressure.level + risen * pressure.final
    if pressure.path == "weekly":
        return pressure.weekly[0 if len(pressure.weekly) == 1 else week]
    if pressure.path == "ultimatum":
        stands = 0 <= week - ultimatum_week(pressure, start) < pressure.duration
        return pressure.final if stands else pressure.level
    return pressure.level


def ultimatum_week(pressure: Pressure, start: date) -> int:
    """The week in which the date of the ultimatum falls."""
    return (date.fromisoformat(pressure.date) - start) // timedelta(weeks=1)
