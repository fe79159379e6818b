"""A chain of monthly classes: what a month's forecast says of windows of several months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.machine.arrays import Floats, Whole

CHAINS = 20_000  # drawn for the class held longest; an sd of .0035 at most
SEED = 1


@dataclass(frozen=True)
class Chain:
    """The class of the next month, and how each month's hangs on the one before."""

    first: Floats  # shares, shape (classes,)
    transition: Floats  # from, to: shape (classes, classes)

    def later(self, months: int) -> Chain:
        """The chain as it stands so many months later, forecast from now."""
        return Chain(self.first @ np.linalg.matrix_power(self.transition, months), self.transition)

    def highest(self, months: int) -> Floats:
        """The highest class over some months, shape (classes,), exactly."""
        classes = len(self.first)
        at_most = [self._stays_within(top, months) for top in range(1, classes + 1)]
        return np.diff(np.concatenate(([0.0], at_most)))

    def longest(self, months: int) -> Floats:
        """The class of the most months, the lower of two that are level, shape (classes,); of
        several months counted over drawn chains.
        """
        if months == 1:
            return self.first
        drawn = self._drawn(months)
        classes = len(self.first)
        most = np.array([(drawn == each).sum(axis=0) for each in range(classes)]).argmax(axis=0)
        return np.bincount(most, minlength=classes) / CHAINS

    def _stays_within(self, top: int, months: int) -> float:
        """The chance that no month is in a class from `top` on."""
        within = np.linalg.matrix_power(self.transition[:top, :top], months - 1)
        return float((self.first[:top] @ within).sum())

    def _drawn(self, months: int) -> Whole:
        """Classes of drawn chains, shape (months, chains)."""
        rng = np.random.default_rng(SEED)
        lots = rng.random((months, CHAINS))
        drawn = np.empty((months, CHAINS), dtype=np.int64)
        edges = np.cumsum(self.transition, axis=1)[:, :-1]
        drawn[0] = np.searchsorted(np.cumsum(self.first)[:-1], lots[0], side="right")
        for month in range(1, months):
            drawn[month] = (edges[drawn[month - 1]] <= lots[month][:, None]).sum(axis=1)
        return drawn
