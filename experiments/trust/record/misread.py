"""Errors of the record: what would have been written down of a world that went a certain way.

They come on top of the world's own luck. A month is misread now and then, a moment like an
ultimatum is found or overlooked, a share is off by a factor.
"""

from __future__ import annotations

import numpy as np

from experiments.trust.record.statistics import JUNE
from experiments.trust.record.targets import Target
from sim.machine.arrays import Bools, Floats

JUNE_IS_OPEN = 0.5  # how often June 2022 is misread: nobody can say


def scalar(target: Target, values: Floats, rng: np.random.Generator) -> Floats:
    """Numbers of worlds as the record would have them, on the scale of comparison, same shape."""
    if target.error == "beta":
        return target.scaled(_beta(target, values, rng))
    (size,) = target.size
    error = size * rng.standard_normal(values.shape)
    # the error first, then what the record cannot tell
    return target.scaled(values + error if target.scale == "count" else values * np.exp(error))


def blocks(target: Target, there: Bools, rng: np.random.Generator) -> Floats:
    """Months at the border as the record would count them, shape (worlds,); `there` has the shape
    (months, worlds).
    """
    often = np.full((len(there), 1), target.size[0])
    often[JUNE] = JUNE_IS_OPEN
    read = there ^ (rng.random(there.shape) < often)
    counted: Floats = read.sum(axis=0).astype(float)
    return counted


def found(target: Target, began: Bools, rng: np.random.Generator) -> Bools:
    """Which of the ultimatums that began would have been found, same shape."""
    seen: Bools = began & (rng.random(began.shape) < target.size[0])
    return seen


def flipped(target: Target, true: Bools, rng: np.random.Generator) -> Floats:
    """Yes or no as the record would have it, 1 or 0, same shape."""
    read: Floats = (true ^ (rng.random(true.shape) < target.size[0])).astype(float)
    return read


def counted(began: Bools) -> Floats:
    """How many there were, shape (worlds,)."""
    there: Floats = began.sum(axis=0).astype(float)
    return there


def _beta(target: Target, values: Floats, rng: np.random.Generator) -> Floats:
    """Shares around the true ones, as uncertain as that of the record."""
    one, other = target.size
    spread = np.sqrt(one * other / ((one + other) ** 2 * (one + other + 1)))
    read: Floats = np.clip(values + spread * rng.standard_normal(values.shape), 0.0, 1.0)
    return read
