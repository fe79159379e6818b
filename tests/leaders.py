"""The three leaders side by side, each asked the same questions in its own terms."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import Scenario
from sim.agents import lukashenko, opposition, putin
from sim.agents.opposition import Tactic
from sim.agents.putin import Belief, Option
from sim.laws.choice import Judgement
from sim.luck import Channel
from sim.model import WarEntry
from sim.world import Rung, World, share

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Leader:
    """One actor's name and options, what he thinks of a world, and how he acts in it."""

    name: str
    options: type[IntEnum]
    judge: Callable[[World, Scenario], Judgement]
    act: Callable[[WarEntry, Floats], Any]
    probability: Callable[[World, Scenario], Floats]


def belief(world: World, scenario: Scenario) -> Belief:
    """What Putin believes when he misjudges the army by no more than his optimism."""

    def forecast(*asked: Any) -> Floats:
        return lukashenko.answer(lukashenko.judge(*asked, scenario), scenario)

    return putin.believe(world, quiet_luck(world.worlds), forecast, scenario)


def quiet_luck(worlds: int) -> Floats:
    """A week in which every draw falls in the middle."""
    luck = np.full((Channel.SOLDIER_MORALE, worlds), 0.5)
    luck[Channel.FRONT :] = 0.0
    luck.setflags(write=False)
    return luck


def believed(world: World, scenario: Scenario) -> Floats:
    """The compliance that Lukashenko believes in, give or take nothing."""
    return share(world.compliance + scenario.lukashenko.loyalty_bias)


def rung_chances(world: World, scenario: Scenario) -> Floats:
    """Lukashenko's chance of each rung, shape (rungs, worlds)."""
    return lukashenko.answer(rungs_judged(world, scenario), scenario)


def option_chances(world: World, scenario: Scenario) -> Floats:
    """Putin's chance of each option, shape (options, worlds)."""
    return scenario.choice.probability(
        options_judged(world, scenario).utility(), scenario.putin.rationality
    )


def tactic_chances(world: World, scenario: Scenario) -> Floats:
    """The opposition's chance of each tactic, shape (tactics, worlds)."""
    return scenario.choice.probability(
        opposition.judge(world, scenario).utility(), scenario.opposition.rationality
    )


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


def _putin_acts(model: WarEntry, luck: Floats) -> Any:
    model.putin.act(
        model.world, luck, 3, model.scenario.pressure.level, model._forecast, model.scenario
    )
    return model.putin.decision


def _lukashenko_acts(model: WarEntry, luck: Floats) -> Any:
    model.lukashenko.act(model.world, luck, model.scenario)
    return model.lukashenko.decision


def _opposition_acts(model: WarEntry, luck: Floats) -> Any:
    model.opposition.act(model.world, luck, model.scenario)
    return model.opposition.decision


LEADERS = (
    Leader("putin", Option, options_judged, _putin_acts, option_chances),
    Leader("lukashenko", Rung, rungs_judged, _lukashenko_acts, rung_chances),
    Leader("opposition", Tactic, opposition.judge, _opposition_acts, tactic_chances),
)
