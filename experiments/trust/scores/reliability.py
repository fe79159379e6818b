"""Whether what was forecast so often happened so often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from sim.machine.arrays import Bools, Floats

LEAST_FOR_NONE = 0.05  # P(no entry over the whole record) below it fails: there was none
EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)  # of forecasts that are taken together
_TAIL = 0.025


@dataclass(frozen=True)
class Large:
    """Calibration in the large: was the chance of what happened over the whole record too low?"""

    none: float  # P(no entry over the whole)

    @property
    def passes(self) -> bool:
        """Whether it was not."""
        return self.none >= LEAST_FOR_NONE


@dataclass(frozen=True)
class Bin:
    """Forecasts of about the same chance, and how often they came true."""

    low: float  # edges of the forecasts
    high: float
    forecast: float  # their mean
    windows: int
    happened: int
    at_least: float  # 95 % interval of the true chance, exact binomial
    at_most: float

    @property
    def reliable(self) -> bool:
        """Whether the mean forecast lies within the interval."""
        return self.at_least <= self.forecast <= self.at_most


def reliability(p: Floats, happened: Bools) -> list[Bin]:
    """Forecasts p that something happens, shape (windows,), by how high they were; bins without any
    are left out.
    """
    place = np.clip(np.searchsorted(EDGES, p, side="right") - 1, 0, len(EDGES) - 2)
    return [_bin(each, p[place == each], happened[place == each]) for each in np.unique(place)]


def exact_interval(happened: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a chance by which something happened so often [ClopperPearson1934]."""
    low = float(betaincinv(happened, of - happened + 1, _TAIL)) if happened else 0.0
    high = float(betaincinv(happened + 1, of - happened, 1 - _TAIL)) if happened < of else 1.0
    return low, high


def _bin(place: int, p: Floats, happened: Bools) -> Bin:
    count = int(np.count_nonzero(happened))
    at_least, at_most = exact_interval(count, len(p))
    return Bin(
        low=EDGES[place],
        high=EDGES[place + 1],
        forecast=float(p.mean()),
        windows=len(p),
        happened=count,
        at_least=at_least,
        at_most=at_most,
    )
