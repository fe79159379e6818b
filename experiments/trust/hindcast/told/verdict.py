"""What the scores come to: whether the condition set beforehand is met, and what was said of entry.

The condition: a lower mean log score of the monthly ladder than frequency and than persistence.
Entry never came, so its score only ranks forecasts by how low they are; nothing is passed on it but
that a chance of one in twenty at least was given to what happened over the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.trust.hindcast.names import (
    ENTRY,
    FIXED,
    FREQUENCY,
    HIGHEST,
    MODEL,
    MONTH,
    NAMES,
    PERSISTENCE,
    SETS,
    WHOLE,
)
from experiments.trust.record.statistics import CLASSES
from experiments.trust.scores.reliability import Large, reliability
from experiments.trust.scores.windows import CODINGS, observed

if TYPE_CHECKING:
    from experiments.trust.hindcast.compared import Compared
    from experiments.trust.hindcast.sayings import Saying


@dataclass(frozen=True)
class Condition:
    """The condition under one coding and one information set."""

    information: str
    coding: str
    against: tuple[Compared, ...]  # frequency and persistence

    @property
    def passes(self) -> bool:
        """Whether the model is better than both in mean."""
        return all(each.won for each in self.against)


def verdicts(every: Sequence[Compared]) -> list[Condition]:
    """The condition in every information set under both codings."""
    wanted = {
        (each.information, each.coding, each.other): each
        for each in every
        if each.kind == MONTH and each.quantity == HIGHEST
    }
    return [
        Condition(how, coding, (wanted[how, coding, FREQUENCY], wanted[how, coding, PERSISTENCE]))
        for how in SETS
        for coding in CODINGS
    ]


def monthly(sayings: Sequence[Saying], information: str, name: str = MODEL) -> dict[str, float]:
    """A forecaster's P(entry) of every month, by its key."""
    return {
        each.window.key: each.chances[ENTRY]
        for each in sayings
        if (each.information, each.forecaster, each.window.kind) == (information, name, MONTH)
        and ENTRY in each.chances
    }


def in_the_large(sayings: Sequence[Saying], information: str, name: str = MODEL) -> Large:
    """P(no entry over the whole), forecast at once from the origin, or month by month."""
    whole = [
        each.chances[ENTRY]
        for each in sayings
        if (each.information, each.forecaster, each.window.kind) == (information, name, WHOLE)
        and ENTRY in each.chances
    ]
    if whole and information == FIXED:
        return Large(1 - whole[0])
    return Large(float(np.prod([1 - p for p in monthly(sayings, information, name).values()])))


def for_use_elsewhere(sayings: Sequence[Saying], quick: bool) -> dict[str, Any]:
    """P(no entry over the whole) and P(entry) of every month, by form of the model and information
    set.
    """
    return {
        "quick": quick,
        "none_over_the_whole": {
            name: {how: _short(in_the_large(sayings, how, name).none) for how in SETS}
            for name in NAMES
        },
        "monthly_entry": {
            name: {
                how: {key: _short(p) for key, p in monthly(sayings, how, name).items()}
                for how in SETS
            }
            for name in NAMES
        },
    }


def reliabilities(sayings: Sequence[Saying]) -> Iterator[dict[str, Any]]:
    """How often the classes of a month's course came, by how likely the model called them."""
    for how in SETS:
        mine = [
            each
            for each in sayings
            if (each.information, each.forecaster, each.window.kind) == (how, MODEL, MONTH)
        ]
        for coding in CODINGS:
            seen = np.array([observed()[each.window.key].course(HIGHEST, coding) for each in mine])
            for place, name in enumerate(CLASSES):
                chances = np.array([each.chances[f"{HIGHEST}_{name}"] for each in mine])
                for found in reliability(chances, seen == place):
                    yield {
                        "information": how,
                        "coding": coding,
                        "class": name,
                        "windows": found.windows,
                        "forecast": _short(found.forecast),
                        "happened": found.happened,
                        "low": _short(found.at_least),
                        "high": _short(found.at_most),
                        "reliable": found.reliable,
                    }


def _short(value: float) -> float:
    return float(f"{value:.8g}")
