"""Estimators: a probability is never printed without its interval and its number of worlds."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
from scipy.special import chdtri, expit, gammaincinv, ndtri, stdtrit

from sim.machine.arrays import Bools, Floats, Whole
from sim.numbers import estimate, interval

CONFIDENCE = 0.95
ENOUGH = 10  # worlds in effect that the spread between worlds is estimated from
LOST = 1e-12  # a mean chance whose squares are too small to be summed
FEW = 0.01  # part of all worlds: where fewer bear a chance, some that bear more may be unseen
ESTIMATORS = ("counted", "conditional")  # endings are drawn, or foreseen
WORDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.01, "almost certain"),
)


@dataclass(frozen=True)
class Estimate:
    """A probability estimated from worlds: how many of them counted, and the interval."""

    count: float
    worlds: int
    probability: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{estimate(self)} {interval(self)} in {self.worlds:,} worlds: {self.words}"

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        told = f"<b>{estimate(self)}</b> {interval(self)} <i>{self.words}</i>"
        return f"{told} ({self.worlds:,} worlds; 95 % interval)"

    @property
    def words(self) -> str:
        """The probability in the words of the US intelligence community [ICD203].

        With no event, or nothing but events, its bound.
        """
        if self.count == 0:
            return _bounded("at most", self.high, self.probability)
        if self.count == self.worlds:
            return _bounded("at least", self.low, self.probability)
        return _in_words(self.probability)


def _in_words(probability: float) -> str:
    return next(words for limit, words in WORDS if probability < limit)


def _bounded(side: str, bound: float, probability: float) -> str:
    """The words for a bound, on its side unless they are the probability's too."""
    words = _in_words(bound)
    return words if words == _in_words(probability) else f"{side} {words}"


def z_score(confidence: float = CONFIDENCE) -> float:
    """Standard normal quantile of a two-sided interval."""
    return float(ndtri(0.5 + confidence / 2))


def rate(count: int, worlds: int, confidence: float = CONFIDENCE) -> Estimate:
    """Share of worlds with the Wilson interval [Wilson1927].

    With no event, or nothing but events, the exact one-sided bound.
    """
    low, high = wilson(count, worlds, z_score(confidence))
    bound = float(-np.expm1(np.log1p(-confidence) / worlds))
    if count == 0:
        low, high = 0.0, bound
    if count == worlds:
        low, high = 1 - bound, 1.0
    return Estimate(int(count), int(worlds), count / worlds, low, high)


def wilson(count: float, worlds: float, z: float) -> tuple[float, float]:
    """The score interval of a proportion [Wilson1927]."""
    p, weight = count / worlds, z * z / worlds
    middle = (p + weight / 2) / (1 + weight)
    half = z * np.sqrt(p * (1 - p) / worlds + weight / (4 * worlds)) / (1 + weight)
    return max(float(middle - half), 0.0), min(float(middle + half), 1.0)


def weighted(marked: Bools, weight: Floats, confidence: float = CONFIDENCE) -> Estimate:
    """Share of worlds of unequal weight that are marked."""
    squares = float((weight**2).sum())
    return weighted_share(float((weight * marked).sum()), float(weight.sum()), squares, confidence)


def weighted_share(
    marked: float, total: float, squares: float, confidence: float = CONFIDENCE
) -> Estimate:
    """What is marked of a total weight, from the sum of the weights' squares: Wilson's interval for
    as many worlds as they are worth, which is counting where the weights are equal [Kish1965]; the
    one-sided bound where none is marked, or all are. Without worlds the share is nan.
    """
    if total == 0:
        return Estimate(0, 0, nan, 0.0, 1.0)
    share, worth = marked / total, effective(total, squares)
    low, high = wilson(share * worth, worth, z_score(confidence))
    bound = float(-np.expm1(np.log1p(-confidence) / worth))
    if share == 0:
        low, high = 0.0, bound
    if share == 1:
        low, high = 1 - bound, 1.0
    return Estimate(share * worth, round(worth), share, low, high)


