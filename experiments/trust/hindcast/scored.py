"""What was said, scored against what the record tells of each window; less is better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from experiments.trust.hindcast.names import ENTRY
from experiments.trust.hindcast.sayings import Saying
from experiments.trust.record.statistics import CLASSES
from experiments.trust.scores.scored import Scored, of_classes, of_event, of_protest
from experiments.trust.scores.windows import CODINGS, PROTEST, QUANTITIES, observed

_EVENTS = (ENTRY, "fall", "step_down")


def scores(sayings: Sequence[Saying]) -> list[Scored]:
    """Every score of everything that was said, forecaster by forecaster."""
    together: dict[tuple[str, str, str], list[Saying]] = {}
    for each in sayings:
        together.setdefault((each.information, each.forecaster, each.coding), []).append(each)
    return [score for some in together.values() for score in _of(some)]


def _of(some: Sequence[Saying]) -> Iterator[Scored]:
    """Scores of what one forecaster says of many windows."""
    for quantity in QUANTITIES:
        for coding in CODINGS if some[0].coding == "" else (some[0].coding,):
            yield from _courses(some, quantity, coding)
    asked = [each for each in some if each.shares("protest", PROTEST) is not None]
    if asked:
        shares = np.array([each.shares("protest", PROTEST) for each in asked])
        yield from of_protest(*_who(asked), [each.window for each in asked], shares)
    for event in _EVENTS:
        yield from _event(some, event)


def _courses(some: Sequence[Saying], quantity: str, coding: str) -> Iterator[Scored]:
    asked = [each for each in some if each.shares(quantity, CLASSES) is not None]
    if asked:
        shares = np.array([each.shares(quantity, CLASSES) for each in asked])
        windows = [each.window for each in asked]
        yield from of_classes(*_who(asked), windows, quantity, coding, shares)


def _event(some: Sequence[Saying], event: str) -> Iterator[Scored]:
    asked = [
        each
        for each in some
        if event in each.chances and getattr(observed()[each.window.key], event) is not None
    ]
    if asked:
        chances = np.array([each.chances[event] for each in asked])
        yield from of_event(*_who(asked), [each.window for each in asked], event, chances)


def _who(some: Sequence[Saying]) -> tuple[str, str]:
    return some[0].forecaster, some[0].information
