"""What was learned of each unknown: how far its prior has narrowed or moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.trust.calibration.vectors import Posterior
from experiments.trust.calibration.weighted import mean_and_sd
from sim.machine.arrays import Floats

MOST_OVERLAP = 0.9  # above it nothing was learned
GRID = np.linspace(-6.0, 6.0, 241)  # normal scores at which densities are compared
SMOOTHING = 1.06  # of a normal sample, times sd n^(-1/5) [Silverman1986]


@dataclass(frozen=True)
class Narrowing:
    """One unknown before and after the record, in normal scores."""

    name: str
    mean: float  # after, in sd of the prior from its mean
    sd_ratio: float  # sd after over sd before
    overlap: float  # area under both densities, 0 to 1
    most: float = MOST_OVERLAP

    @property
    def learned(self) -> bool:
        """Whether the record has told anything of the unknown."""
        return self.overlap <= self.most

    @property
    def words(self) -> str:
        """What the page says of it."""
        return f"{self.sd_ratio:.2f} of its prior sd" if self.learned else "not learned"


def narrowing(before: Posterior, after: Posterior) -> list[Narrowing]:
    """Of every unknown, in their order."""
    mean, sd = mean_and_sd(before.z, before.weight)
    new_mean, new_sd = mean_and_sd(after.z, after.weight)
    unit = np.where(sd > 0, sd, 1.0)
    moved, ratio = (new_mean - mean) / unit, np.where(sd > 0, new_sd / unit, 1.0)
    return [
        Narrowing(name, float(moved[i]), float(ratio[i]), overlap(before, after, i, new_sd[i]))
        for i, name in enumerate(before.names)
    ]


def overlap(before: Posterior, after: Posterior, unknown: int, sd: float) -> float:
    """Area under both densities of an unknown, smoothed alike as the narrower sample needs."""
    width = max(SMOOTHING * sd * after.effective_points**-0.2, GRID[1] - GRID[0])
    blur = np.exp(-0.5 * ((GRID[:, None] - GRID) / width) ** 2)
    first, second = (blur @ _on_grid(each, unknown) for each in (before, after))
    return float(np.minimum(first / first.sum(), second / second.sum()).sum())


def _on_grid(sample: Posterior, unknown: int) -> Floats:
    """Weight nearest to each place of the grid, shape (places,)."""
    edges = (GRID[1:] + GRID[:-1]) / 2
    places = np.searchsorted(edges, sample.z[:, unknown])
    return np.bincount(places, sample.weight, GRID.size).astype(np.float64)
