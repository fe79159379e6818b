"""What was seen of worlds, and when they entered: all that is kept of their courses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from experiments.why.indicators.observables import GAUGES, OBSERVABLES
from sim.estimates.courses import Courses
from sim.estimates.histories import Histories
from sim.machine.arrays import Bools, Floats, Whole
from sim.world import ENTRIES, NEVER


@dataclass(frozen=True, eq=False)
class Sightings:
    """Worlds, worlds last; weeks are counted from 0, and what is seen is seen at a week's end."""

    first: Whole  # week in which each sign is first seen, NEVER if not, shape (signs, worlds)
    highest: Floats  # reading of each gauge up to the week asked for, shape (gauges, worlds)
    shown: Bools  # whether the world shows each thing that was seen, shape (things, worlds)
    entered: Whole  # week of entry, NEVER if not, shape (worlds,)
    ended: Whole  # week of entry or of the regime's fall, NEVER if neither, shape (worlds,)
    vector: Whole  # which vector of parameters each world has, shape (worlds,)

    @classmethod
    def joined(cls, parts: Sequence[Sightings]) -> Sightings:
        """Sightings of several lots, in their order."""
        names = [each.name for each in fields(cls)]
        return cls(*(
            np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in names
        ))  # fmt: skip

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        return self.vector.size

    def goes_on(self, week: int) -> Bools:
        """Which worlds have neither entered nor fallen by the end of a week, shape (worlds,)."""
        on: Bools = (self.ended == NEVER) | (self.ended > week)
        return on

    def enters(self, week: int, within: int) -> Bools:
        """Which worlds enter in the so many weeks that follow a week, shape (worlds,)."""
        entry: Bools = (self.entered > week) & (self.entered <= week + within)
        return entry

    def seen_by(self, week: int) -> Bools:
        """Which signs have been seen by the end of a week, shape (signs, worlds)."""
        seen: Bools = (self.first != NEVER) & (self.first <= week)
        return seen


def read(
    histories: Histories, courses: Courses, shown: Bools, week: int, vector: Whole
) -> Sightings:
    """What is kept of worlds that were lived; gauges are read up to a week."""
    ended = histories.ended.astype(np.int64)
    entry = np.isin(histories.outcome, ENTRIES)
    before = _before(ended, courses.weeks)
    first = [first_week(each.seen(courses) & before) for each in OBSERVABLES]
    highest = [_highest(each.reading(courses), before, week) for each in GAUGES]
    entered = np.where(entry, ended, NEVER)
    return Sightings(np.array(first), np.array(highest), shown, entered, ended, vector)


def first_week(seen: Bools) -> Whole:
    """The first week in which something is seen, NEVER where in none; seen has shape (weeks,
    worlds).
    """
    return np.where(seen.any(axis=0), seen.argmax(axis=0), NEVER)


def _before(ended: Whole, weeks: int) -> Bools:
    """The weeks at whose end a world still goes on, shape (weeks, worlds): the week of an entry
    tells what was done in it, and is no sign of it.
    """
    before: Bools = (np.arange(weeks)[:, None] < ended) | (ended == NEVER)
    return before


def _highest(reading: Floats, before: Bools, week: int) -> Floats:
    """The highest reading up to a week while the world goes on, shape (worlds,); -inf where it
    ended in the first week.
    """
    until = np.where(before, reading, -np.inf)[: week + 1]
    highest: Floats = until.max(axis=0).astype(float)
    return highest
