"""How worlds ended: one row a world, the raw material of every estimate."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import Field, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.machine.arrays import Bools, Floats, Whole
from sim.world import (
    ENTRIES,
    NEVER,
    Aftermath,
    Block,
    Fate,
    Outcome,
    Record,
    Rung,
    World,
    everywhere,
)

_WRITTEN = (*fields(Record), *fields(Aftermath))


@dataclass(frozen=True)
class Chances:
    """Chances of what became of some worlds: 0 or 1 where endings were drawn."""

    outcomes: Floats  # (outcomes, worlds)
    blocks: Floats  # (blocks, worlds): without entry, what blocked it
    rungs: Floats  # (rungs, worlds): the highest rung
    fates: Floats  # (fates, worlds): of his rule without entry; NOT_FOLLOWED stands for entry


@dataclass(kw_only=True)
class Histories(Record, Aftermath):
    """The records of worlds, in their order; arrays of shape (worlds,)."""

    number: NDArray[np.uint64]
    chances: Floats  # chance of each outcome in this history, shape (outcomes, worlds)
    blocks: Floats  # chance of each thing that blocked entry, shape (blocks, worlds)
    rungs: Floats  # chance of each highest rung, shape (rungs, worlds)
    fates: (
        Floats  # chance of each fate without entry, NOT_FOLLOWED for entry, shape (fates, worlds)
    )

    @classmethod
    def unwritten(cls, numbers: NDArray[np.uint64]) -> Histories:
        """Histories of worlds that are still to be lived."""
        worlds = numbers.size
        return cls(
            **{each.name: everywhere(each, worlds) for each in _WRITTEN},
            number=numbers.copy(),
            chances=np.zeros((len(Outcome), worlds)),
            blocks=np.zeros((len(Block), worlds)),
            rungs=np.zeros((len(Rung), worlds)),
            fates=np.zeros((len(Fate), worlds)),
        )

    @classmethod
    def joined(cls, parts: Sequence[Histories]) -> Histories:
        """Histories of several batches, in their order."""
        return cls(
            **dict(
                (each.name, np.concatenate([getattr(part, each.name) for part in parts], axis=-1))
                for each in fields(cls)
            )
        )

    def taken(self, places: Whole) -> Histories:
        """The histories at some places, in their order."""
        return Histories(
            **{each.name: getattr(self, each.name)[..., places] for each in fields(self)}
        )

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        return self.number.size

    def write(self, world: World, which: Bools) -> None:
        """Write down how the worlds marked stand now, unless their end is written already.

        A world's place is that of its people.
        """
        here = np.flatnonzero(which)
        here = here[self.ended[world.row[here]] == NEVER]
        if here.size:
            self._copy(_WRITTEN, world, here)

    def write_fates(self, world: World, here: Whole) -> None:
        """Write down what has become of his rule in the worlds at some places."""
        self._copy(fields(Aftermath), world, here)

    def settle(self, world: World, here: Whole, became: Chances) -> None:
        """Write down the chances of what became of the worlds at some places."""
        place = world.row[here]
        self.chances[:, place] = became.outcomes
        self.blocks[:, place] = became.blocks
        self.rungs[:, place] = became.rungs
        self.fates[:, place] = became.fates

    def _copy(self, which: Sequence[Field[Any]], world: World, here: Whole) -> None:
        place = world.row[here]
        for each in which:
            getattr(self, each.name)[..., place] = getattr(world, each.name)[..., here]


def not_followed(world: World) -> World:
    """The worlds as told by somebody who lives none of them beyond entry."""
    entered = np.isin(world.outcome, ENTRIES)
    if not entered.any():
        return world
    told = copy(world)
    told.fate = np.where(entered, int(Fate.NOT_FOLLOWED), world.fate)
    told.fell = np.where(entered, NEVER, world.fell)
    return told
