"""Estimates of many shares at once: the numbers of `intervals` and `masses`, for arrays of sums.

Sums of chances have up to 106 bits, and a variance is the small difference of two large ones: it is
worked out in pairs of floats, each the rest of the other [Dekker1971].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit, gammaincinv, stdtrit

from sim.estimates.intervals import CONFIDENCE, ENOUGH, FEW, LOST, Estimate, z_score
from sim.estimates.masses import HIGH, LOW, carry, moments
from sim.machine.arrays import Bools, Floats, Whole

_TAIL = (1 - CONFIDENCE) / 2
_SPLITTER = 2.0**27 + 1
_MOST = 1_024  # worlds whose chances are added before the sums are carried
Pair = tuple[Floats, Floats]  # a number and what it lacks


@dataclass(frozen=True)
class Estimates:
    """Estimates in arrays of one shape."""

    count: Floats
    worlds: Whole
    probability: Floats
    low: Floats
    high: Floats
    counted: Bools  # whether every chance is 0 or 1, and the count a whole number

    def at(self, *place: int) -> Estimate:
        """One of them."""
        count = float(self.count[place])
        return Estimate(
            count=int(count) if self.counted[place] else count,
            worlds=int(self.worlds[place]),
            probability=float(self.probability[place]),
            low=float(self.low[place]),
            high=float(self.high[place]),
        )

    def kinds(self, places: Sequence[int]) -> Estimates:
        """Some places of the last axis."""
        return Estimates(*(each[..., places] for each in self._arrays()))

    @classmethod
    def joined(cls, parts: Sequence[Estimates]) -> Estimates:
        """Several together, one after the other along the first axis."""
        arrays = zip(*(part._arrays() for part in parts), strict=True)
        return cls(*map(np.concatenate, arrays))

    def put(self, where: Bools, others: Estimates) -> None:
        """Put others in some places."""
        for mine, its in zip(self._arrays(), others._arrays(), strict=True):
            mine[where] = its

    def _arrays(self) -> list[Any]:
        return [getattr(self, name) for name in self.__dataclass_fields__]


def sums_of_points(chances: Floats, first: int, points: int) -> Whole:
    """Sums of the chances of each point, shape (points, kinds, 2, 3), of worlds in turn: each round
    has a world of every point; chances have shape (kinds, worlds), from a round's place `first` on.
    """
    kinds, worlds = chances.shape
    rounds = -(-(first + worlds) // points)
    whole = np.zeros((kinds, rounds * points))
    whole[:, first : first + worlds] = chances
    by_round = whole.reshape(kinds, rounds, points)
    sums = np.zeros((kinds, points, 2, 3), dtype=np.int64)
    for begin in range(0, rounds, _MOST):
        sums += np.moveaxis(moments(by_round[:, begin : begin + _MOST].swapaxes(1, 2)), 1, 2)
        carry(sums)
    return sums.swapaxes(0, 1)


def estimates(sums: Whole, worlds: Whole) -> Estimates:
    """The mean chance over worlds with its interval, from pairs of sums, shape (..., 2, 3), as
    `masses.estimate` has it; there is at least one world everywhere.
    """
    total, squares = sums[..., 0, :], sums[..., 1, :]
    worlds = np.array(np.broadcast_to(worlds, total.shape[:-1]))
    counted = (total == squares).all(axis=-1) & (total[..., 1:] == 0).all(axis=-1)
    found = rates(np.where(counted, total[..., 0], 0), worlds)
    rest = ~counted
    if rest.any():
        total, squares, worlds = total[rest], squares[rest], worlds[rest]
        mean = _divided(_number(total), worlds.astype(float))
        found.put(rest, averages(mean, _variance(total, squares, worlds), worlds))
    return found


def rates(count: Whole, worlds: Whole) -> Estimates:
    """Shares of worlds, with the intervals of `intervals.rate`."""
    z = z_score()
    share, weight = count / worlds, z * z / worlds
    middle = (share + weight / 2) / (1 + weight)
    half = z * np.sqrt(share * (1 - share) / worlds + weight / (4 * worlds)) / (1 + weight)
    bound = -np.expm1(np.log1p(-CONFIDENCE) / worlds)
    low, high = np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)
    none, every = count == 0, count == worlds
    low = np.where(every, 1 - bound, np.where(none, 0.0, low))
    high = np.where(every, 1.0, np.where(none, bound, high))
    return Estimates(count.astype(float), worlds, share, low, high, np.ones(count.shape, bool))


def averages(mean: Floats, variance: Floats, worlds: Whole) -> Estimates:
    """Means of chances over worlds, with the intervals of `intervals.average`."""
    inside = (mean > 0) & (mean < 1)
    found = rates(np.rint(np.where(inside, 0, mean) * worlds).astype(np.int64), worlds)
    if inside.any():
        found.put(inside, _inside(mean[inside], variance[inside], worlds[inside]))
    return found


def _inside(mean: Floats, variance: Floats, worlds: Whole) -> Estimates:
    """Means of chances that are neither 0 nor 1."""
    total = mean * worlds
    squares = np.minimum(variance * (worlds - 1) + total * mean, total)
    few = _on_few(mean, total, squares, worlds)
    low, high = np.zeros(mean.shape), np.ones(mean.shape)
    some, many = (worlds > 1) & few, (worlds > 1) & ~few
    low[some], high[some] = _of_few(mean[some], squares[some], worlds[some])
    low[many], high[many] = _of_many(mean[many], variance[many], worlds[many])
    count = np.where(worlds == 1, mean, total)
    return Estimates(count, worlds, mean, low, high, np.zeros(mean.shape, dtype=bool))


def _on_few(mean: Floats, total: Floats, squares: Floats, worlds: Whole) -> Bools:
    """Whether a mean, or its rest, rests on few worlds."""
    rest = np.maximum(worlds - 2 * total + squares, 0.0)
    borne = np.minimum(effective(total, squares), effective(worlds - total, rest))
    few: Bools = (borne < np.maximum(ENOUGH, FEW * worlds)) | (mean < LOST)
    return few


def effective(total: Floats, squares: Floats) -> Floats:
    """How many worlds with equal chances would be as sure as each sum."""
    return np.divide(total * total, squares, out=np.zeros(total.shape), where=squares > 0)


def _of_many(mean: Floats, variance: Floats, worlds: Whole) -> tuple[Floats, Floats]:
    """Student's intervals on the scale of log odds."""
    freedom, which = np.unique(worlds - 1, return_inverse=True)
    reach = (
        stdtrit(freedom, 0.5 + CONFIDENCE / 2)[which]
        * np.sqrt(variance / worlds)
        / (mean * (1 - mean))
    )
    odds = np.log(mean) - np.log1p(-mean)
    return np.minimum(expit(odds - reach), mean), np.maximum(mean, expit(odds + reach))


