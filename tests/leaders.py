"""The three leaders side by side, each asked the same questions in its own terms."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from sim import Scenario
from sim.agents import lukashenko, opposition, putin
from sim.agents.moscow import Option
from sim.agents.opposition import Tactic
from sim.laws.choice import Decision, Judgement
from sim.machine.arrays import Floats
from sim.model import WarEntry
from sim.week import Week
from sim.world import Rung, World
from tests.worlds import a_week


@dataclass(frozen=True)
class Asked:
    """One actor's name and options, what he thinks of a world, and how he acts in it."""

    name: str
    options: type[IntEnum]
    judge: Callable[[World, Scenario], Judgement]

    def probability(self, world: World, scenario: Scenario) -> Floats:
        """His chance of each option, shape (options, worlds)."""
        return self.judge(world, scenario).probability()

    def week(self, worlds: int, **draws: Any) -> Week:
        """A week in which he reconsiders."""
        return a_week(worlds, **({f"{self.name}_reconsiders": 0.0} | draws))

    def act(self, model: WarEntry, week: Week) -> Decision | None:
        """His decision in a week; None where he does not reconsider."""
        leader = getattr(model, self.name)
        leader.act(model.world, week, model.assumptions)
        return leader.decision


def belief(world: World, scenario: Scenario) -> Floats:
    """What Putin expects of an ultimatum at the scenario's resolve: chances of relief, of refusal
    and of an order that fails, shape (3, worlds).
    """
    return putin.hope(world, scenario.pressure.level, lukashenko.forecast, scenario)


def believed(world: World, scenario: Scenario) -> Floats:
    """The compliance that Lukashenko believes in, shape (worlds,)."""
    return lukashenko.believe(world, scenario)


def rung_chances(world: World, scenario: Scenario) -> Floats:
    """Lukashenko's chance of each rung, shape (rungs, worlds)."""
    return rungs_judged(world, scenario).probability()


def option_chances(world: World, scenario: Scenario) -> Floats:
    """Putin's chance of each option, shape (options, worlds)."""
    return options_judged(world, scenario).probability()


def tactic_chances(world: World, scenario: Scenario) -> Floats:
    """The opposition's chance of each tactic, shape (tactics, worlds)."""
    return opposition.judge(world, scenario).probability()


def options_judged(world: World, scenario: Scenario) -> Judgement:
    """How Putin sees his options."""
    return putin.judge(world, scenario.pressure.level, belief(world, scenario), scenario)


def rungs_judged(world: World, scenario: Scenario) -> Judgement:
    """How Lukashenko sees his rungs at the scenario's resolve."""
    seen, level = believed(world, scenario), scenario.pressure.level
    return lukashenko.judge(world, level, world.pressure, seen, scenario)


def appraisals(judgement: Judgement) -> dict[str, Floats]:
    """What each incentive says for each option, as the leader sees it and before it is weighed."""
    weights = dict.fromkeys(judgement.weights, 1.0)
    return replace(judgement, weights=weights).contributions()


LEADERS = (
    Asked("putin", Option, options_judged),
    Asked("lukashenko", Rung, rungs_judged),
    Asked("opposition", Tactic, opposition.judge),
)
