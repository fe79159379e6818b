"""Numbers from worlds that share vectors of parameters: worlds of one vector are alike, so that
they tell less than as many of different ones.

The error of a number is reckoned from how much each vector pulls at it (the delta method, vectors
as clusters [Obuchowski1997]), and never below that of as many independent worlds.
"""

from __future__ import annotations

import numpy as np

from sim.estimates.intervals import CONFIDENCE, ENOUGH, Estimate, wilson, z_score
from sim.machine.arrays import Bools, Floats, Whole

Z = z_score()


def by_vector(vector: Whole, amounts: Floats | Bools) -> Floats:
    """Amounts of worlds added up by vector, shape (vectors,)."""
    sums: Floats = np.bincount(vector, weights=np.asarray(amounts, dtype=float)).astype(float)
    return sums


def kish(counts: Floats) -> float:
    """How many vectors of equal weight tell as much as these, with so many worlds each
    [Kish1965].
    """
    squares = float((counts**2).sum())
    return float(counts.sum()) ** 2 / squares if squares else 0.0


def variance(pulls: Floats, vectors: int) -> float:
    """The variance of a number from how much each vector pulls at it, shape (vectors,)."""
    return float((pulls**2).sum()) * vectors / max(vectors - 1, 1)


def share(marked: Bools, among: Bools, vector: Whole) -> Estimate:
    """The share of some worlds that are marked, with Wilson's interval for as many worlds as they
    are worth; where none is or all are, the one-sided bound.
    """
    counts = by_vector(vector, among)
    worlds, count = int(counts.sum()), int(np.count_nonzero(marked & among))
    if not worlds:
        return Estimate(0, 0, np.nan, 0.0, 1.0)
    p, worth = count / worlds, _worth(by_vector(vector, marked & among), counts)
    if count in (0, worlds):
        bound = 1 - (1 - CONFIDENCE) ** (1 / worth)
        low, high = (0.0, bound) if count == 0 else (1 - bound, 1.0)
        return Estimate(count, worlds, p, low, high)
    return Estimate(count, worlds, p, *wilson(p * worth, worth, Z))


def _worth(marked: Floats, counts: Floats) -> float:
    """How many independent worlds tell as much of a share, from the worlds of each vector that are
    marked and all of them, shapes (vectors,). How alike worlds of a vector are cannot be seen from
    none that is marked, so then vectors are counted, and up to `ENOUGH` the two are mixed.
    """
    worlds, count = counts.sum(), marked.sum()
    p, vectors = count / worlds, kish(counts)
    rarer = min(count, worlds - count)
    if not rarer:
        return vectors
    plain = p * (1 - p) / worlds
    pulled = variance((marked - p * counts) / worlds, int(np.count_nonzero(counts)))
    known = min(rarer / ENOUGH, 1.0)
    return float(known * worlds * plain / max(pulled, plain) + (1 - known) * vectors)


def mean(amounts: Floats, among: Bools, vector: Whole) -> tuple[float, float, float]:
    """The mean of amounts over some worlds, with its 95 % interval."""
    counts = by_vector(vector, among)
    worlds = counts.sum()
    middle = float(amounts[among].mean())
    pulls = (by_vector(vector, np.where(among, amounts, 0.0)) - middle * counts) / worlds
    reach = Z * np.sqrt(variance(pulls, int(np.count_nonzero(counts))))
    return middle, float(middle - reach), float(middle + reach)
