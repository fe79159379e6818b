"""Local-linear correction: near histories moved to where the record stands [Beaumont2002].

A line with many slopes comes too near to what it was fitted to, so what it leaves is too small.
With weights w that sum to one and G = sum w x x', the share of the variance that is lost so is the
sum over points of W^2 + X' G^-1 X, where W = sum w and X = sum w x over the histories of a point,
which are taken to be all alike. What is left is widened by as much.
"""

from __future__ import annotations

import numpy as np

from sim.machine.arrays import Floats, Whole

SINGULAR = 1e-10  # directions in which summaries vary less, as a share of the most, carry no slope
MOST_LOST = 0.9  # beyond it there are too few points for any correction


def corrected(values: Floats, away: Floats, weight: Floats, point: Whole) -> Floats:
    """Values moved along their weighted regression on the summaries, shape (n, quantities).

    `away` is how far each history's summaries are from the record's, shape (n, summaries), and
    `point` whose it is, in ascending order.
    """
    shares = weight / weight.sum()
    mean, centre = shares @ values, shares @ away
    about = away - centre
    heavy = about * shares[:, None]
    inverse = np.linalg.pinv(heavy.T @ about, rcond=SINGULAR, hermitian=True)
    slopes = inverse @ (heavy.T @ values)
    left = values - mean - about @ slopes
    widened = 1 / np.sqrt(1 - min(_lost(heavy, inverse, shares, point), MOST_LOST))
    return np.asarray(mean - centre @ slopes + widened * left)


def _lost(heavy: Floats, inverse: Floats, shares: Floats, point: Whole) -> float:
    """Share of the variance that a line with an intercept takes too much."""
    starts = np.flatnonzero(np.diff(point, prepend=point[0] - 1))
    sizes, sums = np.add.reduceat(shares, starts), np.add.reduceat(heavy, starts)
    return float((sizes**2).sum() + ((sums @ inverse) * sums).sum())
