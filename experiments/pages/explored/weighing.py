"""Weighted means over vectors, with intervals: the formulas of `sim.estimates.intervals.average`
for vectors of unequal weight, so that equal weights give what a study's bands say.

Worlds of a vector are alike; so vectors are what is counted, and as many as they are worth
[Kish1965]. `weighing.js` is the same in JavaScript.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, gammaincinv, stdtrit

from sim.estimates.intervals import CONFIDENCE, ENOUGH, FEW, LOST, effective
from sim.machine.arrays import Floats

_TAIL = (1 - CONFIDENCE) / 2
_ALIKE = 1e10  # values that are the same in so small parts stay in the order of their vectors


@dataclass(frozen=True, eq=False)
class Weighed:
    """A mean of chances over vectors."""

    mean: float
    low: float  # its 95 % interval
    high: float
    few: bool  # whether it rests on so few vectors that the interval is that of rare events
    worth: float  # vectors of equal weight that would be as sure
    pulls: Floats  # what each vector's chance adds to the mean's error, shape (vectors,)


def worth(weights: Floats) -> float:
    """How many vectors of equal weight would be as sure as these; 0 where none has any."""
    return effective(float(weights.sum()), float((weights**2).sum()))


def weighed(chances: Floats, weights: Floats) -> Weighed:
    """The mean of chances under weights that add up to 1, both of shape (vectors,)."""
    many = worth(weights)
    mean, square = float(weights @ chances), float(weights @ chances**2)
    pulls = weights * (chances - mean) * np.sqrt(many / max(many - 1, 1))
    few = _rests_on_few(mean * many, square * many, many)
    if few:
        low, high = _of_few(mean * many, square * many, many)
    else:
        odds = np.log(mean) - np.log1p(-mean)
        reach = student(many - 1) * np.sqrt(float(pulls @ pulls)) / (mean * (1 - mean))
        low, high = float(expit(odds - reach)), float(expit(odds + reach))
    return Weighed(mean, min(low, mean), max(high, mean), few, many, pulls)


def difference(one: Weighed, other: Weighed, paired: bool) -> tuple[float, float, float]:
    """One mean less another with its 95 % interval; paired where they are means over the same
    vectors. Where either rests on few, from their own intervals [Newcombe1998].
    """
    told = one.mean - other.mean
    if one.few or other.few:
        together = _correlation(one.pulls, other.pulls) if paired else 0.0
        below = _root(one.mean - one.low, other.high - other.mean, together)
        above = _root(one.high - one.mean, other.mean - other.low, together)
    else:
        squares = float(one.pulls @ one.pulls + other.pulls @ other.pulls)
        if paired:
            squares = float(np.sum((one.pulls - other.pulls) ** 2))
        below = above = student(min(one.worth, other.worth) - 1) * np.sqrt(squares)
    return told, max(told - float(below), -1.0), min(told + float(above), 1.0)


def quantiles(values: Floats, weights: Floats, at: Floats) -> Floats:
    """Quantiles of weighted values, by straight lines between the middles of their weights, so
    that equal weights give NumPy's; shape of `at`.
    """
    kept = weights > 0
    order = np.argsort(np.floor(_ALIKE * values[kept] + 0.5), kind="stable")
    mine, each = values[kept][order], weights[kept][order]
    if mine.size == 1:
        return np.full(np.shape(at), mine[0])
    middles = np.cumsum(each) - each / 2
    places = (middles - middles[0]) / (middles[-1] - middles[0])
    return np.interp(at, places, mine)


def freed_of_luck(chances: Floats, errors: Floats, weights: Floats) -> Floats:
    """Chances drawn towards their mean until they spread as vectors do, no one by more than its
    own error, shape (vectors,): `experiments.trust.bands.spread` under weights.
    """
    many, mean = worth(weights), float(weights @ chances)
    error = float(weights @ errors**2)
    variance = float(weights @ (chances - mean) ** 2) * many / max(many - 1, 1)
    kept = np.sqrt(max(1 - error / variance, 0.0)) if variance > 0 else 1.0
    freed: Floats = chances + np.clip((1 - kept) * (mean - chances), -errors, errors)
    return freed


def student(freedom: float) -> float:
    """The quantile of Student's t for a two-sided 95 % interval."""
    return float(stdtrit(freedom, 1 - _TAIL))


def _rests_on_few(total: float, squares: float, many: float) -> bool:
    """Whether few vectors bear the chance, or what is left of it to 1."""
    borne = effective(total, squares), effective(many - total, _rest(total, squares, many))
    return min(borne) < max(ENOUGH, FEW * many) or total < LOST * many


def _of_few(total: float, squares: float, many: float) -> tuple[float, float]:
    """The gamma interval of a weighted sum of rare events, one more of which could weigh a whole
    vector [Fay1997].
    """
    if total > many / 2:
        low, high = _of_few(many - total, _rest(total, squares, many), many)
        return 1 - high, 1 - low
    low = _gamma(total, effective(total, squares), _TAIL)
    high = _gamma(total + 1, effective(total + 1, squares + 1), 1 - _TAIL)
    return low / many, min(high / many, 1.0)


def _rest(total: float, squares: float, many: float) -> float:
    return max(many - 2 * total + squares, 0.0)


def _gamma(mean: float, events: float, level: float) -> float:
    """A quantile of the gamma distribution with a mean and the spread of so many events."""
    return mean / events * float(gammaincinv(events, level)) if events > 0 else 0.0


def _correlation(one: Floats, other: Floats) -> float:
    size = np.sqrt(float(one @ one) * float(other @ other))
    return float(one @ other) / size if size > 0 else 0.0


def _root(x: float, y: float, together: float) -> float:
    return float(np.sqrt(max(x * x - 2 * together * x * y + y * y, 0.0)))
