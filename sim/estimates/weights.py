"""What the conditional estimator carries with each history: how likely it is not to have ended yet,
where the rest of its weight has gone, and where a branch that enters would leave it.

Such a history is the trunk of its branch: nothing that would end it is let happen. Its chance of
entry is spread over its weeks and orders; one of them is picked as the trunk is lived, each as
likely as it counts for [Chao1982]: a later one takes the place of those before with its share of
all so far.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sim.agents.moscow import Option
from sim.laws.choice import draw, in_order
from sim.luck import Channel
from sim.machine.arrays import Floats, Whole
from sim.machine.loops import kernels
from sim.week import Week
from sim.world import ENTRIES, NEVER, Block, Fate, Outcome, Rung, World


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


@dataclass
class Forks:
    """Where a branch would leave each trunk, by its place, arrays of shape (worlds,)."""

    chance: Floats  # of entry, added up over the weeks
    step: Whole  # in which the branch leaves, NEVER while there is no chance of entry
    option: Whole  # of Putin's, to which the order answers
    entry: Whole  # which one is ordered, by its place among the entry rungs

    @classmethod
    def none(cls, worlds: int) -> Forks:
        """No chance of entry yet."""
        nowhere = np.full(worlds, NEVER)
        return cls(np.zeros(worlds), nowhere, nowhere.copy(), nowhere.copy())

    def consider(self, entries: Floats, world: World, week: Week) -> None:
        """Let the week's chances of entry, shape (Putin's options, entry rungs, worlds), compete
        with those of the weeks before.
        """
        chance = in_order(in_order(entries))
        where = np.flatnonzero(chance > 0)
        if where.size == 0:
            return
        now, rows = chance[where], world.row[where]
        self.chance[rows] += now
        uniform = week.luck.of_channel(week.step, world.number[where], Channel.FORK)
        share = now / self.chance[rows]
        taken = np.flatnonzero(uniform < share)
        if taken.size == 0:
            return
        each = entries[..., where[taken]].reshape(len(Option) * len(ENTRIES), -1)
        pair = draw(each / in_order(each), (uniform / share)[taken])
        rows = rows[taken]
        self.step[rows] = week.step
        self.option[rows], self.entry[rows] = np.divmod(pair, len(ENTRIES))

    def at(self, rows: Whole) -> Forks:
        """Those of the trunks at some places."""
        return Forks(self.chance[rows], self.step[rows], self.option[rows], self.entry[rows])
