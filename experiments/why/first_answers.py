"""What Lukashenko expects when he first answers an ultimatum: of each rung, would he still be in
power at his horizon? As he sees his army, and by the same law with the army as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.agents import lukashenko
from sim.agents.leader import Turn
from sim.agents.moscow import Option
from sim.machine.arrays import Floats, Whole
from sim.model import WarEntry
from sim.scenario import Scenario
from sim.week import Week
from sim.world import NEVER, Rung, World


@dataclass(frozen=True)
class Expected:
    """First answers in some worlds, and what he expected then; nan and NEVER where none came."""

    choice: Whole  # the rung that he chose, shape (worlds,)
    own: Floats  # survival as he saw it, shape (rungs, worlds)
    true: Floats  # by the same law with the army's true willingness, shape (rungs, worlds)


class FirstAnswers:
    """Watches a model for first answers; nothing in the model is changed by it."""

    def __init__(self, model: WarEntry) -> None:
        self.numbers = np.sort(model.world.number)
        unknown = np.full((len(Rung), self.numbers.size), np.nan)
        self.found = Expected(np.full(self.numbers.size, NEVER), unknown, unknown.copy())
        self._write = model.lukashenko.write
        model.lukashenko.write = self._watched  # type: ignore[method-assign]

    def _watched(
        self, choice: Whole, turn: Turn, world: World, week: Week, scenario: Scenario
    ) -> None:
        first = turn.again() & (world.putin == Option.ULTIMATUM) & (world.answered == NEVER)
        if first.any():
            self._note(np.flatnonzero(first), choice, turn, world, week.resolve, scenario)
        self._write(choice, turn, world, week, scenario)

    def _note(
        self, new: Whole, choice: Whole, turn: Turn, world: World, resolve: Any, scenario: Scenario
    ) -> None:
        seen, where = world.at(new), np.searchsorted(self.numbers, world.number[new])
        assert turn.judgement is not None
        mine = np.searchsorted(turn.places, new)
        known = lukashenko.judge(
            seen, resolve, seen.pressure, seen.compliance, scenario.at(new)
        ).foretold["survival"]
        self.found.choice[where] = choice[new]
        self.found.own[:, where] = turn.judgement.foretold["survival"][:, mine]
        self.found.true[:, where] = known
