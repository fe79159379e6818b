"""A leader's week, the same for all three: he stands by what he chose until he reconsiders; then he
judges, weighs and chooses, and what he does is written.

He reconsiders at a rate of his own, and sooner when the other side has moved. Who he is, what wakes
him, what he knows and what his choice does is told in a file of his own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar

import mesa
import numpy as np

from sim.laws.choice import Decision, Judgement, draw, in_order
from sim.laws.time import acted, wandered
from sim.luck import Channel
from sim.machine.arrays import Bools, Floats, Whole
from sim.week import Week
from sim.world import NEVER, World

if TYPE_CHECKING:
    from sim.agents.forced import Command
    from sim.scenario import Scenario

LEADERS = ("putin", "lukashenko", "opposition")  # the rows of what the world holds of every leader
_FREE = -1  # the option of a leader on whom none is forced


@dataclass(frozen=True)
class Force:
    """Options that are forced on a leader from this week on, arrays of shape (worlds,)."""

    option: Whole  # _FREE where none begins
    until: Floats  # the week in which he is free again
    by_ultimatum: Bools  # whether the first ultimatum set it off


@dataclass(frozen=True)
class Turn:
    """Where a leader reconsiders this week, and how he then sees his options."""

    standing: Whole  # the option he stands by, shape (worlds,)
    places: Whole  # the worlds in which he reconsiders
    judgement: Judgement | None  # there; None where he reconsiders nowhere
    probability: Floats  # of each option there, shape (options, places)
    force: Force | None = None  # None where nothing is ever forced on him
    waking: Mapping[str, Any] = field(default_factory=dict)  # what woke him, in rates

    def chances(self) -> Floats:
        """Chance of going on with each option, shape (options, worlds): certain where he does not
        reconsider.
        """
        chances = np.zeros((len(self.probability), self.standing.size))
        chances[self.standing, np.arange(self.standing.size)] = 1.0
        chances[:, self.places] = self.probability
        return chances

    def drawn(self, uniform: Floats) -> Whole:
        """The option with which he goes on, shape (worlds,), by a uniform draw of each world."""
        option = self.standing.copy()
        if self.places.size:
            option[self.places] = draw(self.probability, uniform[self.places])
        return option

    def again(self) -> Bools:
        """Whether he reconsiders, shape (worlds,)."""
        again = np.zeros(self.standing.size, dtype=bool)
        again[self.places] = True
        return again


class Leader(mesa.Agent):
    """An agent who stands by one of his options and reconsiders now and then."""

    name: ClassVar[str]  # of his fields in the world and in the scenario
    options: ClassVar[type[IntEnum]]
    channel: ClassVar[Channel]  # the luck that picks his option
    wakes: ClassVar[Channel]  # the luck that decides whether he reconsiders
    leans: ClassVar[Channel]  # the luck of his private reasons
    mistakes: ClassVar[Channel]  # the luck of his view of the army
    decision: Decision | None = None  # this week's, with the reasons; None where none was made

    def act(self, world: World, week: Week, scenario: Scenario) -> None:
        """Reconsider where he does, and write what his option does."""
        turn = self.turn(world, week, scenario)
        choice = week.endings.choose(self, turn, world, week, scenario)
        self.decision = self._decision(turn, choice)
        self._hold(turn.force, world)
        self.write(choice, turn, world, week, scenario)

    def turn(self, world: World, week: Week, scenario: Scenario) -> Turn:
        """Where he reconsiders in this week, and with which chances."""
        standing = getattr(world, self.name)
        waking = self.waking(world, week, scenario)
        again = week.draws[self.wakes] < acted(in_order([*waking.values()]), week.span)
        force = self._force(again, world, week, scenario)
        if force is not None:
            again = (again & ~self.held(world, week)) | (force.option != _FREE)
        places = np.flatnonzero(again)
        if places.size == 0:
            return Turn(standing, places, None, np.zeros((len(self.options), 0)), force, waking)
        judgement = self.judge(world.at(places), week.at(places), scenario.at(places))
        probability = judgement.probability()
        if force is not None:
            probability = _forced(probability, force.option[places])
        return Turn(standing, places, judgement, probability, force, waking)

    def wander(self, world: World, week: Week, scenario: Scenario) -> None:
        """What he privately leans to and misjudges wanders on."""
        mine = getattr(scenario, self.name)
        leaning, error = f"{self.name}_leaning", f"{self.name}_error"
        shocks = week.luck.several(week.step, world.number, self.leans, len(self.options))
        before = getattr(world, leaning)
        lasts = mine.leaning_lasts
        setattr(world, leaning, wandered(before, shocks, mine.leaning, lasts, week.span))
        before, shock = getattr(world, error), week.draws[self.mistakes]
        lasts = mine.misjudgement_lasts
        setattr(world, error, wandered(before, shock, mine.uncertainty, lasts, week.span))

    def waking(self, world: World, week: Week, scenario: Scenario) -> dict[str, Any]:
        """What wakes him: the terms of the rate at which he reconsiders, 1/week, each one number or
        of shape (worlds,).
        """
        raise NotImplementedError

    def restlessness(self, world: World, week: Week, scenario: Scenario) -> Floats:
        """The rate at which he reconsiders, 1/week, shape (worlds,): its terms added up."""
        return in_order([*self.waking(world, week, scenario).values()])

    def judge(self, world: World, week: Week, scenario: Scenario) -> Judgement:
        """How he sees his options this week."""
        raise NotImplementedError

    def write(
        self, choice: Whole, turn: Turn, world: World, week: Week, scenario: Scenario
    ) -> None:
        """Write what the option that stands now in each world does."""
        raise NotImplementedError

    def held(self, world: World, week: Week) -> Bools:
        """Where he is held to an option that was forced on him earlier, shape (worlds,)."""
        held: Bools = week.now < world.held[LEADERS.index(self.name)]
        return held

    def forced_now(self, world: World, waking: Bools) -> Bools:
        """Where what is forced on him by the first ultimatum would begin, shape (worlds,)."""
        came: Bools = world.ultimatum != NEVER
        return came

    def _force(self, waking: Bools, world: World, week: Week, scenario: Scenario) -> Force | None:
        commands = scenario.forced.of(self.name)
        if not commands:
            return None
        option, until = np.full(world.worlds, _FREE), np.zeros(world.worlds)
        by_ultimatum = np.zeros(world.worlds, dtype=bool)
        for command in commands:
            begins = self._begins(command, waking, world, week)
            option[begins], until[begins] = command.option, week.now + command.weeks
            by_ultimatum |= begins & (command.week is None)
        return Force(option, until, by_ultimatum)

    def _begins(self, command: Command, waking: Bools, world: World, week: Week) -> Bools:
        if command.week is not None:
            return np.full(world.worlds, command.week == week.now)
        begun = world.begun[LEADERS.index(self.name)]
        begins: Bools = ~begun & self.forced_now(world, waking)
        return begins

    def _hold(self, force: Force | None, world: World) -> None:
        """Write from when on he is free again."""
        if force is None:
            return
        row = (np.arange(len(LEADERS)) == LEADERS.index(self.name))[:, None]
        world.held = np.where(row & (force.option != _FREE), force.until, world.held)
        world.begun = world.begun | (row & force.by_ultimatum)

    def _decision(self, turn: Turn, choice: Whole) -> Decision | None:
        if turn.judgement is None:
            return None
        return Decision(
            options=self.options,
            places=turn.places,
            standing=turn.standing[turn.places],
            judgement=turn.judgement,
            probability=turn.probability,
            choice=choice[turn.places],
            waking=turn.waking,
        )


def _forced(probability: Floats, option: Whole) -> Floats:
    """Chances of options where some are forced: certain there."""
    certain = np.arange(len(probability))[:, None] == option
    return np.where(option == _FREE, probability, certain)
