"""The three leaders side by side, each asked the same questions in its own terms."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim import Scenario
from sim.agents import lukashenko, opposition, putin
from sim.agents.lukashenko import Rung
from sim.agents.opposition import Tactic
from sim.agents.putin import Belief, Option
from sim.choice import contributions, total
from sim.model import WarEntry
from sim.shocks import Channel
from sim.world import World, share

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Leader:
    """One actor's name and options, what he thinks of a world, and how he acts in it."""

    name: str
    options: type[IntEnum]
    appraise: Callable[[World, Scenario], dict[str, Floats]]
    act: Callable[[WarEntry, Floats], Any]
    probability: Callable[[World, Scenario], Floats]


def belief(world: World, scenario: Scenario) -> Belief:
    """What Putin believes when he misjudges the army by no more than his optimism."""
    return putin.believe(world, quiet_luck(world.worlds), lambda *asked: lukashenko.answer(*asked, scenario)[1], scenario)


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
    return lukashenko.answer(world, world.demand, world.pressure, believed(world, scenario), scenario)[1]


def option_chances(world: World, scenario: Scenario) -> Floats:
    """Putin's chance of each option, shape (options, worlds)."""
    return _weighed(_putin_appraises(world, scenario), scenario, scenario.putin)


def tactic_chances(world: World, scenario: Scenario) -> Floats:
    """The opposition's chance of each tactic, shape (tactics, worlds)."""
    return _weighed(opposition.appraise(world, scenario), scenario, scenario.opposition)


def _weighed(appraisals: dict[str, Floats], scenario: Scenario, incentives: Any) -> Floats:
    return scenario.choice.probability(total(contributions(appraisals, incentives.weights, scenario.choice)), incentives.rationality)


def _putin_appraises(world: World, scenario: Scenario) -> dict[str, Floats]:
    return putin.appraise(world, scenario.pressure.level, belief(world, scenario), scenario)


def _lukashenko_appraises(world: World, scenario: Scenario) -> dict[str, Floats]:
    return lukashenko.appraise(world, world.demand, world.pressure, believed(world, scenario), scenario)


def _putin_acts(model: WarEntry, luck: Floats) -> Any:
    model.putin.act(model.world, luck, 3, model.scenario.pressure.level, model._forecast, model.scenario)
    return model.putin.decision


def _lukashenko_acts(model: WarEntry, luck: Floats) -> Any:
    model.lukashenko.act(model.world, luck, model.scenario)
    return model.lukashenko.decision


def _opposition_acts(model: WarEntry, luck: Floats) -> Any:
    model.opposition.act(model.world, luck, model.scenario)
    return model.opposition.decision


LEADERS = (
    Leader("putin", Option, _putin_appraises, _putin_acts, option_chances),
    Leader("lukashenko", Rung, _lukashenko_appraises, _lukashenko_acts, rung_chances),
    Leader("opposition", Tactic, opposition.appraise, _opposition_acts, tactic_chances),
)
