"""Likelihood ratios: how much a sign that was seen, or was not, changes the odds of entry."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.why.indicators.clusters import Z, by_vector, variance
from sim.machine.arrays import Bools, Whole

FEW = 10  # worlds with entry, or without, below which no ratio is said
_HALF = 0.5  # of a world that Jeffreys' prior adds to each side


@dataclass(frozen=True)
class Ratio:
    """A likelihood ratio with its 95 % interval, and what it rests on."""

    value: float
    low: float
    high: float
    entered: int  # worlds with entry
    stayed: int  # worlds without
    marked: int  # worlds, of both, that show it

    @property
    def told(self) -> bool:
        """Whether there were worlds enough of every kind."""
        return min(self.entered, self.stayed, self.marked) >= FEW

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 1: whether the sign says anything."""
        return self.told and not self.low <= 1 <= self.high


def ratio(seen: Bools, entry: Bools, among: Bools, vector: Whole) -> Ratio:
    """P(seen | entry) / P(seen | no entry) among some worlds, under Jeffreys' smoothing; all of
    shape (worlds,). What a sign that was not seen says is the ratio of `~seen`.
    """
    log, plain, sizes = 0.0, 0.0, []
    pulls = np.zeros(int(vector.max()) + 1)
    for sign, group in ((1, entry & among), (-1, ~entry & among)):
        hits, worlds = by_vector(vector, seen & group), by_vector(vector, group)
        count, size = hits.sum() + _HALF, worlds.sum() + 2 * _HALF
        log += sign * float(np.log(count / size))
        pulls += sign * (hits - count / size * worlds) / count
        plain += float(1 / count - 1 / size)
        sizes.append(int(worlds.sum()))
    reach = Z * np.sqrt(max(plain, variance(pulls, np.unique(vector[among]).size)))
    middle, low, high = (float(np.exp(log + each)) for each in (0.0, -reach, reach))
    return Ratio(middle, low, high, sizes[0], sizes[1], int(np.count_nonzero(seen & among)))
