"""Worlds lived again and again on the same luck: as he likes, and with each answer forced.

A world that is not asked in the first year is lived once. A forced answer begins in the week in
which he would have answered anyway, so the twins are asked in the same week, in the same world.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.engine.lots import Lot, cut, done
from experiments.why.dilemma.answers import (
    ANSWERS,
    ENTERS,
    HELD,
    YEAR,
    Place,
    kept,
    unforced,
)
from experiments.why.dilemma.records import Lives, Twin, joined
from experiments.why.first_answers import FirstAnswers
from sim.estimates.histories import Histories
from sim.machine.arrays import Floats
from sim.model import WarEntry
from sim.scenario import Scenario
from sim.world import ENTRIES, NEVER

_LOT = 500  # worlds lived at a time, once for each answer


def lives(
    base: Scenario, asked: Sequence[Place], worlds: int, seed: int, workers: int
) -> dict[Place, Lives]:
    """The lives of every place; says how far it is, and raises Interrupted after Ctrl-C."""
    order = [(place, *lot) for lot in cut(worlds, _LOT) for place in asked]
    lots = [
        Lot(live, (unforced(base, place), first, count, seed), count)
        for place, first, count in order
    ]
    parts: dict[Place, list[Lives]] = {place: [] for place in asked}
    for (place, *_), part in zip(order, done(lots, workers, "a look"), strict=True):
        parts[place].append(part)
    return {place: joined(each) for place, each in parts.items()}


def live(scenario: Scenario, first: int, worlds: int, seed: int) -> Lives:
    """The lives of worlds first, first + 1, ..."""
    numbers = np.arange(first, first + worlds, dtype=np.uint64)
    model = WarEntry(scenario, numbers=numbers, worlds=worlds, seed=seed, collect=False)
    expected = FirstAnswers(model).found
    free = _to_the_end(model)
    asked = (free.answered != NEVER) & (free.answered < YEAR)
    free, numbers = free.taken(np.flatnonzero(asked)), numbers[asked]
    twins = _twins(scenario, numbers, seed)
    limited = twins.get((ENTERS, YEAR), free)
    enters = np.isin(free.outcome, ENTRIES)
    return Lives(
        worlds=worlds,
        number=numbers,
        answered=free.answered,
        choice=expected.choice[asked],
        own=expected.own[:, asked],
        true=expected.true[:, asked],
        entered=enters & (free.ended <= free.answered + YEAR),
        went=enters & (free.ended == free.answered),
        lasted=_lasted(free),
        lasted_with={twin: _lasted(each) for twin, each in twins.items()}
        or {(rung, weeks): np.zeros(0) for rung in ANSWERS for weeks in HELD},
        obeys=np.isin(limited.outcome, ENTRIES) & (limited.ended == limited.answered),
    )


def _twins(scenario: Scenario, numbers: NDArray[np.uint64], seed: int) -> dict[Twin, Histories]:
    """The same worlds with every answer forced; none where no world was asked."""
    if not numbers.size:
        return {}
    return {
        (rung, weeks): _to_the_end(
            WarEntry(kept(scenario, rung, weeks), numbers=numbers, seed=seed, collect=False)
        )
        for weeks in HELD
        for rung in ANSWERS
    }


def _to_the_end(model: WarEntry) -> Histories:
    while model.running:
        model.step()
    histories = model.histories
    model.__dict__.clear()  # a Mesa model refers to itself
    return histories


def _lasted(histories: Histories) -> Floats:
    """Weeks from his first answer to the end of his rule, inf where that lasted; shape (worlds,)"""
    weeks = (histories.fell - histories.answered).astype(float)
    return np.where(histories.fell == NEVER, np.inf, weeks)
