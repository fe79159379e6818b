"""What the conditional estimator carries with each history: how likely it is not to have ended yet,
and where the rest of its weight has gone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sim.agents.moscow import Option
from sim.machine.arrays import Floats, Whole
from sim.machine.loops import kernels
from sim.world import ENTRIES, Block, Fate, Outcome, Rung


@dataclass
class Weights:
    """Chances, worlds last; for each history they add up to one."""

    left: Floats  # chance that this history has not ended yet
    lived: Floats  # the same when this week began
    # what ended this week on an order to enter, shape (Putin's options, entry rungs, worlds)
    ordered: Floats
    chances: Floats  # what has ended in each outcome, shape (outcomes, worlds)
    blocks: Floats  # what ended without entry, by what blocked it, shape (blocks, worlds)
    rungs: Floats  # what has ended, by the highest rung reached, shape (rungs, worlds)
    fates: Floats  # what has ended, by what became of his rule, shape (fates, worlds)

    @classmethod
    def whole(cls, worlds: int) -> Weights:
        """Nothing has ended yet."""
        return cls(
            left=np.ones(worlds),
            lived=np.ones(worlds),
            ordered=np.zeros((len(Option), len(ENTRIES), worlds)),
            chances=np.zeros((len(Outcome), worlds)),
            blocks=np.zeros((len(Block), worlds)),
            rungs=np.zeros((len(Rung), worlds)),
            fates=np.zeros((len(Fate), worlds)),
        )

    def spend(self, weight: Floats, outcome: Whole, rung: Whole, block: Whole) -> None:
        """Move weight from the history that goes on to an ending: its outcome, highest rung and
        what blocked entry, shape (worlds,).
        """
        blocked = weight * ((outcome != ENTRIES[0]) & (outcome != ENTRIES[1]))
        self.chances = kernels.spent(self.chances, outcome, weight)
        self.rungs = kernels.spent(self.rungs, rung, weight)
        self.blocks = kernels.spent(self.blocks, block, blocked)

    def lose_power(self, fate: Fate, weight: Floats) -> None:
        """Note how much weight has gone to a fate, shape (worlds,)."""
        self.fates = self.fates.copy()
        self.fates[fate] += weight

    def branch(self, places: Whole) -> None:
        """Go on with the histories at some places."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name).take(places, axis=-1))