def _of_few(mean: Floats, squares: Floats, worlds: Whole) -> tuple[Floats, Floats]:
    """The intervals of few events, any of which may weigh a whole world."""
    total = mean * worlds
    turned = total > worlds / 2  # then it is the rest that rests on few
    rest = np.maximum(worlds - 2 * total + squares, 0.0)
    total = np.where(turned, worlds - total, total)
    squares = np.where(turned, rest, squares)
    mean = total / worlds
    low = np.minimum(_gamma(total, squares, _TAIL) / worlds, mean)
    high = np.maximum(np.minimum(_gamma(total + 1, squares + 1, 1 - _TAIL) / worlds, 1.0), mean)
    return np.where(turned, 1 - high, low), np.where(turned, 1 - low, high)


def _gamma(mean: Floats, squares: Floats, level: float) -> Floats:
    events = effective(mean, squares)
    some = events > 0
    quantiles = np.zeros(mean.shape)
    quantiles[some] = mean[some] / events[some] * gammaincinv(events[some], level)
    return quantiles


def _variance(total: Whole, squares: Whole, worlds: Whole) -> Floats:
    """The variance of chances between worlds, from the sums of chances and of squares."""
    n = worlds.astype(float)
    sum_ = _number(total)
    left = _less(_times(_number(squares), (n, np.zeros(n.shape))), _times(sum_, sum_))
    variance: Floats = np.maximum(left[0] + left[1], 0.0) / (n * np.maximum(n - 1, 1))
    return variance


def _number(parts: Whole) -> Pair:
    """A sum in fixed point as a pair of floats."""
    whole, high, low = np.moveaxis(parts.astype(float), -1, 0)
    first, rest = _plus(whole, high * 2.0**-HIGH)
    return _plus(first, rest + low * 2.0 ** -(HIGH + LOW))


def _divided(number: Pair, by: Floats) -> Floats:
    """A pair divided by a float, to the last bit but for one case in billions."""
    result: Floats = number[0] / by
    product, lost = _product(result, by)
    return result + ((number[0] - product) - lost + number[1]) / by


def _plus(one: Floats, other: Floats) -> Pair:
    result = one + other
    back = result - one
    return result, (one - (result - back)) + (other - back)


def _product(one: Floats, other: Floats) -> Pair:
    result = one * other
    (a, b), (c, d) = _halves(one), _halves(other)
    return result, ((a * c - result) + a * d + b * c) + b * d


def _halves(number: Floats) -> Pair:
    large = _SPLITTER * number
    high = large - (large - number)
    return high, number - high


def _times(one: Pair, other: Pair) -> Pair:
    result, lost = _product(one[0], other[0])
    return _plus(result, lost + (one[0] * other[1] + one[1] * other[0]))


def _less(one: Pair, other: Pair) -> Pair:
    result, lost = _plus(one[0], -other[0])
    return _plus(result, lost + (one[1] - other[1]))
