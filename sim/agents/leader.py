"""A leader's week, the same for all three: he judges, weighs, chooses, and what he does is written.

Who he is, what he knows and what his choice does is told in a file of his own: `judge` and `write`.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

import mesa

from sim.laws.choice import Decision, Judgement
from sim.luck import Channel
from sim.machine.arrays import Whole
from sim.week import Week
from sim.world import World

if TYPE_CHECKING:
    from sim.scenario import Scenario


class Leader(mesa.Agent):
    """An agent who chooses one of his options every week."""

    options: ClassVar[type[IntEnum]]
    channel: ClassVar[Channel]  # the luck that picks his option
    decision: Decision | None = None  # this week's, with the reasons for it

    def act(self, world: World, week: Week, scenario: Scenario) -> None:
        """Choose, and write what it does."""
        judgement = self.judge(world, week, scenario)
        probability = judgement.probability()
        choice = week.endings.choose(self.channel, probability, world, week, scenario)
        self.decision = Decision(
            options=self.options, judgement=judgement, probability=probability, choice=choice
        )
        self.write(choice, world, week, scenario)

    def judge(self, world: World, week: Week, scenario: Scenario) -> Judgement:
        """How he sees his options this week."""
        raise NotImplementedError

    def write(self, choice: Whole, world: World, week: Week, scenario: Scenario) -> None:
        """Write what the option chosen in each world does."""
        raise NotImplementedError
