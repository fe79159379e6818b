"""When an estimate from splitting is trusted, and when counting answers in its place.

Splitting is wrong where few families carry what it found, or where one world, which passed the
threshold from far off, weighs much of it: what was not seen could weigh more than what was. There
it is refused, and where plain worlds contradict it. Where as many plain worlds hold `TRUSTED`
events, counting can see, and answers first.
"""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import betainc, stdtrit

from sim.estimates.intervals import CONFIDENCE, ENOUGH, Estimate, effective, rate, wilson
from sim.machine.arrays import Floats

TRUSTED = ENOUGH  # effective families, or events counted, that an answer has to rest on
HEAVIEST = 0.05  # share of the estimate that one world may make
CONTRADICTION = 0.01  # chance of a count so far outside the interval that refuses splitting


@dataclass(frozen=True)
class Split:
    """What splitting found."""

    estimate: Estimate
    levels: tuple[float, ...]  # values of the quantity, the nearest to the threshold last
    families: float  # effective number of families that passed the threshold
    heaviest: float  # share of the estimate that the heaviest world makes
    lived: int  # whole lives of a world that it cost, the pilot's too

    @classmethod
    def of(cls, chance: Floats, heaviest: float, levels: tuple[float, ...], lived: int) -> Split:
        """What the chances of the event by family say, shape (families,)."""
        share = heaviest / max(float(chance.sum()), 1e-300)
        return cls(_average(chance), levels, _effective(chance), share, lived)

    @property
    def as_many(self) -> int:
        """Plain worlds that would have cost as many lives, and no fewer than it began with."""
        return max(self.lived, self.estimate.worlds)

    @property
    def refusal(self) -> str:
        """Why the estimate cannot be trusted; empty where it can."""
        if self.families == 0:
            return f"none of {self.estimate.worlds:,} families passed the threshold"
        if self.families < TRUSTED:
            return (
                f"it would rest on {self.families:.1f} of {self.estimate.worlds:,} families in "
                f"effect, and {TRUSTED} are needed"
            )
        if self.heaviest > HEAVIEST:
            return (
                f"one world, which passed the threshold from far off, would make "
                f"{self.heaviest:.0%} of it, and {HEAVIEST:.0%} is the most"
            )
        return ""


@dataclass(frozen=True)
class Answer:
    """What splitting and counting say together."""

    split: Split
    counted: Estimate

    @property
    def refusal(self) -> str:
        """Why splitting gives nothing; empty where it gives an estimate."""
        if self.split.refusal:
            return self.split.refusal
        chance = _chance_of_count(self.counted, self.split.estimate)
        if chance < CONTRADICTION:
            return (
                f"counting found {self.counted.count:,.0f} in {self.counted.worlds:,} worlds, too "
                f"far from the {self.split.estimate.probability:.1e} that splitting found"
            )
        return ""

    @property
    def counting_first(self) -> bool:
        """Whether counting has seen enough, or splitting gives nothing."""
        return self.counted.count >= TRUSTED or bool(self.refusal)

    @property
    def estimate(self) -> Estimate:
        """The answer."""
        return self.counted if self.counting_first else self.split.estimate


def _average(chance: Floats) -> Estimate:
    """The mean with the score interval of as many worlds as would be as sure.

    Their number is itself estimated, from the effective families, so the interval is as many
    standard errors wide as Student's.
    """
    mean, variance = float(chance.mean()), float(chance.var(ddof=1))
    if variance == 0 or not 0 < mean < 1:
        return rate(round(min(mean, 1.0) * chance.size), chance.size)
    worlds = mean * (1 - mean) * chance.size / variance
    quantile = float(stdtrit(max(_effective(chance) - 1, 1), 0.5 + CONFIDENCE / 2))
    low, high = wilson(mean * worlds, worlds, quantile)
    return Estimate(mean * chance.size, chance.size, mean, low, high)


def _effective(chance: Floats) -> float:
    """How many families with equal chances would be as sure."""
    return effective(float(chance.sum()), float((chance**2).sum()))


def _chance_of_count(counted: Estimate, split: Estimate) -> float:
    """Chance of a count at least so far out, at the end of the interval that is on its side."""
    count, worlds = counted.count, counted.worlds
    if counted.probability > split.high:
        return float(betainc(count, worlds - count + 1, split.high))
    if counted.probability < split.low:
        return float(1 - betainc(count + 1, worlds - count, split.low))
    return 1.0
