"""Rare events on the way: worlds that come nearer to the event are copied (see `families`).

For questions that are thresholds on a world's path, such as compliance falling below a half, no
chance is known before a draw, so the conditional estimator cannot help. Splitting can, where the
way to the event leads over levels. A pilot sets the levels, so that about one in `SPLIT` of the
worlds that came to a level comes to the next; families with other luck then give the estimate. Its
interval is the score interval [Wilson1927] for the effective number of families. An estimate that
rests on too few of them is refused: what has not been seen could weigh more than what has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.estimates import CONFIDENCE, Estimate, rate, wilson
from sim.families import SPLIT, Families, Leaves
from sim.parameters import ScenarioError
from sim.passing import Event
from sim.scenario import Scenario
from sim.simulate import batch_size

Floats = NDArray[np.float64]
TRUSTED = 10  # effective families that an estimate has to rest on
_PILOT = 512  # first worlds of a round of the pilot
_SEEN = 20  # families of the pilot that have to come to a level
_OWN_LUCK = 2**31  # first number of the worlds that are split; plain worlds stay below


@dataclass(frozen=True)
class Split:
    """What splitting found."""

    estimate: Estimate
    levels: tuple[float, ...]  # values of the quantity, the nearest to the threshold last
    families: float  # effective number of families that passed the threshold
    largest: float  # share of the estimate that the largest family makes
    lived: int  # years of all worlds, the pilot's too, in horizons: what it cost

    @property
    def refusal(self) -> str:
        """Why the estimate is not to be trusted; empty where it is."""
        if self.families == 0:
            return f"none of {self.estimate.worlds:,} families passed the threshold"
        if self.families < TRUSTED:
            return (
                f"it would rest on {self.families:.1f} of {self.estimate.worlds:,} families, and "
                f"{TRUSTED} are needed; the largest makes {self.largest:.0%} of it"
            )
        return ""


def rare(
    scenario: Scenario,
    event: Event,
    worlds: int = 8192,
    seed: int = 0,
    advance: Callable[[int], None] = lambda worlds: None,
) -> Split:
    """P(event before the world ends) from the families of so many first worlds."""
    if worlds < 2:
        raise ScenarioError(f"worlds = {worlds}: at least 2 are needed")
    event.check(scenario)
    levels, number, weeks = _pilot(scenario, event, seed)
    chances, size = [], max(1, batch_size(scenario) // SPLIT)
    for first in range(0, worlds, size):
        batch = min(size, worlds - first)
        families = Families(scenario, event, levels, batch, seed, number)
        chances.append(families.live().chances(batch))
        number, weeks = families.number, weeks + families.lived
        advance(batch)
    chance = np.concatenate(chances)
    return Split(
        estimate=_estimate(chance),
        levels=tuple(event.value(float(each)) for each in levels),
        families=_effective(chance),
        largest=float(chance.max() / max(chance.sum(), 1e-300)),
        lived=-(-weeks // scenario.weeks),
    )


def _pilot(scenario: Scenario, event: Event, seed: int) -> tuple[Floats, int, int]:
    """Levels that each about one in SPLIT comes to, the next number that is free, weeks lived.

    Every round splits at the levels known so far, and sees further.
    """
    levels, number, weeks = np.zeros(0), _OWN_LUCK, 0
    while True:
        families = Families(scenario, event, levels, _PILOT, seed, number)
        further = _further(families.live(), levels)
        number, weeks = families.number, weeks + families.lived
        if further.size == 0:
            return levels, number, weeks
        levels = np.append(levels, further)


def _further(leaves: Leaves, levels: Floats) -> Floats:
    """Levels beyond those known, as far as enough families have come."""
    last = levels[-1] if levels.size else -np.inf
    found: list[float] = []
    while True:
        level = _next(leaves, last)
        if level is None:
            return np.array(found)
        found.append(level)
        last = level


def _next(leaves: Leaves, last: float) -> float | None:
    """The nearest that one in SPLIT of the weight at the last level came; none where the event
    itself is as likely, or where too few families came any nearer.
    """
    values = np.unique(leaves.nearest[leaves.nearest > last])
    order = np.argsort(leaves.nearest)
    nearest, tail = leaves.nearest[order], np.cumsum(leaves.weight[order][::-1])[::-1]
    there = tail[min(np.searchsorted(nearest, last), nearest.size - 1)]
    shares = tail[np.searchsorted(nearest, values)] / there
    likely = values[shares >= 1 / SPLIT]
    level = likely[-1] if likely.size else values[0] if values.size else np.inf
    families = np.unique(leaves.family[leaves.nearest >= level]).size
    return None if np.isinf(level) or families < _SEEN else float(level)


def _effective(chance: Floats) -> float:
    """How many families of equal chances would be as sure."""
    squares = float((chance**2).sum())
    return float(chance.sum()) ** 2 / squares if squares > 0 else 0.0


def _estimate(chance: Floats) -> Estimate:
    """The mean with the score interval of as many worlds as would be as sure.

    Their number is estimated from the effective families, so the interval is as many times Student's
    quantile wide.
    """
    mean, variance = float(chance.mean()), float(chance.var(ddof=1))
    if variance == 0 or not 0 < mean < 1:
        return rate(round(mean * chance.size), chance.size)
    worlds = mean * (1 - mean) * chance.size / variance
    quantile = float(stdtrit(max(_effective(chance) - 1, 1), 0.5 + CONFIDENCE / 2))
    low, high = wilson(mean * worlds, worlds, quantile)  # type: ignore[arg-type]
    return Estimate(mean * chance.size, chance.size, mean, low, high)
