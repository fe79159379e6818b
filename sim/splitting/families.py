"""Families of worlds: a first world, and the copies made of it on its way to a rare event.

Between a world and the threshold lie levels. A world that comes to a level for the first time is
copied, so that `SPLIT` of it go on, each with luck of its own and with an equal part of what it
weighed; a family that has grown beyond `MOST` worlds is thinned, and those that stay weigh more.
What passes the threshold counts with its part and with the chance that the world had not ended by
then. Copying and thinning leave the expected weight on every course as it was, so the sum over a
family is an unbiased estimate of the event's chance, wherever the levels lie, if they were set
before the family lived [Garvels2000]. Families of different first worlds are independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.allowed import ScenarioError
from sim.estimates.foresight import Foreseen
from sim.estimates.histories import Histories
from sim.estimates.weights import Weights
from sim.luck import MAX_WORLDS, Channel
from sim.machine.arrays import Bools, Floats, Whole
from sim.model import WarEntry
from sim.scenario import Scenario
from sim.simulation import batch_size
from sim.splitting.events import Event

TOGETHER = 2048  # first worlds side by side, of default size: part of what a seed gives
SPLIT = 4  # worlds that go on where one came to a level
MOST = 64  # worlds of a family that go on; fewer where worlds are so large that a batch holds fewer


@dataclass(frozen=True)
class Leaves:
    """Worlds that have passed the threshold or come to the horizon, arrays of shape (leaves,)."""

    family: Whole  # which first world it descends from
    nearest: Floats  # how near it came; infinite where it passed
    weight: Floats  # part of the first world, times the chance of not having ended when nearest

    @classmethod
    def joined(cls, parts: Sequence[Leaves]) -> Leaves:
        """Several lots of leaves as one."""
        return cls(
            np.concatenate([each.family for each in parts]),
            np.concatenate([each.nearest for each in parts]),
            np.concatenate([each.weight for each in parts]),
        )

    def renumbered(self, first: int) -> Leaves:
        """The same with families numbered from `first` on."""
        return Leaves(self.family + first, self.nearest, self.weight)

    @property
    def heaviest(self) -> float:
        """The most that any one world that passed the threshold weighs."""
        return float(self.weight[np.isinf(self.nearest)].max(initial=0.0))

    def chances(self, families: int) -> Floats:
        """Chance of the event by family, unbiased, shape (families,)."""
        passed = np.isinf(self.nearest)
        return np.bincount(self.family[passed], self.weight[passed], families).astype(np.float64)


@dataclass
class Families:
    """Some families of one scenario, lived side by side."""

    scenario: Scenario
    event: Event
    levels: Floats  # nearness of each, in rising order
    worlds: int  # first worlds
    seed: int
    number: int  # of the first of them; all worlds from there on are theirs to use
    lived: int = field(default=0, init=False)  # weeks lived by all worlds together

    def live(self) -> Leaves:
        """Live to the horizon, or until all have passed the threshold."""
        self._begin()
        leaves = []
        while self._model.running and self._family.size:
            self._model.step()
            self.lived += self._family.size
            passed, level = self._come_nearer()
            leaves.append(self._leaves(passed))
            if self._model.running:
                self._go_on(passed, level)
        if self._family.size:
            leaves.append(self._leaves(np.isfinite(self._nearest)))
        self._model.__dict__.clear()  # a Mesa model refers to itself
        return Leaves.joined(leaves)

    def _begin(self) -> None:
        self._model = WarEntry(
            self.scenario, worlds=self.worlds, first_world=self.number, seed=self.seed,
            collect=False, conditional=True, follow_entry=False,
        )  # fmt: skip
        self.number += self.worlds
        self._family = np.arange(self.worlds)
        self._level = np.zeros(self.worlds, dtype=np.int64)  # levels come to so far
        self._nearest = np.full(self.worlds, -np.finfo(float).max)
        self._part = np.ones(self.worlds)  # of its first world
        self._weight = np.ones(self.worlds)  # of not having ended, when it was nearest

    @property
    def _weights(self) -> Weights:
        """What is left of the worlds, whose endings are foreseen."""
        assert isinstance(self._model.endings, Foreseen)
        return self._model.endings.weights

    def _come_nearer(self) -> tuple[Bools, Whole]:
        """Who passes the threshold this week, and how many levels each world has come to."""
        nearness = self.event.nearness(self._model.world)
        nearer = nearness > self._nearest
        self._weight = np.where(nearer, self._weights.left, self._weight)
        self._nearest = np.where(nearer, nearness, self._nearest)
        passed = self._nearest > 0
        self._nearest[passed] = np.inf
        return passed, np.searchsorted(self.levels, self._nearest, side="right")

    def _leaves(self, which: Bools) -> Leaves:
        return Leaves(
            self._family[which], self._nearest[which], self._part[which] * self._weight[which]
        )

    def _go_on(self, passed: Bools, level: Whole) -> None:
        """Copy worlds that have come to levels, and let go of those that have passed."""
        copies = np.where(passed, 0, SPLIT ** (level - self._level))
        if (copies == 1).all():
            return
        places, thinned = self._thin(np.repeat(np.arange(copies.size), copies))
        self._part = (self._part / np.maximum(copies, 1))[places] * thinned
        self._family, self._level = self._family[places], level[places]
        self._nearest, self._weight = self._nearest[places], self._weight[places]
        if places.size:
            self._branch(places)

    def _thin(self, places: Whole) -> tuple[Whole, Floats]:
        """No more of a family than may go on, drawn evenly, and how much more each then weighs."""
        most = min(MOST, max(SPLIT, batch_size(self.scenario, TOGETHER)))
        size = np.bincount(self._family[places], minlength=self.worlds)
        if size.max() <= most:
            return places, np.ones(places.size)
        places = places[np.argsort(self._family[places], kind="stable")]
        family = self._family[places]
        rank = np.arange(places.size) - (np.cumsum(size) - size)[family]
        share = np.minimum(most / np.maximum(size, 1), 1.0)[family]
        point = self._uniform()[family] + rank * share
        stays = (np.floor(point + share) > np.floor(point)) | (share == 1)
        return places[stays], 1 / share[stays]

    def _uniform(self) -> Floats:
        numbers = np.arange(self.number, self.number + self.worlds, dtype=np.uint64)
        return self._model.luck.of_channel(self._model.week, numbers, Channel.SPLITTING)

    def _branch(self, places: Whole) -> None:
        if self.number + places.size > MAX_WORLDS:
            raise ScenarioError("splitting has run out of luck: ask for fewer worlds or weeks")
        numbers = np.arange(self.number, self.number + places.size, dtype=np.uint64)
        self.number += places.size
        self._model.world.branch(places, numbers)
        self._weights.branch(places)
        self._model.histories = Histories.unwritten(numbers)
