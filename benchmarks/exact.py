"""Do worlds end as often as was foreseen? An exact test of every outcome in every scenario,
together wrong one time in twenty.

A count of n worlds is binomial. The foreseen chance has an error of its own; a beta distribution
with its mean and variance stands for it, which makes the count beta-binomial. Counted and foreseen
worlds have different luck.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import betabinom, binom

from sim import Outcome, Scenario, simulate

FALSE_ALARM = 0.05  # chance that any comparison fails though all agree
NEGLIGIBLE = 1e-4  # of the binomial variance: a chance's own error that is left out


@dataclass(frozen=True)
class Compared:
    """One outcome of one scenario: the chance foreseen, the worlds that ended so, and how likely a
    count so far out is.
    """

    scenario: str
    outcome: str
    chance: float
    worlds: int
    count: int
    p_value: float


def compare(scenarios: Iterable[Mapping[str, object]], worlds: int) -> list[Compared]:
    """Every outcome of every scenario, the least likely first."""
    compared = (
        each
        for number, values in enumerate(scenarios)
        for each in _compared(values, worlds, seed=1000 + number)
    )
    return sorted(compared, key=lambda each: each.p_value)


def thresholds(comparisons: int) -> list[float]:
    """What each p-value, the smallest first, must be below to fail [Holm1979].

    All after the first that passes pass too.
    """
    return [FALSE_ALARM / left for left in range(comparisons, 0, -1)]


def p_value(count: int, worlds: int, chance: float, error: float) -> float:
    """Chance of a count at least so far out on its side, doubled.

    `error` is the standard error of the chance.
    """
    law = _law(worlds, chance, error)
    return float(min(1.0, 2 * min(law.cdf(count), law.sf(count - 1))))


def _compared(values: Mapping[str, object], worlds: int, seed: int) -> Iterable[Compared]:
    scenario, name = (
        Scenario().but(values),
        ", ".join(f"{path.rpartition('.')[2]} {value}" for path, value in values.items()),
    )
    counts = np.bincount(
        simulate(scenario, worlds, seed, estimator="counted").histories.outcome,
        minlength=len(Outcome),
    )
    foreseen = simulate(scenario, worlds, seed=1, estimator="conditional").histories.chances
    means, errors = foreseen.mean(axis=1), foreseen.std(axis=1, ddof=1) / np.sqrt(worlds)
    for outcome in Outcome:
        count, chance = int(counts[outcome]), float(means[outcome])
        yield Compared(
            name,
            outcome.name.lower(),
            chance,
            worlds,
            count,
            p_value(count, worlds, chance, float(errors[outcome])),
        )


def _law(worlds: int, chance: float, error: float) -> Any:
    """The law of the count."""
    if chance == 0:  # never foreseen in as many worlds: all that is known of its chance
        return betabinom(worlds, 1, worlds)
    spread = chance * (1 - chance)
    if worlds * error**2 <= NEGLIGIBLE * spread:
        return binom(worlds, chance)
    size = spread / error**2 - 1
    return betabinom(worlds, chance * size, (1 - chance) * size)