def average(mean: float, variance: float, worlds: int, confidence: float = CONFIDENCE) -> Estimate:
    """Mean of chances over worlds.

    The interval is Student's on the log-odds scale, and the exact bound where every chance is 0 or
    1. Where the mean rests on fewer than `ENOUGH` worlds in effect, or on less than `FEW` of them,
    the spread between them is not known either, and the interval is that of few events, any of
    which may be a whole world's [Fay1997]. One world says nothing of how much worlds differ: its
    interval is [0, 1].
    """
    if not 0 < mean < 1:
        return rate(round(mean * worlds), worlds, confidence)
    if worlds == 1:
        return Estimate(mean, 1, mean, 0.0, 1.0)
    total = mean * worlds
    squares = min(variance * (worlds - 1) + total * mean, total)  # no chance is above 1
    borne = effective(total, squares), effective(worlds - total, _rest(total, squares, worlds))
    if min(borne) < max(ENOUGH, FEW * worlds) or mean < LOST:
        return _of_few(total, squares, worlds, confidence)
    odds = np.log(mean) - np.log1p(-mean)
    reach = (
        float(stdtrit(worlds - 1, 0.5 + confidence / 2))
        * np.sqrt(variance / worlds)
        / (mean * (1 - mean))
    )
    low, high = float(expit(odds - reach)), float(expit(odds + reach))
    # where all chances are equal, the way to log odds and back may miss the mean by a last unit
    return Estimate(mean * worlds, worlds, mean, min(low, mean), max(mean, high))


def effective(total: float, squares: float) -> float:
    """How many worlds with equal chances would be as sure as a sum of chances with this sum of
    squares.
    """
    return total * total / squares if squares > 0 else 0.0


def _rest(total: float, squares: float, worlds: int) -> float:
    """The sum of squares of what is left of each chance to 1."""
    return max(worlds - 2 * total + squares, 0.0)


def _of_few(total: float, squares: float, worlds: int, confidence: float) -> Estimate:
    """A mean of chances that rests on few worlds, or whose rest does: the gamma interval of a
    weighted sum of rare events, in which one more could weigh a whole world [Fay1997].
    """
    tail = (1 - confidence) / 2
    if total > worlds / 2:
        rest = _of_few(worlds - total, _rest(total, squares, worlds), worlds, confidence)
        return Estimate(total, worlds, total / worlds, 1 - rest.high, 1 - rest.low)
    low, high = (
        _gamma(sum_, effective(sum_, of_squares), level)
        for sum_, of_squares, level in (
            (total, squares, tail),
            (total + 1, squares + 1, 1 - tail),
        )
    )
    mean = total / worlds
    return Estimate(
        total, worlds, mean, min(low / worlds, mean), max(min(high / worlds, 1.0), mean)
    )


def _gamma(mean: float, events: float, level: float) -> float:
    """A quantile of the gamma distribution with a mean and the spread of so many events."""
    return mean / events * float(gammaincinv(events, level)) if events > 0 else 0.0


def shares(counts: Whole, confidence: float = CONFIDENCE) -> list[Estimate]:
    """Shares of worlds over exclusive endings, with simultaneous intervals [Goodman1965]."""
    worlds = int(counts.sum())
    z = float(np.sqrt(chdtri(1, (1 - confidence) / len(counts))))
    return [
        Estimate(int(count), worlds, count / worlds, *wilson(int(count), worlds, z))
        for count in counts
    ]


def paired_difference(
    with_treatment: Bools, reference: Bools, confidence: float = CONFIDENCE
) -> Estimate:
    """Effect of a treatment on an event, world by world on the same luck: the score interval for
    paired shares [Newcombe1998].

    `count` is the number of worlds that the treatment turned, less those that it turned back.
    """
    worlds = with_treatment.size
    a = int(np.count_nonzero(with_treatment & reference))
    gained = int(np.count_nonzero(with_treatment & ~reference))
    lost = int(np.count_nonzero(~with_treatment & reference))
    neither = worlds - a - gained - lost
    z = z_score(confidence)
    p1, (low1, high1) = (a + gained) / worlds, wilson(a + gained, worlds, z)
    p2, (low2, high2) = (a + lost) / worlds, wilson(a + lost, worlds, z)
    phi = _correlation(a, gained, lost, neither)
    difference = p1 - p2
    below = _root(p1 - low1, high2 - p2, phi)
    above = _root(high1 - p1, p2 - low2, phi)
    return Estimate(gained - lost, worlds, difference, difference - below, difference + above)


def _correlation(a: int, b: int, c: int, d: int) -> float:
    margins = float(a + b) * (c + d) * (a + c) * (b + d)
    if margins == 0:
        return 0.0
    product, worlds = float(a) * d - float(b) * c, a + b + c + d
    corrected = max(product - worlds / 2, 0.0) if product > 0 else product
    return float(corrected / np.sqrt(margins))


def _root(x: float, y: float, phi: float) -> float:
    return float(np.sqrt(max(x * x - 2 * phi * x * y + y * y, 0.0)))
