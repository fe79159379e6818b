"""The conditional estimator: what is known before the dice fall is counted, not rolled.

Each week, before anyone draws, the model knows the chance that this history ends in entry: the chance of an ultimatum, times the
chance of each entry rung in answer to it, if the army would carry the order out. That chance is added, with the history's
weight, to the probability of the outcome; the history goes on as one that did not end, with what is left of its weight.
Mutinies on order, coups, uprisings and replacements are treated the same way. Nothing is spent on worlds that end, and the
estimate is unbiased whatever the week or the outcome (docs/estimators.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim import regime
from sim.agents import army, lukashenko, putin
from sim.agents.lukashenko import ENTRY_RUNGS
from sim.choice import in_order
from sim.scenario import Scenario
from sim.world import ENTRIES, Block, Outcome, World

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass
class Foresight:
    """One week seen ahead in every world."""

    world: World
    luck: Floats
    resolve: float
    scenario: Scenario
    ends: NDArray[np.bool_] = field(init=False)  # whether an order to each entry rung would end the world, (entry rungs, worlds)

    def before_putin(self, probability: Floats) -> Floats:
        """Count what orders would bring; the probabilities of Putin's options in a history that they do not end."""
        world = self.world
        verdicts = np.stack([army.verdict(world, np.arange(world.worlds), order, self.scenario.army) for order in ENTRIES])
        self.ends = verdicts != Outcome.NO_ENTRY
        going_on = probability.copy()
        ordered = np.zeros((len(ENTRIES), world.worlds))
        for option, orders in self._orders():
            ending = orders * self.ends
            ordered += probability[option] * ending
            going_on[option] = probability[option] * (1 - in_order(ending))
        self._spend_on_orders(ordered, verdicts)
        return self._normalised(going_on, probability)

    def before_lukashenko(self, probability: Floats) -> Floats:
        """The probabilities of his rungs in a history that his orders do not end."""
        going_on = probability.copy()
        going_on[list(ENTRY_RUNGS)] *= ~self.ends
        return self._normalised(going_on, probability)

    def fall(self) -> None:
        """Count the chances that the regime falls; it does not."""
        world = self.world
        removed, coup, uprising = regime.dangers(world, self.scenario)
        replaced = removed + (1 - removed) * coup
        self._spend_on_fall(world.weight * replaced, Outcome.REPLACED)
        self._spend_on_fall(world.weight * uprising, Outcome.UPRISING)

    def _orders(self) -> Iterator[tuple[int, Floats]]:
        """Each option that demands entry, and the chance that Lukashenko answers it with each entry rung, (entry rungs, worlds)."""
        believed = lukashenko.believe(self.world, self.luck, self.scenario)
        for option, demand in enumerate(self.scenario.putin.demands):
            if lukashenko.entry_demanded(np.array(demand), self.scenario.lukashenko):
                imagined = copy(self.world)
                putin.lean(imagined, np.full(imagined.worlds, option), self.resolve, self.scenario)
                answer = lukashenko.answer(imagined, imagined.demand, imagined.pressure, believed, self.scenario)[1]
                yield option, answer[list(ENTRY_RUNGS)]

    def _spend_on_orders(self, chance: Floats, verdicts: Whole) -> None:
        world = self.world
        world.lived = world.weight
        world.ordered = chance * world.weight
        for rung, weight, brought in zip(ENTRY_RUNGS, world.ordered, verdicts, strict=True):
            highest = np.maximum(world.highest_rung, int(rung))
            world.spend(weight, brought, highest, np.full(world.worlds, int(Block.ARMY_REFUSED)))
        world.weight = world.weight * (1 - in_order(chance))

    def _spend_on_fall(self, weight: Floats, outcome: Outcome) -> None:
        world = self.world
        world.spend(weight, np.full(world.worlds, int(outcome)), world.highest_rung, np.full(world.worlds, int(Block.REGIME_FELL)))
        world.weight = world.weight - weight

    def _normalised(self, going_on: Floats, otherwise: Floats) -> Floats:
        """Probabilities that add up to 1; where nothing goes on the weight is spent, and the history goes on for nothing."""
        left = in_order(going_on)
        spent = left <= 0
        return np.where(spent, otherwise, going_on / np.where(spent, 1.0, left))
