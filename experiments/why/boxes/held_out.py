"""What a box holds of points that it was not found with: means, density, coverage, lift."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan

import numpy as np

from experiments.why.boxes.box import Box
from sim.estimates.intervals import Estimate, average, rate
from sim.machine.arrays import Bools, Floats, Whole

FEW = 5  # points in a box of which nothing is said
_DRAWS, _AT_ONCE, _STREAM = 2000, 250, 7302  # bootstrap of the points
_NOTHING = Estimate(0, 0, nan, 0.0, 1.0)


@dataclass(frozen=True)
class HeldOut:
    """A box judged by other points; every interval is over those points, which have luck of their
    own.
    """

    everywhere: Estimate  # mean of P(entry) over all points
    inside: Estimate  # the same in the box
    density: Estimate  # share of the points in it that are likely
    coverage: Estimate  # share of all expected entries that lie in it
    lift: tuple[float, float, float]  # inside as a multiple of everywhere, and its interval

    @property
    def better(self) -> bool:
        """Whether the box does better than the mean, for sure."""
        return self.lift[1] > 1


def judged(box: Box, cells: Whole, entry: Floats, likely: float, seed: int) -> HeldOut:
    """A box judged by points of cells, shape (points, coordinates), and P(entry), (points,)."""
    inside = box.holds(cells)
    if inside.sum() < FEW:
        return HeldOut(mean_of(entry), _NOTHING, _NOTHING, _NOTHING, (nan, 0.0, np.inf))
    share, lift = _drawn_anew(inside, entry, seed)
    many = int(inside.sum())
    return HeldOut(
        everywhere=mean_of(entry),
        inside=mean_of(entry[inside]),
        density=rate(int((entry[inside] > likely).sum()), many),
        coverage=Estimate(share[0] * len(entry), len(entry), *share),
        lift=lift,
    )


def mean_of(entry: Floats) -> Estimate:
    """The mean of P(entry) over points, with its interval; nothing said of fewer than two."""
    if len(entry) < 2:
        return _NOTHING
    mean = float(np.clip(entry.mean(), 0.0, 1.0))
    return average(mean, float(entry.var(ddof=1)), len(entry))


def _drawn_anew(
    inside: Bools, entry: Floats, seed: int
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Coverage and lift, each with its interval."""
    points, luck = len(entry), np.random.default_rng([seed, _STREAM])
    columns = np.array([np.ones(points), inside, entry, entry * inside]).T
    even = np.full(points, 1 / points)
    sums = np.concatenate(
        [luck.multinomial(points, even, _AT_ONCE) @ columns for _ in range(_DRAWS // _AT_ONCE)]
    )
    return _with_ends(columns.sum(axis=0), sums, _coverage), _with_ends(
        columns.sum(axis=0), sums, _lift
    )


def _with_ends(
    own: Floats, sums: Floats, of: Callable[[Floats], Floats]
) -> tuple[float, float, float]:
    low, high = np.quantile(of(sums.T), (0.025, 0.975))
    return float(of(own)), float(low), float(high)


def _coverage(sums: Floats) -> Floats:
    share: Floats = sums[3] / np.maximum(sums[2], 1e-300)
    return share


def _lift(sums: Floats) -> Floats:
    inside = sums[3] / np.maximum(sums[1], 1e-300)
    return np.asarray(inside / np.maximum(sums[2] / sums[0], 1e-300))
