"""Things that were seen: a sign, or a quantity on one side of a number, in a week or by it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.why.indicators.observables import named
from sim.estimates.courses import Courses
from sim.machine.arrays import Bools

QUANTITIES = ("contingent", "protest", "backing", "compliance")  # of courses


@dataclass(frozen=True)
class Between:
    """A quantity between two numbers, both allowed, in the unit of courses."""

    quantity: str
    low: float
    high: float

    def seen(self, courses: Courses) -> Bools:
        """Where it lies there, shape (weeks, worlds)."""
        values = getattr(courses, self.quantity)
        inside: Bools = (values >= np.float32(self.low)) & (values <= np.float32(self.high))
        return inside


@dataclass(frozen=True)
class Noticed:
    """One of the signs, by name."""

    name: str

    def seen(self, courses: Courses) -> Bools:
        """Where it is seen, shape (weeks, worlds)."""
        return named(self.name).seen(courses)


@dataclass(frozen=True)
class Thing:
    """What was seen, or was not: at the end of a week, or in any week up to it."""

    said: str  # as it was written
    what: Between | Noticed
    absent: bool
    by: bool  # in any week up to it, and not only in it
    week: int

    def shown(self, courses: Courses) -> Bools:
        """Which worlds show it, shape (worlds,)."""
        seen = self.what.seen(courses)[: self.week + 1]
        there: Bools = np.any(seen if self.by else seen[-1:], axis=0)
        return ~there if self.absent else there
