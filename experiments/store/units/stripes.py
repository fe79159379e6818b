"""Stripes: consecutive treatments of a study of many, lived and written together.

The worlds of a stripe of P treatments are numbered round by round: `world * P + place in the
stripe`. So cells, chunks and their halves work on a stripe as they do on a treatment, down to one
world of one treatment, and more replications are more rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from experiments.plan.identity import digest
from experiments.plan.values import Value
from experiments.store import chunks
from experiments.store.units.sums import PointCounts
from sim.machine.arrays import Whole
from sim.scenario import Ensemble

if TYPE_CHECKING:
    from experiments.plan.treatments import Treatments
    from experiments.store.failures import Failure

CELL = 8_192  # worlds in a first cell


@dataclass(frozen=True)
class Points:
    """All that a worker has to know of a stripe."""

    keys: tuple[str, ...]  # of its treatments
    values: dict[str, list[Value]]  # swept path or group -> the value of each
    ensemble: Ensemble
    first_worlds: NDArray[np.uint64]
    seed: int
    estimator: str

    @classmethod
    def of(cls, treatments: Treatments, places: Sequence[int]) -> Points:
        """Some treatments of a study, to be lived together."""
        one = treatments[places[0]]
        first_worlds = [treatments.first_world(place) for place in places]
        return cls(
            keys=tuple(treatments.keys[place] for place in places),
            values=_values(treatments, places),
            ensemble=treatments.ensemble(places),
            first_worlds=np.array(first_worlds, dtype=np.uint64),
            seed=one.seed,
            estimator=one.estimator,
        )

    @property
    def points(self) -> int:
        """How many there are."""
        return len(self.keys)

    def places(self, first: int, stop: int) -> tuple[Whole, Whole]:
        """Of the stripe's worlds `first` to `stop` - 1: the places of their treatments, and their
        numbers there.
        """
        number = np.arange(first, stop, dtype=np.int64)
        return number % self.points, number // self.points

    def whose(self, world: int) -> tuple[str, int]:
        """Of a world of the stripe: the key of its treatment, and its number there."""
        return self.keys[world % self.points], world // self.points


@dataclass(frozen=True)
class Stripe:
    """Consecutive treatments of a study."""

    treatments: Treatments  # of the whole study
    first: int
    stop: int
    rounds: int  # worlds that each of them is to have

    @cached_property
    def key(self) -> str:
        """A short name that only these treatments in this order have."""
        return digest(self._keys, len(self._keys[0]))

    @property
    def points(self) -> int:
        """How many treatments it has."""
        return self.stop - self.first

    @property
    def worlds(self) -> int:
        """How many worlds all its treatments are to have."""
        return self.points * self.rounds

    @property
    def places(self) -> range:
        """The places of its treatments in the study."""
        return range(self.first, self.stop)

    @property
    def values(self) -> dict[str, list[Value]]:
        """The swept values of its treatments, by path or group."""
        return _values(self.treatments, self.places)

    @property
    def label(self) -> str:
        """Its first and its last treatment."""
        first, last = (self.treatments[place].label for place in (self.first, self.stop - 1))
        return first if self.points == 1 else f"from {first} to {last}"

    @cached_property
    def cell(self) -> int:
        """Worlds in a first cell: fewer where populations are large."""
        alone = chunks.first_cell(self.treatments[self.first].scenario)
        return min(CELL, chunks.GROWTH * alone)

    @property
    def lives(self) -> Points:
        """What a worker has to know of it."""
        return Points.of(self.treatments, self.places)

    def counted(self, tables: Iterable[pa.Table]) -> PointCounts:
        """The counts that tables were made from, added up."""
        counts = PointCounts.none(self.points)
        for table in tables:
            counts.add(PointCounts.from_table(table, self.points))
        return counts

    def lost(self, failures: Iterable[Failure]) -> list[int]:
        """Which of its worlds failed."""
        failed = list(failures)
        places = {key: place for place, key in enumerate(self._keys)} if failed else {}
        return [
            each.world * self.points + places[each.treatment]
            for each in failed
            if each.treatment in places
        ]

    @property
    def _keys(self) -> list[str]:
        return self.treatments.keys[self.first : self.stop]


def _values(treatments: Treatments, places: Sequence[int]) -> dict[str, list[Value]]:
    rows = [treatments.values(place) for place in places]
    return {path: [row[path] for row in rows] for path in rows[0]}
