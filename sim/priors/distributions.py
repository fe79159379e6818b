"""A distribution of one number: what is believed of it before any record is used.

It has a kind and two numbers (see `kinds`), and is cut to a range, exactly: quantiles are spread
evenly between the chances at the two ends, and the density is that of what is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np

from sim.allowed import ScenarioError
from sim.machine.arrays import Floats
from sim.priors.kinds import KINDS, Kind

_LEAST_LEFT = 1e-9  # of a distribution that is cut: below it quantiles would have no digits
_WRITTEN = re.compile(r"\s*(\w+)\s*\(\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)\s*")


@dataclass(frozen=True)
class Distribution:
    """A distribution of one number, within [low, high]."""

    kind: str
    a: float
    b: float
    low: float = -inf
    high: float = inf

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ScenarioError(f"{self}: {self.kind} is not one of {', '.join(KINDS)}")
        if not (isfinite(self.a) and isfinite(self.b) and self._kind.can_be(self.a, self.b)):
            raise ScenarioError(f"{self}: allowed are {self.kind}({self._kind.numbers})")
        if not self.low < self.high or self._left < _LEAST_LEFT:
            raise ScenarioError(
                f"{self} has nothing inside [{self.low:g}, {self.high:g}]: allowed are numbers "
                "that put it there"
            )

    def __str__(self) -> str:
        return f"{self.kind}({self.a:g}, {self.b:g})"

    def within(self, low: float, high: float) -> Distribution:
        """The distribution cut to a range as well; raises ScenarioError where nothing is left."""
        return Distribution(self.kind, self.a, self.b, max(low, self.low), min(high, self.high))

    def quantile(self, u: Floats) -> Floats:
        """The numbers below which there are shares `u` of it, same shape; u within [0, 1]."""
        first, last = self._ends
        low, high = self._range
        place = np.minimum(first + (last - first) * np.asarray(u, dtype=np.float64), last)
        numbers: Floats = np.clip(self._kind.quantile(place, self.a, self.b), low, high)
        return numbers

    def cdf(self, x: Floats) -> Floats:
        """Chance of less than each number, same shape."""
        first, last = self._ends
        share: Floats = (self._below(np.asarray(x, dtype=np.float64)) - first) / (last - first)
        return np.clip(share, 0.0, 1.0)

    def log_density(self, x: Floats) -> Floats:
        """Logarithm of the density at each number, same shape; -inf outside the range."""
        x = np.asarray(x, dtype=np.float64)
        low, high = self._range
        inside = (x >= low) & (x <= high)
        somewhere = np.where(inside, x, self.quantile(np.array(0.5)))
        density = self._kind.log_density(somewhere, self.a, self.b) - np.log(self._left)
        return np.where(inside, density, -np.inf)

    @property
    def _kind(self) -> Kind:
        return KINDS[self.kind]

    @property
    def _range(self) -> tuple[float, float]:
        low, high = self._kind.support(self.a, self.b)
        return max(low, self.low), min(high, self.high)

    @property
    def _ends(self) -> tuple[float, float]:
        first, last = self._below(np.array([self.low, self.high]))
        return float(first), float(last)

    @property
    def _left(self) -> float:
        first, last = self._ends
        return last - first

    def _below(self, x: Floats) -> Floats:
        low, high = self._kind.support(self.a, self.b)
        return self._kind.below(np.clip(x, low, high), self.a, self.b)


def parsed(text: str, low: float = -inf, high: float = inf) -> Distribution:
    """The distribution written as "normal(0.5, 0.05)", cut to a range.

    Raises ScenarioError where it is not written so, or cannot be.
    """
    written = _WRITTEN.fullmatch(text)
    try:
        kind, a, b = written.groups() if written else ("", "", "")
        return Distribution(kind, float(a), float(b), low, high)
    except ScenarioError:
        raise
    except ValueError:
        forms = "; ".join(f"{name}({kind.numbers})" for name, kind in KINDS.items())
        raise ScenarioError(
            f"{text!r} is not a distribution such as 'normal(0.5, 0.05)': allowed are {forms}"
        ) from None
