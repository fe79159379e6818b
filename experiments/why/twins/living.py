"""Twin worlds lived: twice by the dice, for what flips and when lives part, and twice with endings
foreseen, for the effect on how likely they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from experiments.engine.lots import Lot, cut, done
from experiments.why.twins.changed import Changed, as_it_is
from experiments.why.twins.differing import vector_of
from experiments.why.twins.divergence import parting
from experiments.why.twins.lives import drawn, foreseen
from experiments.why.twins.records import ENTRY, EVENTS, FAILED, FELL, FORESEEN, ULTIMATUM, Twins
from sim.estimates.courses import Courses
from sim.estimates.histories import Histories
from sim.laws.choice import in_order
from sim.luck import Luck
from sim.machine.arrays import Bools, Floats
from sim.scenario import Scenario
from sim.simulation import batch_size
from sim.world import ENTRIES, FALLS, NEVER

if TYPE_CHECKING:
    from experiments.plan.study import Study

_LOT = 1000  # worlds


@dataclass(frozen=True)
class _Life:
    """Worlds lived one way."""

    chances: Floats  # shape (events, worlds)
    happened: Bools  # shape (events, worlds)
    drawn: Histories
    courses: Courses


def twins(
    study: Study, changed: Sequence[Changed], worlds: int, workers: int | None = None
) -> list[Twins]:
    """Worlds 0, 1, ... of a study beside the same worlds with each thing changed.

    Says how far it is; raises Interrupted after Ctrl-C.
    """
    usual = as_it_is(study)
    lots = [
        Lot(live, (usual, tuple(changed), first, some), some * (1 + len(changed)))
        for first, some in cut(worlds, min(_LOT, batch_size(usual.scenario)))
    ]
    parts = done(lots, study.workers if workers is None else workers, "a look")
    return [Twins.joined(each) for each in zip(*parts, strict=True)]


def live(usual: Changed, changed: Sequence[Changed], first: int, worlds: int) -> list[Twins]:
    """Worlds first, first + 1, ... as they are beside the same with each thing changed."""
    numbers = np.arange(first, first + worlds, dtype=np.uint64)
    before = _lived(usual.scenario, usual.luck, numbers)
    vector = vector_of(usual.scenario, numbers)
    lives = (_lived(each.scenario, each.luck, numbers) for each in changed)
    return [_beside(vector, before, after) for after in lives]


def _beside(vector: NDArray[np.int64], before: _Life, after: _Life) -> Twins:
    lives = (before, after)
    week, who = parting(before.courses, after.courses)
    entered = [np.isin(each.drawn.outcome, ENTRIES) for each in lives]
    became = [
        np.where(enters, 0, 1 + each.drawn.blocked)
        for enters, each in zip(entered, lives, strict=True)
    ]
    return Twins(
        vector=vector,
        chances=np.array([each.chances for each in lives]),
        happened=np.array([each.happened for each in lives]),
        became=np.array(became),
        ended=np.array([each.drawn.ended for each in lives]),
        week=week,
        who=who,
    )


def _lived(scenario: Scenario, luck: Luck, numbers: NDArray[np.uint64]) -> _Life:
    histories, courses = drawn(scenario, luck, numbers)
    chances = foreseen(scenario, luck, numbers).chances
    happened = {
        ENTRY: np.isin(histories.outcome, ENTRIES),
        ULTIMATUM: histories.ultimatum != NEVER,
        FAILED: histories.failed_orders > 0,
        FELL: np.isin(histories.outcome, FALLS),
    }
    endings = {ENTRY: ENTRIES, FELL: FALLS}
    rows = [
        in_order(chances[list(endings[each])]) if each in FORESEEN else happened[each].astype(float)
        for each in EVENTS
    ]
    brought = np.array([happened[each] for each in EVENTS])
    return _Life(np.array(rows), brought, histories, courses)
