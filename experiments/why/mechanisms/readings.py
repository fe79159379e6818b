"""Readings: figures of a mechanism, and what each is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from math import hypot, inf, nan

from experiments.why.mechanisms.trials import Seen
from sim.estimates.intervals import Estimate

Bounds = tuple[float, float]
ANY: Bounds = (-inf, inf)
Found = Mapping[str, Seen]  # what every trial has shown, by name
FEW = 30  # answers or worlds below which a share of them says nothing


class Holds(Enum):
    """Whether a figure is within its bounds."""

    YES = "yes"
    UNCLEAR = "unclear"  # outside, but its interval is not: more worlds would tell
    NO = "no"


@dataclass(frozen=True)
class Reading:
    """One figure of a mechanism."""

    level: str  # of pressure, or ELSEWHERE
    quantity: str
    value: float
    unit: str  # share, points (of a share), times, weeks or utility
    bounds: Bounds = ANY  # within which it has to be
    interval: tuple[float, float] = (nan, nan)
    other: float = nan  # what it is compared with
    asked: str = ""  # its bounds in words, where they are not the same every time

    @property
    def bounded(self) -> bool:
        """Whether it is held against something, or only stands beside."""
        return self.bounds != ANY

    @property
    def holds(self) -> Holds:
        """Whether it is within its bounds."""
        (least, most), (low, high) = self.bounds, self.interval
        if least <= self.value <= most:
            return Holds.YES
        return Holds.UNCLEAR if high >= least and low <= most else Holds.NO


@dataclass(frozen=True)
class Mechanism:
    """A claim about how the model works, with its figures."""

    key: str
    claim: str
    readings: tuple[Reading, ...]

    @property
    def holds(self) -> Holds:
        """Whether every figure is within its bounds."""
        found = {each.holds for each in self.readings}
        return next((each for each in (Holds.NO, Holds.UNCLEAR) if each in found), Holds.YES)


ELSEWHERE = "elsewhere"  # beside the named levels


def estimated(quantity: str, level: str, estimate: Estimate, bounds: Bounds = ANY) -> Reading:
    """An estimate as a reading."""
    interval = (estimate.low, estimate.high)
    return Reading(level, quantity, estimate.probability, "share", bounds, interval)


def share(seen: Seen, name: str, quantity: str, level: str, bounds: Bounds = ANY) -> Reading:
    """How often something was so in the worlds of a trial."""
    estimate = seen.share(name)
    assert estimate is not None
    return estimated(quantity, level, estimate, bounds)


def times(quantity: str, level: str, one: Estimate, other: Estimate, bounds: Bounds) -> Reading:
    """One estimate as a multiple of another."""
    return Reading(
        level, quantity, ratio(one, other), "times", bounds, ratio_interval(one, other),
        other.probability,
    )  # fmt: skip


def ratio(one: Estimate, other: Estimate) -> float:
    """How many times one is of the other; what never happened counts as its bound."""
    return (one.probability or one.high) / (other.probability or other.high)


def ratio_interval(one: Estimate, other: Estimate) -> tuple[float, float]:
    """A 95 % interval of the ratio, from the relative errors of both."""
    reach = hypot(*(spread(each) / max(each.probability, 1e-300) for each in (one, other)))
    value = ratio(one, other)
    return value / (1 + 1.96 * min(reach, 1e6)), value * (1 + 1.96 * min(reach, 1e6))


def spread(estimate: Estimate) -> float:
    """Its standard error."""
    return (estimate.high - estimate.low) / (2 * 1.96)
