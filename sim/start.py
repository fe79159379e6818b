"""Week 0: worlds as they are before anyone has chosen anything."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from sim.agents.moscow import Option
from sim.agents.public import gather_public
from sim.agents.soldiers import raise_army
from sim.luck import Channel, Luck
from sim.machine.arrays import Floats
from sim.scenario import Scenario
from sim.world import Rung, World, everywhere


def begin(scenario: Scenario, numbers: NDArray[np.uint64], luck: Luck) -> World:
    """The worlds of these numbers in week 0: alike in all but their people and their luck."""
    citizens, opposed = gather_public(numbers, luck, scenario.public)
    alike = {
        each.name: everywhere(each, numbers.size, scenario)
        for each in fields(World)
        if each.metadata
    }
    return World(
        **(alike | _wandering(scenario, numbers, luck) | {"opposed": opposed}),
        number=numbers,
        row=np.arange(numbers.size),
        soldiers=raise_army(numbers, luck, scenario.army),
        citizens=citizens,
    )


def _wandering(scenario: Scenario, numbers: NDArray[np.uint64], luck: Luck) -> dict[str, Floats]:
    """Where what wanders slowly stands in week 0: anywhere that it could have wandered to."""
    putin, lukashenko = scenario.putin, scenario.lukashenko
    options, rows = len(Option), 3 + len(Option) + len(Rung)

    def shocks(owner: Channel) -> Floats:
        return luck.several(0, numbers, Channel.AT_FIRST, rows, owner)

    his, theirs = shocks(Channel.PUTIN_ESTIMATE), shocks(Channel.LUKASHENKO_ESTIMATE)
    return {
        "putin_error": putin.uncertainty * his[0],
        "lukashenko_error": lukashenko.uncertainty * theirs[1],
        "allegiance": scenario.army.common_loyalty * shocks(Channel.ARMY_ALLEGIANCE)[2],
        "putin_leaning": putin.leaning * his[3 : 3 + options],
        "lukashenko_leaning": lukashenko.leaning * theirs[3 + options :],
    }
