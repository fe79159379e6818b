"""Means over worlds that share vectors of parameters: vectors are the sample, worlds are nested in
them, and intervals are of the means of vectors (docs/estimators.md).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import stdtrit

from experiments.findings.nested import Nesting
from experiments.findings.pairs import Pairs
from sim.estimates.intervals import Estimate, average, rate, wilson, z_score
from sim.machine.arrays import Bools, Floats, Whole


def means(values: Floats, vector: Whole) -> Floats:
    """The mean of each vector's worlds: of values (..., worlds) the shape (..., vectors)."""
    _, place = np.unique(vector, return_inverse=True)
    rows = values.reshape(-1, place.size).astype(float)
    sums = np.array([np.bincount(place, row) for row in rows]) / np.bincount(place)
    return sums.reshape(*values.shape[:-1], -1)


def chance(values: Floats, vector: Whole) -> Estimate:
    """A chance, or a share, from each world's, shape (worlds,)."""
    each = means(values, vector)
    spread = float(each.var(ddof=1)) if each.size > 1 else 0.0
    return _of_worlds(average(float(each.mean()), spread, each.size), vector)


def effect(before: Floats, after: Floats, vector: Whole) -> Estimate:
    """How much likelier something is after a change, from the same worlds, shape (worlds,) each."""
    one, other, pairs = means(before, vector), means(after, vector), Pairs()
    pairs.add_drawn(other > 0.5, one > 0.5)
    pairs.add_chances(other, one)
    return _of_worlds(pairs.difference, vector)


def mean(values: Floats, vector: Whole, more: float = 0.0) -> Estimate:
    """A mean of differences, shape (worlds,), with Student's interval; `more` is a variance that
    the mean has beside that of worlds.
    """
    each = means(values, vector)
    own = float(each.var(ddof=1)) / each.size if each.size > 1 else np.inf
    reach = float(stdtrit(max(each.size - 1, 1), 0.975) * np.sqrt(own + more))
    middle = float(each.mean())
    return _of_worlds(
        Estimate(middle * each.size, each.size, middle, middle - reach, middle + reach), vector
    )


def part(marked: Bools, among: Bools, vector: Whole) -> Estimate:
    """The share of some worlds that are marked, shape (worlds,) each, with Wilson's interval for as
    many as they are worth: fewer than there are where vectors have several of them alike.
    """
    _, place = np.unique(vector, return_inverse=True)
    many, some = np.bincount(place, among), np.bincount(place, marked & among)
    total, vectors = float(many.sum()), int((many > 0).sum())
    share = float(some.sum()) / total
    if share in (0, 1):
        return replace(
            rate(round(share * vectors), vectors), count=share * total, worlds=int(total)
        )
    variance = float(((some - share * many) ** 2).sum()) / total**2 * vectors / max(vectors - 1, 1)
    worth = min(share * (1 - share) / variance, total) if variance > 0 else total
    low, high = wilson(share * worth, worth, z_score())
    return Estimate(share * total, int(total), share, low, high)


def between(values: Floats, vector: Whole) -> float:
    """Standard deviation of a mean between vectors, what luck adds taken out; nan where that cannot
    be known, because no vector has two worlds.
    """
    kinds, place = np.unique(vector, return_inverse=True)
    if kinds.size in (1, vector.size):
        return float("nan")
    nested = Nesting.of(np.ones(kinds.size, dtype=np.int64))
    nested.add(place, values)
    return float(np.sqrt(nested.parameters))


def _of_worlds(each: Estimate, vector: Whole) -> Estimate:
    """An estimate over vectors as one over their worlds."""
    return replace(each, count=each.probability * vector.size, worlds=vector.size)
