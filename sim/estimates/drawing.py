"""Endings drawn: the dice decide, and a chance is 0 or 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.agents.leader import Leader, Turn
from sim.agents.moscow import Option
from sim.estimates.histories import Chances
from sim.laws import regime
from sim.machine.arrays import Bools, Floats, Whole
from sim.scenario import Scenario
from sim.week import Week
from sim.world import ENTRIES, NEVER, Block, Outcome, Rung, World


@dataclass(frozen=True)
class Drawn:
    """Worlds end when the dice say so, and leave."""

    @classmethod
    def of(cls, worlds: int) -> Drawn:
        """How endings are met in so many worlds."""
        return cls()

    def choose(
        self, leader: Leader, turn: Turn, world: World, week: Week, scenario: Scenario
    ) -> Whole:
        """The option with which a leader goes on, shape (worlds,)."""
        return turn.drawn(week.draws[leader.channel])

    def fall(self, world: World, week: Week, scenario: Scenario) -> None:
        """End the worlds whose regime falls this week."""
        regime.fall(world, week, regime.dangers(world, week, scenario))
        world.blocked = regime.blocked(world)

    def told(self, world: World, week: Week) -> World:
        """The worlds as they are."""
        return world

    def over(self, world: World, last: bool) -> Bools:
        """Which worlds are lived no further: those that have ended, in the last week all."""
        return np.full(world.worlds, True) if last else world.ended != NEVER

    def parts(self, world: World) -> tuple[Floats, Floats]:
        """What each world counted for this week, shape (worlds,), and how much of it ended on an
        order that was not drawn: nothing, in any.
        """
        return np.ones(world.worlds), np.zeros((len(Option), len(ENTRIES), 1))

    def ended(self, world: World) -> tuple[Floats, Floats]:
        """Chances of each outcome by now, of worlds that go on and of those that leave, shapes
        (outcomes, worlds).
        """
        outcome = world.outcome[world.ended != NEVER]
        return np.zeros((len(Outcome), 0)), _certain(outcome, len(Outcome))

    def settled(self, world: World, over: Whole) -> Chances:
        """What became of the worlds at some places, for certain."""
        outcome = world.outcome[over]
        blocks = _certain(world.blocked[over], len(Block))
        return Chances(
            outcomes=_certain(outcome, len(Outcome)),
            blocks=blocks * ((outcome != ENTRIES[0]) & (outcome != ENTRIES[1])),
            rungs=_certain(world.highest_rung[over], len(Rung)),
        )


def _certain(kinds: Whole, number: int) -> Floats:
    """1 for the kind of each world, 0 for the others, shape (kinds, worlds)."""
    certain = np.zeros((number, kinds.size))
    certain[kinds, np.arange(kinds.size)] = 1.0
    return certain
