"""Simulated years that tests share: each treatment is lived once, all of them on the same luck."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import Outcome, Outcomes, Scenario, simulate
from sim.estimates.intervals import Estimate, paired_difference, z_score
from sim.world import ENTRIES, FALLS

SEED = 1
WORLDS = 1024  # unless a test needs rarer events
# The army is a stratified sample and its soldiers share luck of loyalty: from 128 soldiers on
# their number moves no figure by as much as the error of a few thousand worlds.
SMALL = {"army.soldiers": 128, "public.citizens": 128}

Marked = NDArray[np.bool_]
Event = Callable[[Outcomes], Marked]
Amount = Callable[[Outcomes], NDArray[Any]]  # a number a world


def lived(
    changes: Mapping[str, Any] | None = None, worlds: int = WORLDS, estimator: str = "counted"
) -> Outcomes:
    """The worlds of one treatment; asked for twice, lived once."""
    hashable = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in (changes or {}).items()
    }
    return _lived(tuple(sorted(hashable.items())), worlds, estimator)


def effect(
    event: Event,
    treatment: Mapping[str, Any],
    reference: Mapping[str, Any] | None = None,
    worlds: int = WORLDS,
) -> Estimate:
    """The paired difference that a treatment makes to an event."""
    return paired_difference(event(lived(treatment, worlds)), event(lived(reference, worlds)))


def effect_on_chance(
    outcomes: tuple[Outcome, ...],
    treatment: Mapping[str, Any],
    reference: Mapping[str, Any] | None = None,
    worlds: int = WORLDS,
) -> Estimate:
    """The paired difference that a treatment makes to the chance, foreseen in each world, of ending
    in one of some outcomes: for what is too rare to be counted.
    """
    treated, plain = (
        lived(changes, worlds, "conditional").histories.chances[list(outcomes)].sum(axis=0)
        for changes in (treatment, reference)
    )
    return _mean(treated - plain)


def effect_on_share(
    part: Amount,
    whole: Amount,
    treatment: Mapping[str, Any],
    reference: Mapping[str, Any] | None = None,
    worlds: int = WORLDS,
) -> Estimate:
    """The paired difference that a treatment makes to the share that some events are of others, the
    events of one world taken together: to first order in the error of either.
    """
    shares, errors = [], []
    for changes in (treatment, reference):
        outcomes = lived(changes, worlds)
        some, all_ = part(outcomes).astype(float), whole(outcomes).astype(float)
        shares.append(some.mean() / all_.mean())
        errors.append((some - shares[-1] * all_) / all_.mean())
    return _mean(errors[0] - errors[1] + shares[0] - shares[1])


def entered(outcomes: Outcomes) -> Marked:
    return outcomes.entered


def order_failed(outcomes: Outcomes) -> Marked:
    return outcomes.histories.failed_orders > 0


def failed_orders(outcomes: Outcomes) -> NDArray[Any]:
    """Orders that failed or ended in mutiny, in each world."""
    return outcomes.histories.failed_orders


def orders(outcomes: Outcomes) -> NDArray[Any]:
    """Orders to enter, in each world."""
    return outcomes.histories.failed_orders + outcomes.entered


def mutinied(outcomes: Outcomes) -> Marked:
    return outcomes.histories.outcome == Outcome.MUTINY


def ultimatum_came(outcomes: Outcomes) -> Marked:
    return outcomes.histories.ultimatum >= 0


def regime_fell(outcomes: Outcomes) -> Marked:
    return np.isin(outcomes.histories.outcome, FALLS)


def effect_on_entry(
    treatment: Mapping[str, Any],
    reference: Mapping[str, Any] | None = None,
    worlds: int = WORLDS,
) -> Estimate:
    """The paired difference that a treatment makes to the chance of entry, foreseen."""
    return effect_on_chance(ENTRIES, treatment, reference, worlds)


def certainly_more(difference: Estimate) -> bool:
    """Whether the interval of a paired difference lies above zero."""
    return difference.low > 0


def certainly_fewer(difference: Estimate) -> bool:
    """Whether the interval of a paired difference lies below zero."""
    return difference.high < 0


def _mean(numbers: NDArray[Any]) -> Estimate:
    """The mean of a number a world, with a normal interval from its spread over worlds."""
    middle = float(numbers.mean())
    reach = z_score() * float(numbers.std(ddof=1)) / np.sqrt(numbers.size)
    return Estimate(float(numbers.sum()), numbers.size, middle, middle - reach, middle + reach)


@lru_cache(maxsize=128)
def _lived(changes: tuple[tuple[str, Any], ...], worlds: int, estimator: str) -> Outcomes:
    return simulate(Scenario().but(dict(changes)), worlds, SEED, estimator=estimator)
