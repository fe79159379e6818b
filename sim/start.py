"""Week 0: worlds as they are before anyone has chosen anything."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from sim.agents.army import raise_army
from sim.agents.public import gather_public
from sim.luck import Luck
from sim.scenario import Scenario
from sim.world import World, everywhere


def begin(scenario: Scenario, numbers: NDArray[np.uint64], luck: Luck) -> World:
    """The worlds of these numbers in week 0: alike in all but their people and their luck."""
    citizens, opposed = gather_public(numbers, luck, scenario.public)
    alike = {
        each.name: everywhere(each, numbers.size, scenario)
        for each in fields(World)
        if each.metadata
    }
    return World(
        **(alike | {"opposed": opposed}),
        number=numbers,
        row=np.arange(numbers.size),
        soldiers=raise_army(numbers, luck, scenario.army),
        citizens=citizens,
    )
