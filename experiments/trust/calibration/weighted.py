"""Weighted samples: quantiles, spread, how many equal weights they are worth, and draws."""

from __future__ import annotations

import numpy as np

from sim.machine.arrays import Floats, Whole


def normed(weight: Floats) -> Floats:
    """Weights that sum to one; raises ValueError where there is nothing to share out."""
    total = float(weight.sum())
    if not (np.isfinite(total) and total > 0):
        raise ValueError(f"weights sum to {total}: some must be above 0, and all finite")
    return weight / total


def effective_size(weight: Floats) -> float:
    """How many equal weights would tell as much [Kish1965]."""
    squares = float(weight @ weight)
    return float(weight.sum()) ** 2 / squares if squares else 0.0


def mean_and_sd(values: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Weighted mean and sd of each column, shapes (columns,), of values (rows, columns)."""
    shares = normed(weight)
    mean = shares @ values
    return mean, np.sqrt(shares @ (values - mean) ** 2)


def quantiles(values: Floats, weight: Floats, at: Floats) -> Floats:
    """Weighted quantiles of values (n,), a straight line between the middles of the weights."""
    held = weight > 0
    order = np.argsort(values[held], kind="stable")
    sizes = normed(weight[held][order])
    middles = np.cumsum(sizes) - sizes / 2
    return np.interp(at, middles, values[held][order])


def systematic(weight: Floats, count: int, rng: np.random.Generator) -> Whole:
    """Places drawn by weight, shape (count,): a comb with one random offset.

    Every place is drawn its expected number of times, rounded down or up.
    """
    edges = np.cumsum(normed(weight))
    comb = (np.arange(count) + rng.random()) / count
    last = int(np.flatnonzero(weight)[-1])  # rounding may leave the last edge below one
    return np.minimum(np.searchsorted(edges, comb, side="right"), last)
