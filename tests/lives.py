"""Simulated years that tests share: each treatment is lived once, all of them on the same luck."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import Outcome, Outcomes, Scenario, simulate
from sim.estimates.intervals import Estimate, paired_difference

SEED = 1
WORLDS = 1024  # unless a test needs rarer events

Marked = NDArray[np.bool_]
Event = Callable[[Outcomes], Marked]


def lived(changes: Mapping[str, Any] | None = None, worlds: int = WORLDS) -> Outcomes:
    """The worlds of one treatment; asked for twice, lived once."""
    return _lived(tuple(sorted((changes or {}).items())), worlds)


def effect(
    event: Event,
    treatment: Mapping[str, Any],
    reference: Mapping[str, Any] | None = None,
    worlds: int = WORLDS,
) -> Estimate:
    """The paired difference that a treatment makes to an event."""
    return paired_difference(event(lived(treatment, worlds)), event(lived(reference, worlds)))


def entered(outcomes: Outcomes) -> Marked:
    return outcomes.entered


def order_failed(outcomes: Outcomes) -> Marked:
    return outcomes.histories.failed_orders > 0


def mutinied(outcomes: Outcomes) -> Marked:
    return outcomes.histories.outcome == Outcome.MUTINY


def ultimatum_came(outcomes: Outcomes) -> Marked:
    return outcomes.histories.ultimatum >= 0


def regime_fell(outcomes: Outcomes) -> Marked:
    return np.isin(outcomes.histories.outcome, (Outcome.MUTINY, Outcome.UPRISING, Outcome.REPLACED))


def certainly_more(difference: Estimate) -> bool:
    """Whether the interval of a paired difference lies above zero."""
    return difference.low > 0


def certainly_fewer(difference: Estimate) -> bool:
    """Whether the interval of a paired difference lies below zero."""
    return difference.high < 0


@lru_cache(maxsize=128)
def _lived(changes: tuple[tuple[str, Any], ...], worlds: int) -> Outcomes:
    return simulate(Scenario().but(dict(changes)), worlds, SEED)
