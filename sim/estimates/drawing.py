"""Endings drawn: the dice decide, and a chance is 0 or 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.agents.leader import Leader, Turn
from sim.agents.moscow import Option
from sim.estimates.histories import Chances, Histories, not_followed
from sim.laws import regime
from sim.machine.arrays import Bools, Floats, Whole
from sim.scenario import Scenario
from sim.week import Week
from sim.world import ENTRIES, ENTRY_RUNGS, NEVER, Block, Fate, Outcome, Rung, World


@dataclass(frozen=True)
class Drawn:
    """Worlds end when the dice say so, and leave; those that have entered the war go on to the end
    of his rule, or leave, too, where nobody asks what becomes of it.
    """

    follows: bool = True  # entry to what becomes of it

    @classmethod
    def of(cls, worlds: int, follows: bool) -> Drawn:
        """How endings are met in so many worlds."""
        return cls(follows)

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
        return world if self.follows else not_followed(world)

    def over(self, world: World, last: bool) -> Bools:
        """Which worlds are lived no further; in the last week all."""
        if last:
            return np.full(world.worlds, True)
        over: Bools = (world.fell if self.follows else world.ended) != NEVER
        return over

    def parts(self, world: World) -> tuple[Floats, Floats]:
        """What each world counted for this week, shape (worlds,): nothing once it has entered; and
        how much of it ended on an order that was not drawn: nothing, in any.
        """
        return (~world.beyond).astype(float), np.zeros((len(Option), len(ENTRIES), 1))

    def left(self, world: World) -> Floats:
        """What is left of each history, shape (worlds,): all of it until the world ends."""
        left: Floats = (world.ended == NEVER).astype(float)
        return left

    def ended(self, world: World) -> tuple[Floats, Floats]:
        """Chances of each outcome by now, of worlds that go on and of those that ended in this
        week, shapes (outcomes, worlds).
        """
        outcome = world.outcome[(world.ended != NEVER) & ~world.beyond]
        return np.zeros((len(Outcome), 0)), _certain(outcome, len(Outcome))

    def follow(self, histories: Histories, world: World, over: Whole) -> None:
        """Write down what became of the worlds at some places."""
        if self.follows:
            histories.write_fates(world, over)

    def settled(self, world: World, over: Whole) -> Chances:
        """What became of the worlds at some places, for certain."""
        outcome, highest = world.outcome[over], world.highest_rung[over]
        for rung, entry in zip(ENTRY_RUNGS, ENTRIES, strict=True):  # not what came after it
            highest = np.where(outcome == entry, int(rung), highest)
        blocks = _certain(world.blocked[over], len(Block))
        return Chances(
            outcomes=_certain(outcome, len(Outcome)),
            blocks=blocks * ((outcome != ENTRIES[0]) & (outcome != ENTRIES[1])),
            rungs=_certain(highest, len(Rung)),
            fates=_certain(not_followed(world).fate[over], len(Fate)),
        )


def _certain(kinds: Whole, number: int) -> Floats:
    """1 for the kind of each world, 0 for the others, shape (kinds, worlds)."""
    certain = np.zeros((number, kinds.size))
    certain[kinds, np.arange(kinds.size)] = 1.0
    return certain
