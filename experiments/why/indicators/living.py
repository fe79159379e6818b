"""Worlds lived over what is believed, and what is seen of each: a lot at a time, because courses
take memory.

World w has vector w modulo the number of vectors, as in every mixture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from experiments.engine.lots import Lot, cut, done
from experiments.mistakes import UserError
from experiments.plan.study import Study
from experiments.plan.vectors import FROM_PRIOR, PRIOR_SEED
from experiments.why.indicators.sightings import Sightings, read
from experiments.why.points.believed import Believed
from sim.allowed import ScenarioError
from sim.estimates.courses import Courses
from sim.machine.arrays import Bools, Floats
from sim.scenario import Ensemble, Scenario
from sim.simulation import live

WHAT = "what the indicators show"
_LOT = 1000  # worlds
_RISING = "rising"  # a path of pressure that climbs over the whole horizon


class Showing(Protocol):
    """Something that was seen."""

    def shown(self, courses: Courses) -> Bools:
        """Which worlds show it, shape (worlds,)."""


@dataclass(frozen=True, eq=False)
class Watched:
    """Worlds that were watched, and what they were lived with."""

    sightings: Sightings
    believed: Believed
    unit: Floats  # the vectors, as shares of the prior, shape (vectors, coordinates)
    weeks: int  # lived


def watched(
    study: Study, worlds: int, week: int, weeks: int, things: Sequence[Showing] = ()
) -> Watched:
    """So many worlds of a study's scenario, lived for so many weeks, and what is seen of each:
    signs and things in all weeks, gauges up to a week; the same whatever the number of workers.

    Raises UserError where the scenario cannot be lived for so long or has nothing to vary, and
    Interrupted after Ctrl-C.
    """
    believed = Believed.of(replace(study, base=_lasting(study, weeks)))
    unit = believed.vectors
    if unit is None:
        unit = believed.drawn(FROM_PRIOR, PRIOR_SEED)
    ensemble = believed.ensemble(unit)
    lots = [
        Lot(_sightings, (ensemble, first, many, study.seed, week, tuple(things)), many)
        for first, many in cut(worlds, _LOT)
    ]
    return Watched(Sightings.joined(done(lots, study.workers, WHAT)), believed, unit, weeks)


def _sightings(
    ensemble: Ensemble, first: int, worlds: int, seed: int, week: int, things: Sequence[Showing]
) -> Sightings:
    """What is seen of worlds first, first + 1, ..."""
    numbers = np.arange(first, first + worlds, dtype=np.uint64)
    vector = np.arange(first, first + worlds) % ensemble.points
    histories, courses = live(ensemble, vector, numbers, seed, courses=True)
    shown = np.array([each.shown(courses) for each in things], dtype=bool)
    return read(histories, courses, shown.reshape(len(things), worlds), week, vector)


def _lasting(study: Study, weeks: int) -> Scenario:
    """The study's scenario over so many weeks."""
    base = study.base
    if weeks == base.weeks:
        return base
    if base.pressure.path == _RISING:
        raise UserError(
            f"pressure climbs over {base.weeks} weeks and {weeks} have to be lived: say weeks="
            f"{weeks}, or take a pressure that does not rise"
        )
    try:
        return base.but({"weeks": weeks})
    except ScenarioError as mistake:
        raise UserError(f"weeks = {weeks} have to be lived: {mistake}") from None
