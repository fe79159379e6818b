"""Where a branch would leave each trunk: a week and an order, in proportion to their chances.

A trunk is a history in which nothing that would end it is let happen. Its chance of entry is spread
over its weeks and orders; one of them is picked as the trunk is lived, each as likely as it counts
for [Chao1982]: a later one takes the place of those before with its share of all so far.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.agents.moscow import Option
from sim.laws.choice import draw, in_order
from sim.luck import Channel
from sim.machine.arrays import Floats, Whole
from sim.week import Week
from sim.world import ENTRIES, NEVER, World


@dataclass
class Forks:
    """Of each trunk, by its place, arrays of shape (worlds,)."""

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
