"""One evaluation: parameters, a structure, and one deal of every kind of dice, over worlds that
share the dice and differ in everything else.

Point i of a run has worlds i * worlds, i * worlds + 1, ..., under whichever parameters: what is not
swapped is the same world by world.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from experiments.engine.lots import Lot
from experiments.why.points.living import EVENTS, of_events
from experiments.why.sensitivity.groups import REST
from sim.luck import DICE, Lent, Luck
from sim.machine.arrays import Floats
from sim.scenario import Ensemble
from sim.simulation import live

_LOT = 8192  # worlds


@dataclass(frozen=True)
class Deal:
    """Two seeds of luck, and who is dealt from the second."""

    seeds: tuple[int, int]
    swapped: frozenset[str] = frozenset()

    def swap(self, owners: Collection[str]) -> Deal:
        """The same but for some owners of luck, who are dealt from the second seed."""
        return Deal(self.seeds, self.swapped | frozenset(owners))

    def luck(self, worlds: int) -> Luck:
        """The luck of points that have so many worlds each, all on the same dice."""
        rest = self.seeds[REST in self.swapped]
        dealt = {each: Lent(self.seeds[each in self.swapped], worlds) for each in DICE}
        return Luck.dealt(rest, dealt)


class Cube(Protocol):
    """What makes points that can be lived of points in a unit cube."""

    def ensemble(self, unit: Floats) -> Ensemble:
        """The points that can be lived, from shape (points, numbers)."""


def lots(cube: Cube, unit: Floats, worlds: int, luck: Luck) -> list[Lot]:
    """The work of living worlds of their own of every point of a cube, shape (points, numbers)."""
    many = max(1, _LOT // worlds)
    return [
        Lot(chances, (cube, some, first, worlds, luck), worlds * len(some))
        for first in range(0, len(unit), many)
        for some in [unit[first : first + many]]
    ]


def chances(cube: Cube, unit: Floats, first: int, worlds: int, luck: Luck) -> Floats:
    """Chances of the events, the mean over worlds of every point's own, shape (events, points); the
    first of the points has the number `first` among all.
    """
    means: Floats = lived_apart(cube.ensemble(unit), first, worlds, luck).mean(axis=2)
    return means


def lived_apart(ensemble: Ensemble, first: int, worlds: int, luck: Luck) -> Floats:
    """Chances of the events in worlds of every point's own, shape (events, points, worlds)."""
    points = np.repeat(np.arange(ensemble.points), worlds)
    numbers = np.arange(first * worlds, (first + ensemble.points) * worlds, dtype=np.uint64)
    found = live(ensemble, points, numbers, luck.seed, estimator="conditional", luck=luck)
    return of_events(found).reshape(len(EVENTS), -1, worlds)
