"""How worlds ended: one row a world, the raw material of every estimate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from sim.machine.arrays import Bools, Floats, Whole
from sim.world import NEVER, Block, Outcome, Rung, World


@dataclass(frozen=True)
class Histories:
    """The histories of worlds first_world, first_world + 1, ...; arrays of shape (worlds,)."""

    number: NDArray[np.uint64]
    outcome: Whole  # an Outcome
    ended: Whole  # week of the ending, NEVER for a world that reached the horizon
    blocked: Whole  # a Block: what blocked entry, as things stood last
    highest_rung: Whole  # a Rung
    rung_weeks: Whole  # weeks on each rung, shape (rungs, worlds)
    ultimatum: Whole  # week of the first ultimatum, NEVER if none came
    failed_orders: Whole  # orders to enter that the army did not carry out
    peak_protest: Floats  # share of citizens
    lowest_compliance: Floats  # share of the army
    peak_contingent: Floats  # thousands
    # chance of each outcome in this history, shape (outcomes, worlds): 0 or 1 where endings were
    # drawn
    chances: Floats
    blocks: Floats  # chance of each thing that blocked entry, shape (blocks, worlds)
    rungs: Floats  # chance of each highest rung, shape (rungs, worlds)

    @classmethod
    def unwritten(cls, numbers: NDArray[np.uint64]) -> Histories:
        """Histories of worlds that are still to be lived."""
        worlds = numbers.size

        def whole() -> Whole:
            return np.full(worlds, NEVER)

        return cls(
            numbers.copy(), whole(), whole(), whole(), whole(),
            np.zeros((len(Rung), worlds), dtype=np.int64), whole(), whole(), np.zeros(worlds),
            np.zeros(worlds), np.zeros(worlds), np.zeros((len(Outcome), worlds)),
            np.zeros((len(Block), worlds)), np.zeros((len(Rung), worlds)),
        )  # fmt: skip

    @classmethod
    def joined(cls, parts: Sequence[Histories]) -> Histories:
        """Histories of several batches, in their order."""
        return cls(
            *(
                np.concatenate([getattr(part, each.name) for part in parts], axis=-1)
                for each in fields(cls)
            )
        )

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        return self.number.size

    def write(self, world: World, which: Bools, names: Sequence[str]) -> None:
        """Write down how the worlds marked stand now in some fields.

        A world's place is that of its number.
        """
        here = np.flatnonzero(which)
        if here.size == 0:
            return
        place = (world.number[here] - self.number[0]).astype(np.int64)
        for name in names:
            getattr(self, name)[..., place] = getattr(world, name)[..., here]


MASSES = ("chances", "blocks", "rungs")
DRAWN = tuple(each.name for each in fields(Histories) if each.name not in ("number", *MASSES))
