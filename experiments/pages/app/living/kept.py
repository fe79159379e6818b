"""What was lived is kept, so that whoever moves back, or compares, is answered at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from experiments.pages.app.living.desk import Desk, Ticket, together
from experiments.pages.app.living.stretches import Stretch, at_points, lived, spans
from experiments.plan.fingerprints import described
from experiments.plan.identity import digest, parameters_of
from sim.estimates.masses import Masses
from sim.machine.arrays import Floats
from sim.mixture import Mixture
from sim.scenario import Scenario

_MOST, _MOST_VARIED = 64, 512  # scenarios that are remembered, and sets of points
_KEY = 24  # letters
Record = TypeVar("Record", "Gathered", "Varied")


@dataclass
class Gathered:
    """The worlds of one scenario that were lived, from the first on."""

    scenario: Scenario
    seed: int
    masses: Masses
    rungs: Floats  # worlds on each rung by week, shape (weeks, rungs)
    entry: Floats = field(default_factory=lambda: np.zeros(0))  # of every world
    ahead: dict[int, Stretch] = field(default_factory=dict)  # lived before those in between

    @property
    def worlds(self) -> int:
        """How many are added up."""
        return int(self.entry.size)

    @property
    def vectors(self) -> int:
        """How many vectors of parameters the worlds are over; 0 where they do not differ."""
        return vectors_of(self.scenario)

    async def until(self, goal: int, desk: Desk, turn: Ticket) -> None:
        """Live on until there are so many; raises Overtaken."""

        async def one(first: int, worlds: int) -> None:
            part = await desk.do(turn, lived, self.scenario, first, worlds, self.seed)
            self.ahead[first] = part

        missing = [each for each in spans(self.worlds, goal) if each[0] not in self.ahead]
        await together(one(*each) for each in missing)
        self._take_in(goal)

    def _take_in(self, goal: int) -> None:
        """Add up what was lived, as far as was asked: whole goals are what is told."""
        parts: list[Stretch] = []
        first = self.worlds
        while first < goal and first in self.ahead:
            parts.append(self.ahead.pop(first))
            first += parts[-1].worlds
        for part in parts:
            self.masses.merge(part.masses)
            self.rungs += part.rungs
        self.entry = np.concatenate([self.entry, *(part.entry for part in parts)])
        self.ahead = {each: part for each, part in self.ahead.items() if each >= self.worlds}


@dataclass
class Varied:
    """The same worlds at several points of a scenario."""

    scenario: Scenario
    seed: int
    columns: dict[str, Any]
    entry: Floats  # chance of entry, shape (points, worlds)

    @property
    def worlds(self) -> int:
        """How many worlds of each point were lived."""
        return int(self.entry.shape[1])

    async def until(self, goal: int, stretch: int, desk: Desk, turn: Ticket) -> None:
        """Live on until there are so many of each point, some at a time; raises Overtaken."""
        have = self.worlds
        parts = await together(
            desk.do(turn, at_points, self.scenario, self.columns, first,
                    min(stretch, goal - first), self.seed)
            for first in range(have, goal, stretch)
        )  # fmt: skip
        if self.worlds == have:  # nobody else was faster
            self.entry = np.concatenate([self.entry, *parts], axis=1)


class Kept:
    """Scenarios that were lived, the latest few."""

    def __init__(self) -> None:
        self._told: OrderedDict[str, Gathered] = OrderedDict()
        self._varied: OrderedDict[str, Varied] = OrderedDict()

    def of(self, scenario: Scenario, seed: int) -> Gathered:
        """What is known of a scenario under a seed."""

        def new() -> Gathered:
            weeks = scenario.weeks
            rungs = len(Masses.empty(weeks).rungs)
            return Gathered(scenario, seed, Masses.empty(weeks), np.zeros((weeks, rungs)))

        return _found(self._told, key_of(scenario, seed), new, _MOST)

    def at(self, scenario: Scenario, seed: int, columns: dict[str, Any]) -> Varied:
        """What is known of points of a scenario under a seed."""
        usual = scenario.but({path: values[0] for path, values in columns.items()})
        told = {path: list(values) for path, values in columns.items()}
        key = digest([key_of(usual, seed), told], _KEY)
        points = len(next(iter(columns.values())))
        return _found(
            self._varied,
            key,
            lambda: Varied(scenario, seed, columns, np.zeros((points, 0))),
            _MOST_VARIED,
        )


def key_of(scenario: Scenario, seed: int) -> str:
    """A few letters that only this scenario has, under this seed."""
    alone = scenario.alone if isinstance(scenario, Mixture) else scenario
    return digest([parameters_of(alone), described(scenario), seed], _KEY)


def vectors_of(scenario: Scenario) -> int:
    """How many vectors a scenario is over; 0 where it is one."""
    if isinstance(scenario, Mixture) and scenario.vectors.columns:
        return scenario.vectors.many
    return 0


def _found(
    known: OrderedDict[str, Record], key: str, new: Callable[[], Record], most: int
) -> Record:
    if key not in known:
        known[key] = new()
    known.move_to_end(key)
    while len(known) > most:
        known.popitem(last=False)
    return known[key]
