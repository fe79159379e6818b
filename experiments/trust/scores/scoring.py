"""Scores of forecasts against what happened, one function a score; of all of them less is better.

Natural logarithms. The contingent is scored on ln(1 + thousand), on which none is a number too.
"""

from __future__ import annotations

import numpy as np

from experiments.trust.calibration.weighted import normed
from sim.machine.arrays import Bools, Floats, Whole


def log_score(p: Floats, happened: Bools) -> Floats:
    """Log score of forecasts p that something happens, same shape; infinite where what was called
    impossible happened.
    """
    return _surprise(np.where(happened, p, 1 - np.asarray(p, dtype=float)))


def brier(p: Floats, happened: Bools) -> Floats:
    """Brier score of forecasts p that something happens, same shape."""
    squared: Floats = (np.asarray(p, dtype=float) - happened) ** 2
    return squared


def event_cost(p: Floats) -> Floats:
    """What the event would have cost in log score had it happened, same shape.

    Where it never does, this alone punishes forecasts for being low.
    """
    return _surprise(np.asarray(p, dtype=float))


def class_log_score(shares: Floats, observed: Whole) -> Floats:
    """Log score of forecasts over classes, shape (windows, classes), each against the class that
    was observed, shape (windows,).
    """
    return _surprise(_of_observed(shares, observed))


def ranked_probability_score(shares: Floats, observed: Whole) -> Floats:
    """Ranked probability score of forecasts over ordered classes, shape (windows,): the squared
    differences of the two cumulative distributions, summed over the classes.
    """
    shares = np.atleast_2d(shares)
    reached = np.arange(shares.shape[1]) >= np.atleast_1d(observed)[:, None]
    apart: Floats = ((np.cumsum(shares, axis=1) - reached) ** 2).sum(axis=1)
    return apart


def on_log_scale(thousand: Floats) -> Floats:
    """The contingent on the scale of its score."""
    scaled: Floats = np.log1p(np.asarray(thousand, dtype=float))
    return scaled


def crps(thousand: Floats, weight: Floats, observed: float) -> float:
    """Continuous ranked probability score of a weighted sample of the contingent, exact for the
    sample as a distribution: the mean distance to what was observed, less half the mean distance
    between two draws.
    """
    shares = normed(np.asarray(weight, dtype=float))
    order = np.argsort(thousand, kind="stable")
    values, shares = on_log_scale(np.asarray(thousand)[order]), shares[order]
    distance = shares @ np.abs(values - np.log1p(observed))
    below = np.cumsum(shares)[:-1]
    return float(distance - (below * (1 - below)) @ np.diff(values))


def pit(thousand: Floats, weight: Floats, observed: float) -> float:
    """The forecast's probability that it be no more than was observed, half of what is level."""
    shares = normed(np.asarray(weight, dtype=float))
    return float(shares @ (np.asarray(thousand) < observed)) + 0.5 * float(
        shares @ (np.asarray(thousand) == observed)
    )


def pit_of_quantiles(quantiles: Floats, at: Floats, observed: float) -> float:
    """The probability at which a forecast given by quantiles has what was observed, a straight line
    between them; beyond the outermost the middle of what is left.
    """
    if observed < quantiles[0]:
        return float(at[0] / 2)
    if observed > quantiles[-1]:
        return float((1 + at[-1]) / 2)
    return float(np.interp(observed, quantiles, at))


def covered(low: Floats, high: Floats, observed: Floats) -> Bools:
    """Where intervals held what was observed, same shape."""
    inside: Bools = (np.asarray(low) <= observed) & (np.asarray(observed) <= high)
    return inside


def skill(score: float, baseline: float) -> float:
    """How much less than a baseline's a score is, as a share of it: 1 - score / baseline.

    Undefined, nan, where the baseline's is nought.
    """
    return 1 - score / baseline if baseline else float("nan")


def _of_observed(shares: Floats, observed: Whole) -> Floats:
    shares, observed = np.atleast_2d(shares), np.atleast_1d(observed)
    return np.asarray(shares[np.arange(len(observed)), observed], dtype=float)


def _surprise(p: Floats) -> Floats:
    """-ln p: nought for what was sure, infinite for what was impossible."""
    with np.errstate(divide="ignore"):
        surprise: Floats = np.abs(np.log(p))
    return surprise
