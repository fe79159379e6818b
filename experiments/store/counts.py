"""Counts: all that the tables need to know of a treatment, in whole numbers that add up over
chunks of worlds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.estimates.fates import Fates
from sim.estimates.many import estimates
from sim.estimates.masses import ROWS, Masses, carry
from sim.estimates.outcomes import Outcomes
from sim.estimates.weekly import BINS, CHOICES, FAR_BINS, FARTHEST, QUANTITIES, Weekly
from sim.machine.arrays import Floats, Whole
from sim.world import Block, Rung

Shapes = Mapping[str, tuple[int, ...]]
_WEEKLY = tuple(each.name for each in fields(Weekly))
_FATES = tuple(each.name for each in fields(Fates))


class Sparse:
    """Arrays of whole numbers, kept as the rows of a table: those that are not zero."""

    def to_table(self) -> pa.Table:
        """A row for each number that is not zero: which array, where in it, how many."""
        columns: dict[str, list[NDArray[np.generic]]] = {"array": [], "place": [], "count": []}
        for name in self.__dataclass_fields__:  # type: ignore[attr-defined]
            flat = getattr(self, name).ravel()
            places = np.flatnonzero(flat)
            columns["array"].append(np.full(places.size, name))
            columns["place"].append(places.astype(np.int32))
            columns["count"].append(flat[places])
        arrays = {name: np.concatenate(parts) for name, parts in columns.items()}
        return pa.table({**arrays, "array": pa.array(arrays["array"]).dictionary_encode()})

    @staticmethod
    def zeros(shapes: Shapes) -> dict[str, Whole]:
        """Arrays without anything in them."""
        return {name: np.zeros(shape, dtype=np.int64) for name, shape in shapes.items()}

    @classmethod
    def filled(cls, shapes: Shapes, table: pa.Table) -> dict[str, Whole]:
        """The arrays that a table was made from."""
        arrays = cls.zeros(shapes)
        kept = table["array"].combine_chunks()
        names, codes = kept.dictionary.to_pylist(), kept.indices.to_numpy()
        places, numbers = table["place"].to_numpy(), table["count"].to_numpy()
        for code, name in enumerate(names):
            mine = codes == code
            arrays[name].ravel()[places[mine]] = numbers[mine]
        return arrays


@dataclass
class EntrySums:
    """What P(entry) is told from, of each treatment of a unit."""

    worlds: Whole  # (points,)
    sums: Whole  # of the chances of entry, (points, 2, 3)
    _widest: float | None = None

    def add(self, other: EntrySums) -> None:
        """Add the sums of other worlds."""
        self.worlds += other.worlds
        self.sums += other.sums
        carry(self.sums)
        self._widest = None

    @property
    def half_widths(self) -> Floats:
        """Half of the 95 % interval of P(entry) under each treatment that has worlds."""
        begun = self.worlds > 0
        found = estimates(self.sums[begun], self.worlds[begun])
        return (found.high - found.low) / 2

    @property
    def widest(self) -> float:
        """The widest of them."""
        if self._widest is None:
            self._widest = float(self.half_widths.max(initial=0.0))
        return self._widest


@dataclass(frozen=True)
class Counts(Sparse):
    """Sums over the worlds of one treatment."""

    worlds: Whole  # (1,)
    living: Whole  # (weeks,)
    states: Whole  # (weeks, quantities, bins)
    beyond: Whole  # (weeks, quantities that can leave their scale, bins beyond it)
    putin: Whole  # (weeks, options)
    lukashenko: Whole  # (weeks, rungs)
    opposition: Whole  # (weeks, tactics)
    # chances of every outcome by the end of each week, as in sim.estimates.masses:
    # (rows, weeks, 2, 3)
    incidence: Whole
    final: Whole  # the same at the horizon, (rows, 2, 3)
    blocks: Whole  # chances of each thing that blocked entry, (blocks, 2, 3)
    rungs: Whole  # chances of each highest rung, (rungs, 2, 3)
    # what became of his rule and of expeditions, as in sim.estimates.fates; nothing where worlds
    # are not followed beyond entry
    alone: Whole
    beside: Whole
    together: Whole
    became: Whole
    expedition: Whole
    lasted: Whole
    toll: Whole

    @classmethod
    def none(cls, weeks: int) -> Counts:
        """No worlds yet."""
        return cls(**cls.zeros(_shapes(weeks)))

    @classmethod
    def from_table(cls, table: pa.Table, weeks: int) -> Counts:
        """The counts that a table was made from."""
        return cls(**cls.filled(_shapes(weeks), table))

    @classmethod
    def of(cls, outcomes: Outcomes) -> Counts:
        """The counts of a chunk of worlds."""
        masses, weekly, entries = outcomes.masses, outcomes.weekly, outcomes.entries
        fates = Fates.empty(weekly.living.size)
        if entries is not None:
            fates = Fates.of(outcomes.histories, entries)
        return cls(
            worlds=np.array([outcomes.histories.worlds]),
            incidence=masses.incidence,
            final=masses.incidence[:, -1].copy(),
            blocks=masses.blocks,
            rungs=masses.rungs,
            **{name: getattr(weekly, name) for name in _WEEKLY},
            **{name: getattr(fates, name) for name in _FATES},
        )

    def add(self, other: Counts) -> None:
        """Add the counts of other worlds."""
        self.worlds[...] += other.worlds
        self.weekly.merge(other.weekly)
        self.fates.merge(other.fates)
        for mine, its in zip(self._masses(), other._masses(), strict=True):
            mine.merge(its)

    def _masses(self) -> tuple[Masses, Masses]:
        """Sums of chances, which carry when they are added: week by week, and at the horizon."""
        none = np.zeros((0, 2, 3), dtype=np.int64)
        return Masses(self.incidence, self.blocks, self.rungs), Masses(self.final, none, none)

    @property
    def entries(self) -> EntrySums:
        """The part that P(entry) is told from."""
        return EntrySums(self.worlds.copy(), self.final[ROWS.index("entry")][None].copy())

    @property
    def weekly(self) -> Weekly:
        """The week-by-week part."""
        return Weekly(**{name: getattr(self, name) for name in _WEEKLY})

    @property
    def fates(self) -> Fates:
        """What became of his rule and of expeditions."""
        return Fates(**{name: getattr(self, name) for name in _FATES})


def _shapes(weeks: int) -> dict[str, tuple[int, ...]]:
    choices = {name: (weeks, len(options)) for name, options in CHOICES.items()}
    return {
        "worlds": (1,), "living": (weeks,), "states": (weeks, len(QUANTITIES), BINS),
        "beyond": (weeks, len(FARTHEST), FAR_BINS), **choices,
        "incidence": (len(ROWS), weeks, 2, 3), "final": (len(ROWS), 2, 3),
        "blocks": (len(Block), 2, 3), "rungs": (len(Rung), 2, 3), **Fates.shapes(weeks),
    }  # fmt: skip
