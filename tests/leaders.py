"""The three leaders side by side, each asked the same questions in its own terms."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from sim import Scenario
from sim.agents import lukashenko, opposition, putin
from sim.agents.opposition import Tactic
from sim.agents.putin import Belief, Option
from sim.laws.choice import Judgement
from sim.machine.arrays import Floats
from sim.model import WarEntry
from sim.week import Week
from sim.world import Rung, World, share
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

    def act(self, model: WarEntry, week: Week) -> Any:
        """His decision in a week."""
        leader = getattr(model, self.name)
        leader.act(model.world, week, model.assumptions)
        return leader.decision


def belief(world: World, scenario: Scenario) -> Belief:
    """What Putin believes when he misjudges the army by no more than his optimism."""

    return putin.believe(world, a_week(world.worlds), lukashenko.forecast, scenario)


def believed(world: World, scenario: Scenario) -> Floats:
    """The compliance that Lukashenko believes in, give or take nothing."""
    return share(world.compliance + scenario.lukashenko.loyalty_bias)


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
    """How Lukashenko sees his rungs."""
    return lukashenko.judge(
        world, world.demand, world.pressure, believed(world, scenario), scenario
    )


def appraisals(judgement: Judgement) -> dict[str, Floats]:
    """What each incentive says for each option, as the leader sees it and before it is weighed."""
    weights = dict.fromkeys(judgement.weights, 1.0)
    return replace(judgement, weights=weights).contributions()


LEADERS = (
    Asked("putin", Option, options_judged),
    Asked("lukashenko", Rung, rungs_judged),
    Asked("opposition", Tactic, opposition.judge),
)
