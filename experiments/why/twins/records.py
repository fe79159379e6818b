"""Worlds and their twins: what became of each, as it is and with one thing changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from sim.machine.arrays import Bools, Floats, Whole
from sim.world import Block

EVENTS = ENTRY, ULTIMATUM, FAILED, FELL = ("entry", "ultimatum", "failed", "fell")
BECAME = (ENTRY, *(block.name.lower() for block in Block))  # entry, or what blocked it
FORESEEN = (ENTRY, FELL)  # endings are foreseen for effects; the others are counted


@dataclass(frozen=True)
class Twins:
    """Worlds as they are (first) and changed (second), in their order."""

    vector: Whole  # of each world, shape (worlds,)
    chances: Floats  # of EVENTS, shape (2, events, worlds)
    happened: Bools  # by the dice, shape (2, events, worlds)
    became: Whole  # by the dice, places in BECAME, shape (2, worlds)
    ended: Whole  # week of the ending by the dice, NEVER without one, shape (2, worlds)
    week: Whole  # first in which the lives differ, NEVER if none, shape (measures, worlds)
    who: Whole  # in whom that shows, by place among those SHOWN, shape (measures, worlds)

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        return self.vector.size

    @property
    def vectors(self) -> int:
        """How many vectors of parameters they have; as many as worlds where there are none."""
        return int(np.unique(self.vector).size)

    @property
    def entered(self) -> Bools:
        """Whether Belarus entered, by the dice, shape (2, worlds)."""
        entered: Bools = self.became == BECAME.index(ENTRY)
        return entered

    @property
    def flipped(self) -> Bools:
        """Whether the change turns entry into none or none into entry, shape (worlds,)."""
        before, after = self.entered
        flipped: Bools = before != after
        return flipped

    def of(self, event: str) -> tuple[Floats, Floats]:
        """Chances of an event as it is and changed, each of shape (worlds,)."""
        before, after = self.chances[:, EVENTS.index(event)]
        return before, after

    @classmethod
    def joined(cls, parts: Sequence[Twins]) -> Twins:
        """Those of several lots, in their order."""
        return cls(*(
            np.concatenate([getattr(part, each.name) for part in parts], axis=-1)
            for each in fields(cls)
        ))  # fmt: skip
