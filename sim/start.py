"""Week 0: worlds as they are before anyone has chosen anything."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.agents.army import raise_army
from sim.agents.public import gather_public
from sim.luck import Luck
from sim.machine.arrays import Floats, Whole
from sim.scenario import Scenario
from sim.world import ENTRIES, NEVER, Block, Outcome, Rung, World


def begin(scenario: Scenario, numbers: NDArray[np.uint64], luck: Luck) -> World:
    """The worlds of these numbers in week 0: alike in all but their people and their luck."""
    worlds = numbers.size
    citizens, opposed = gather_public(numbers, luck, scenario.public)

    def everywhere(value: float) -> Floats:
        return np.full(worlds, float(value))

    def count(value: int = 0) -> Whole:
        return np.full(worlds, value)

    return World(
        number=numbers, row=np.arange(worlds), soldiers=raise_army(numbers, luck, scenario.army),
        citizens=citizens, front=everywhere(scenario.theatre.front),
        border_defence=everywhere(scenario.theatre.border_defence),
        contingent=everywhere(scenario.theatre.contingent),
        pressure=everywhere(scenario.pressure.level), credit=everywhere(scenario.lukashenko.credit),
        backing=everywhere(scenario.lukashenko.backing),
        hosting=everywhere(scenario.theatre.hosting),
        capacity=everywhere(scenario.opposition.capacity),
        repression=everywhere(scenario.public.repression),
        protest=everywhere(scenario.public.protest), opposed=opposed, compliance=everywhere(1),
        resistance=everywhere(0), loyalty_line=everywhere(0), prospects=everywhere(0),
        needed=np.zeros((len(ENTRIES), worlds)), demand=everywhere(0),
        removal=np.zeros(worlds, dtype=bool), order=count(), offence=everywhere(0),
        agitation=everywhere(0), mobilisation=everywhere(0), putin=count(), lukashenko=count(),
        opposition=count(), outcome=count(), blocked=count(), ended=count(NEVER),
        highest_rung=count(), rung_weeks=np.zeros((len(Rung), worlds), dtype=np.int64),
        ultimatum=count(NEVER), failed_orders=count(),
        peak_protest=everywhere(scenario.public.protest), lowest_compliance=everywhere(1),
        peak_contingent=everywhere(scenario.theatre.contingent), weight=everywhere(1),
        lived=everywhere(1), ordered=np.zeros((len(ENTRIES), worlds)),
        chances=np.zeros((len(Outcome), worlds)), blocks=np.zeros((len(Block), worlds)),
        rungs=np.zeros((len(Rung), worlds)),
    )  # fmt: skip
