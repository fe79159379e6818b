"""Weighted vectors of unknowns, each with its log odds of entry at every level of pressure.

The prior, what is left of it once nothing happened, and what is left once the record is known are
all of this kind, so that they can be laid side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from experiments.trust.calibration.weighted import effective_size, quantiles
from sim.machine.arrays import Bools, Floats, Whole

NO_HISTORY = -1  # a point as a whole
BAND = (0.05, 0.5, 0.95)


@dataclass(frozen=True, eq=False)
class Posterior:
    """Weighted vectors of unknowns; `weight` sums to one."""

    names: tuple[str, ...]
    level_names: tuple[str, ...]
    observed: str
    point: Whole  # shape (n,): where in the table a vector was drawn
    history: Whole  # and which of the point's histories, or NO_HISTORY
    weight: Floats
    z: Floats  # shape (n, unknowns)
    log_odds: Floats  # shape (n, levels), not below FLOOR
    fitted: Bools  # which unknowns were corrected, shape (unknowns,)

    @property
    def effective(self) -> float:
        """How many vectors of equal weight would tell as much."""
        return effective_size(self.weight)

    @property
    def distinct(self) -> int:
        """How many points have a weight."""
        return int(np.unique(self.point[self.weight > 0]).size)

    @property
    def effective_points(self) -> float:
        """How many points of equal weight would tell as much."""
        return effective_size(np.bincount(self.point, self.weight).astype(np.float64))

    def band(self, level: str | None = None, at: Sequence[float] = BAND) -> Floats:
        """Quantiles of P(entry) at a level, the observed one where none is named."""
        return np.asarray(expit(self.log_odds_band(level, at)))

    def log_odds_band(self, level: str | None = None, at: Sequence[float] = BAND) -> Floats:
        """Likewise of the log odds."""
        return quantiles(self.log_odds[:, self.place(level)], self.weight, np.asarray(at))

    def mixture(self, level: str | None = None) -> float:
        """The one P(entry) at a level: the mean over vectors."""
        return float(self.weight @ expit(self.log_odds[:, self.place(level)]))

    def place(self, level: str | None = None) -> int:
        """Column of a level, of the observed one where none is named."""
        return self.level_names.index(self.observed if level is None else level)
