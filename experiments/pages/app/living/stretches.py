"""Stretches of worlds: so many in a row, lived with endings foreseen, as sums that can be added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.estimates.masses import ROWS, Masses, rows_of
from sim.estimates.weekly import WHOLE
from sim.machine.arrays import Floats
from sim.scenario import Scenario
from sim.simulation import simulate

FIRST, SHORT, LONG = 2_000, 250, 500  # worlds of a first answer; of a stretch up to it, and beyond


@dataclass(frozen=True)
class Stretch:
    """What came of some worlds in a row."""

    first: int
    masses: Masses
    rungs: Floats  # worlds on each rung by week, shape (weeks, rungs)
    entry: Floats  # chance of entry, shape (worlds,)

    @property
    def worlds(self) -> int:
        """How many they are."""
        return int(self.entry.size)


def spans(beyond: int, goal: int) -> Iterator[tuple[int, int]]:
    """The stretches from some world to another: the first of each, and how many."""
    first = beyond
    while first < goal:
        many = min(SHORT if first < FIRST else LONG, goal - first)
        yield first, many
        first += many


def lived(scenario: Scenario, first: int, worlds: int, seed: int) -> Stretch:
    """Worlds first, first + 1, ... lived."""
    found = simulate(scenario, worlds, seed, estimator="conditional", first_world=first)
    entry = rows_of(found.histories.chances)[ROWS.index("entry")]
    return Stretch(first, found.masses, found.weekly.lukashenko / WHOLE, entry)


def at_points(
    scenario: Scenario, columns: Mapping[str, Any], first: int, worlds: int, seed: int
) -> Floats:
    """Chance of entry in the same worlds at points of a scenario, shape (points, worlds)."""
    points = scenario.varied(columns)
    return simulate(points, worlds, seed, estimator="conditional", first_world=first).chances()
