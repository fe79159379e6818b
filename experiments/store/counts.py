"""Counts: all that the tables need to know of a treatment, in whole numbers that add up over
chunks of worlds.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.estimates.masses import ROWS, Masses
from sim.estimates.outcomes import Outcomes
from sim.estimates.weekly import BINS, CHOICES, FAR_BINS, FARTHEST, QUANTITIES, Weekly
from sim.machine.arrays import Whole
from sim.world import Block, Rung

_WEEKLY = tuple(each.name for each in fields(Weekly))


@dataclass(frozen=True)
class Counts:
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

    @classmethod
    def none(cls, weeks: int) -> Counts:
        """No worlds yet."""
        return cls(
            **{name: np.zeros(shape, dtype=np.int64) for name, shape in _shapes(weeks).items()}
        )

    @classmethod
    def of(cls, outcomes: Outcomes) -> Counts:
        """The counts of a chunk of worlds."""
        masses, weekly = outcomes.masses, outcomes.weekly
        return cls(
            worlds=np.array([outcomes.histories.worlds]),
            incidence=masses.incidence,
            final=masses.incidence[:, -1].copy(),
            blocks=masses.blocks,
            rungs=masses.rungs,
            **{name: getattr(weekly, name) for name in _WEEKLY},
        )

    def add(self, other: Counts) -> None:
        """Add the counts of other worlds."""
        self.worlds[...] += other.worlds
        self.weekly.merge(other.weekly)
        for mine, its in zip(self._masses(), other._masses(), strict=True):
            mine.merge(its)

    def _masses(self) -> tuple[Masses, Masses]:
        """Sums of chances, which carry when they are added: week by week, and at the horizon."""
        none = np.zeros((0, 2, 3), dtype=np.int64)
        return Masses(self.incidence, self.blocks, self.rungs), Masses(self.final, none, none)

    def without_weeks(self) -> Counts:
        """The same without what goes week by week: small enough to keep for any
        number of treatments.
        """
        kept = ("worlds", "final", "blocks", "rungs")
        none = np.zeros((0, 2, 3), dtype=np.int64)
        return Counts(
            **{
                name: getattr(self, name) if name in kept else none
                for name in self.__dataclass_fields__
            }
        )

    @property
    def weekly(self) -> Weekly:
        """The week-by-week part."""
        return Weekly(**{name: getattr(self, name) for name in _WEEKLY})

    def to_table(self) -> pa.Table:
        """The counts that are not zero, a row each: which array, where in it, how many."""
        columns: dict[str, list[NDArray[np.generic]]] = {"array": [], "place": [], "count": []}
        for name in self.__dataclass_fields__:
            flat = getattr(self, name).ravel()
            places = np.flatnonzero(flat)
            columns["array"].append(np.full(places.size, name))
            columns["place"].append(places.astype(np.int32))
            columns["count"].append(flat[places])
        arrays = {name: np.concatenate(parts) for name, parts in columns.items()}
        return pa.table({**arrays, "array": pa.array(arrays["array"]).dictionary_encode()})

    @classmethod
    def from_table(cls, table: pa.Table, weeks: int) -> Counts:
        """The counts that a table was made from."""
        counts = cls.none(weeks)
        kept = table["array"].combine_chunks()
        names, codes = kept.dictionary.to_pylist(), kept.indices.to_numpy()
        places, numbers = table["place"].to_numpy(), table["count"].to_numpy()
        for code, name in enumerate(names):
            mine = codes == code
            getattr(counts, name).ravel()[places[mine]] = numbers[mine]
        return counts


def _shapes(weeks: int) -> dict[str, tuple[int, ...]]:
    choices = {name: (weeks, len(options)) for name, options in CHOICES.items()}
    return {
        "worlds": (1,), "living": (weeks,), "states": (weeks, len(QUANTITIES), BINS),
        "beyond": (weeks, len(FARTHEST), FAR_BINS), **choices,
        "incidence": (len(ROWS), weeks, 2, 3), "final": (len(ROWS), 2, 3),
        "blocks": (len(Block), 2, 3), "rungs": (len(Rung), 2, 3),
    }  # fmt: skip
