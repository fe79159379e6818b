"""What becomes of entry where endings are foreseen: trunks that never enter, each with at most one
branch that does.

The trunk says how likely entry is. What follows is seen in a branch: the trunk is lived again to a
week and an order that were picked in proportion to their chances (see `weights`), with the same
luck; there the order is given, and the world goes on by the dice. A branch stands for all the entry
of its trunk, so it weighs as much; of trunks in which entry is unlikely only some have a branch,
and those weigh more: without bias, whatever is asked of the branches (docs/estimators.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.agents.leader import Leader, Turn
from sim.estimates.drawing import Drawn
from sim.estimates.foresight import Foreseen
from sim.estimates.histories import Chances, Histories
from sim.estimates.orders import Orders
from sim.estimates.weights import Forks, Weights
from sim.laws import regime
from sim.luck import Channel, Luck
from sim.machine.arrays import Bools, Floats, Whole
from sim.scenario import Scenario
from sim.week import Week
from sim.world import ENTRY_RUNGS, NEVER, World

COARSE = 0.25  # a trunk with a smaller chance of entry has a branch only so often as it is of this


@dataclass(frozen=True)
class Grafts:
    """The trunks that have a branch: which worlds they are, what each branch weighs and where it
    leaves, arrays of shape (branches,).
    """

    numbers: NDArray[np.uint64]
    weight: Floats
    forks: Forks


def grafts(forks: Forks, numbers: NDArray[np.uint64], luck: Luck, end: int) -> Grafts:
    """Which trunks have a branch; the luck is that of the first step after the last."""
    kept = np.minimum(forks.chance / COARSE, 1.0)
    uniform = luck.of_channel(end, numbers, Channel.FORK)
    rows = np.flatnonzero(uniform < kept)
    return Grafts(numbers[rows], np.maximum(forks.chance[rows], COARSE), forks.at(rows))


@dataclass
class Branching(Foreseen):
    """Worlds are trunks until their fork; there entry is ordered, and then the dice decide."""

    own: Forks | None = None  # where each branch leaves, by the place of its world

    @classmethod
    def off(cls, forks: Forks) -> Branching:
        """Branches that leave their trunks there."""
        worlds = forks.step.size
        return cls(Weights.whole(worlds), Orders.none(worlds), forks=None, own=forks)

    def choose(
        self, leader: Leader, turn: Turn, world: World, week: Week, scenario: Scenario
    ) -> Whole:
        """The option with which a leader goes on, shape (worlds,)."""
        trunk = super().choose(leader, turn, world, week, scenario)
        drawn = turn.drawn(week.draws[leader.channel])
        ordered = self._ordered(leader, drawn, world)
        leaves = self._leaves(world)
        return np.where(week.step < leaves, trunk, np.where(week.step == leaves, ordered, drawn))

    def _spend_on_orders(self, chance: Floats, world: World, week: Week) -> None:
        """Nothing ends on a trunk, and nothing is added up here."""

    def _ordered(self, leader: Leader, drawn: Whole, world: World) -> Whole:
        """What a leader chooses where the branch leaves, shape (worlds,)."""
        assert self.own is not None
        if leader.name == "putin":
            return self.own.option[world.row]
        if leader.name == "lukashenko":
            return np.array(ENTRY_RUNGS)[self.own.entry[world.row]]
        return drawn

    def _leaves(self, world: World) -> Whole:
        assert self.own is not None
        return self.own.step[world.row]

    def fall(self, world: World, week: Week, scenario: Scenario) -> None:
        """End the worlds whose regime falls after the fork."""
        lived = week.step >= self._leaves(world)
        danger = regime.dangers(world, week, scenario)
        regime.fall(world, week, danger._make(each * lived for each in danger))

    def told(self, world: World, week: Week) -> World:
        """The worlds as they are."""
        return world

    def over(self, world: World, last: bool) -> Bools:
        """Which worlds are lived no further: those whose rule has ended; in the last week all."""
        return np.full(world.worlds, True) if last else world.fell != NEVER

    def follow(self, histories: Histories, world: World, over: Whole) -> None:
        """Write down what became of the worlds at some places."""
        histories.write_fates(world, over)

    def settled(self, world: World, over: Whole) -> Chances:
        """What became of the worlds at some places, for certain."""
        return Drawn(follows=True).settled(world, over)
