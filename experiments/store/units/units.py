"""The units of a study: each treatment by itself, or where there are many, stripes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

import pyarrow as pa

from experiments.plan.treatments import EACH
from experiments.store.chunks import first_cell
from experiments.store.counts import Counts
from experiments.store.units.stripes import Stripe

if TYPE_CHECKING:
    from experiments.plan.treatments import Treatment, Treatments
    from experiments.store.failures import Failure

STRIPE = 512  # treatments that are lived together where there are more


@dataclass(frozen=True)
class Single:
    """A treatment that is lived by itself."""

    lives: Treatment
    points: int = 1

    @property
    def key(self) -> str:
        """The treatment's key."""
        return self.lives.key

    @property
    def label(self) -> str:
        """The treatment's swept values in words."""
        return self.lives.label

    @property
    def worlds(self) -> int:
        """How many worlds it is to have."""
        return self.lives.worlds

    @property
    def cell(self) -> int:
        """Worlds in a first cell."""
        return first_cell(self.lives.scenario)

    def counted(self, tables: Iterable[pa.Table]) -> Counts:
        """The counts that tables were made from, added up."""
        weeks = self.lives.scenario.weeks
        counts = Counts.none(weeks)
        for table in tables:
            counts.add(Counts.from_table(table, weeks))
        return counts

    def lost(self, failures: Iterable[Failure]) -> list[int]:
        """Which of its worlds failed."""
        return [each.world for each in failures if each.treatment == self.key]


Unit = Single | Stripe


class Units(Sequence[Unit]):
    """The units of a study, in the order of its treatments."""

    def __init__(self, treatments: Treatments) -> None:
        self.treatments = treatments
        self.striped = len(treatments) > EACH  # whether treatments are lived together
        self.size = STRIPE if self.striped else 1  # treatments in a unit
        self._kept: dict[int, Unit] = {}

    def __len__(self) -> int:
        return -(-len(self.treatments) // self.size)

    @overload
    def __getitem__(self, place: int) -> Unit: ...
    @overload
    def __getitem__(self, place: slice) -> list[Unit]: ...
    def __getitem__(self, place: int | slice) -> Unit | list[Unit]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        if place not in self._kept:
            self._kept[place] = self._made(place)
        return self._kept[place]

    @property
    def stripes(self) -> list[Stripe]:
        """The units of a study of many treatments."""
        return [unit for unit in self if isinstance(unit, Stripe)]

    @property
    def singles(self) -> list[Single]:
        """The units of a study of few treatments."""
        return [unit for unit in self if isinstance(unit, Single)]

    def home(self, key: str) -> tuple[Unit, int]:
        """The unit that a treatment is in, and its place there."""
        place = self._places[key]
        return self[place // self.size], place % self.size

    def rounds(self) -> list[int]:
        """How many worlds the treatments of each unit are to have: as many as its first."""
        return [self._rounds(place * self.size) for place in range(len(self))]

    def having(self, rounds: Sequence[int]) -> Treatments:
        """The treatments, those of each unit with its own number of worlds."""
        worlds = [each for each in rounds for _ in range(self.size)]
        return self.treatments.having(worlds[: len(self.treatments)])

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.treatments.keys)}

    def _made(self, place: int) -> Unit:
        first = place * self.size
        if not self.striped:
            return Single(self.treatments[first])
        stop = min(first + self.size, len(self.treatments))
        return Stripe(self.treatments, first, stop, self._rounds(first))

    def _rounds(self, place: int) -> int:
        worlds = self.treatments.worlds
        return worlds if isinstance(worlds, int) else worlds[place]
