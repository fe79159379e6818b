"""Sobol' indices of a group of inputs from pairs of points: how much of an output's variance the
group decides alone, and how much with all that it does together with others.

f_a and f_b are the output at independent points A and B; f_ab is the output at A with the group's
inputs taken from B. Arrays have shape (replicates, points).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from sim.machine.arrays import Floats


@dataclass(frozen=True)
class Measured:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float

    @classmethod
    def over(cls, replicates: Floats) -> Measured:
        """The mean over independent replicates, shape (replicates,), with Student's interval."""
        many = len(replicates)
        mean = float(np.mean(replicates))
        if many < 2:
            return cls(mean, float("nan"), float("nan"))
        error = float(np.std(replicates, ddof=1)) / many**0.5
        half = float(stdtrit(many - 1, 0.975)) * error
        return cls(mean, mean - half, mean + half)

    @property
    def known(self) -> bool:
        """Whether there was any variance to share out."""
        return bool(np.isfinite([self.value, self.low, self.high]).all())


def variance(f_a: Floats, f_b: Floats) -> Floats:
    """The output's variance, shape (replicates,); the same points without a mean of their own."""
    both: Floats = np.var(np.concatenate([f_a, f_b], axis=-1), axis=-1, ddof=1)
    return both


def first(f_a: Floats, f_b: Floats, f_ab: Floats) -> Floats:
    """What the group decides alone, as a share of the variance, shape (replicates,) [Saltelli2010,
    table 2]: its error shrinks with what the group does, where that of squares does not.
    """
    middle = np.concatenate([f_a, f_b], axis=-1).mean(axis=-1, keepdims=True)
    return _shared(np.mean((f_b - middle) * (f_ab - f_a), axis=-1), variance(f_a, f_b))


def first_by_squares(f_a: Floats, f_b: Floats, f_ab: Floats) -> Floats:
    """The same by squares of differences, shape (replicates,) [Jansen1999]: of an input that
    nothing uses this one is chance alone, where the other is 0 whatever the points.
    """
    whole = variance(f_a, f_b)
    return _shared(whole - 0.5 * np.mean((f_b - f_ab) ** 2, axis=-1), whole)


def total(f_a: Floats, f_b: Floats, f_ab: Floats) -> Floats:
    """What the group decides alone and together with others, as a share of the variance, shape
    (replicates,) [Jansen1999]; never negative.
    """
    return _shared(0.5 * np.mean((f_a - f_ab) ** 2, axis=-1), variance(f_a, f_b))


def _shared(part: Floats, whole: Floats) -> Floats:
    """Parts of a whole, replicate by replicate, whose mean is the mean part over the mean whole: a
    replicate with little variance does not weigh as much as one with all of it; nan where there is
    none.
    """
    mean = whole.mean()
    if not mean > 0:
        return np.full_like(part, np.nan)
    share = part.mean() / mean
    shares: Floats = share + (part - share * whole) / mean
    return shares
