"""Counts: all that the tables need to know of a treatment, in whole numbers that add up over
chunks of worlds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.estimates.masses import ROWS, Masses
from sim.estimates.outcomes import Outcomes
from sim.estimates.weekly import BINS, CHOICES, QUANTITIES, Weekly
from sim.world import ENTRIES, NEVER, Block, Outcome, Rung

Whole = NDArray[np.int64]
_SUMS = {"incidence", "final", "blocks", "rungs"}  # of chances, in fixed point


@dataclass(frozen=True)
class Counts:
    """Counts of worlds under one treatment."""

    worlds: Whole  # (1,)
    outcome: Whole  # (outcomes,)
    ended: Whole  # (outcomes, weeks): in which week they ended
    blocked: Whole  # (blocks,): among worlds without entry
    highest_rung: Whole  # (rungs,)
    living: Whole  # (weeks,)
    states: Whole  # (weeks, quantities, bins)
    putin: Whole  # (weeks, options)
    lukashenko: Whole  # (weeks, rungs)
    opposition: Whole  # (weeks, tactics)
    # where endings were foreseen, sums of chances by week, as in sim.masses: (rows, weeks, 2, 2)
    incidence: Whole
    final: Whole  # the same at the horizon, (rows, 2, 2)
    blocks: Whole  # sums of the chances of each thing that blocked entry, (blocks, 2, 2)
    rungs: Whole  # sums of the chances of each highest rung, (rungs, 2, 2)

    @classmethod
    def none(cls, weeks: int) -> Counts:
        """No worlds yet."""
        return cls(
            **{name: np.zeros(shape, dtype=np.int64) for name, shape in _shapes(weeks).items()}
        )

    @classmethod
    def of(cls, outcomes: Outcomes) -> Counts:
        """The counts of a chunk of worlds."""
        weeks = outcomes.weekly.living.size
        histories, weekly = outcomes.histories, outcomes.weekly
        ended = np.zeros((len(Outcome), weeks), dtype=np.int64)
        dated = histories.ended != NEVER
        np.add.at(ended, (histories.outcome[dated], histories.ended[dated]), 1)
        masses = outcomes.masses or Masses.empty(weeks)
        return cls(
            incidence=masses.incidence,
            final=masses.incidence[:, -1].copy(),
            blocks=masses.blocks,
            rungs=masses.rungs,
            worlds=np.array([histories.worlds]),
            outcome=np.bincount(histories.outcome, minlength=len(Outcome)),
            ended=ended,
            blocked=np.bincount(histories.blocked[~outcomes.entered], minlength=len(Block)),
            highest_rung=np.bincount(histories.highest_rung, minlength=len(Rung)),
            **{name: getattr(weekly, name) for name in ("living", "states", *CHOICES)},
        )

    def add(self, other: Counts) -> None:
        """Add the counts of other worlds."""
        for name in self.__dataclass_fields__.keys() - _SUMS:
            getattr(self, name)[...] += getattr(other, name)
        for mine, its in zip(self._masses(), other._masses(), strict=True):
            mine.merge(its)

    def _masses(self) -> tuple[Masses, Masses]:
        """Sums of chances, which carry when they are added: week by week, and at the horizon."""
        none = np.zeros((0, 2, 2), dtype=np.int64)
        return Masses(self.incidence, self.blocks, self.rungs), Masses(self.final, none, none)

    def without_weeks(self) -> Counts:
        """The same without what goes week by week: small enough to keep for any
        number of treatments.
        """
        kept = ("worlds", "outcome", "blocked", "highest_rung", "final", "blocks", "rungs")
        none = np.zeros((0, 2, 2), dtype=np.int64)
        return Counts(
            **{
                name: getattr(self, name) if name in kept else none
                for name in self.__dataclass_fields__
            }
        )

    @property
    def foreseen(self) -> bool:
        """Whether endings were foreseen instead of drawn."""
        return bool(self.final.any())

    @property
    def entries(self) -> int:
        """How many worlds ended in entry."""
        return int(sum(self.outcome[outcome] for outcome in ENTRIES))

    @property
    def weekly(self) -> Weekly:
        """The week-by-week part."""
        return Weekly(self.living, self.states, **{name: getattr(self, name) for name in CHOICES})

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
        "worlds": (1,), "outcome": (len(Outcome),), "ended": (len(Outcome), weeks),
        "blocked": (len(Block),), "incidence": (len(ROWS), weeks, 2, 2), "final": (len(ROWS), 2, 2),
        "blocks": (len(Block), 2, 2), "rungs": (len(Rung), 2, 2), "highest_rung": (len(Rung),),
        "living": (weeks,), "states": (weeks, len(QUANTITIES), BINS), **choices,
    }  # fmt: skip
