"""A year of people alone: our kernels and the same in C, on the same worlds, checked to be equal
bit for bit.

In week 0 the soldiers' ranks are laid out; every week all are asked whether they would obey, morale
drifts and citizens decide; every quarter an order is played out to the end.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

import numpy as np

from sim import Scenario
from sim.luck import Channel
from sim.machine.arrays import of_each
from sim.model import WarEntry
from sim.people.people import single, singles

WORLDS = 512
QUARTER = 13  # weeks
CROWDED = 64  # worlds in which one has a crowd
_GOLDEN = (sqrt(5) - 1) / 2


class Year(NamedTuple):
    """What a year of people comes to."""

    ranks: Any  # of soldiers, shape (worlds, soldiers)
    willing: Any  # parts of soldiers, shape (weeks, worlds)
    obeying: Any  # share of the called-up, shape (quarters, worlds)
    protesters: Any  # citizens, shape (weeks, worlds)
    morale: Any  # at the end, shape (worlds, soldiers)


class PeopleYear:
    """The people of a batch in week 0, and what a year of kernels makes of them."""

    def __init__(self, worlds: int = WORLDS) -> None:
        self.model = WarEntry(Scenario(), worlds=worlds, seed=0, collect=False)
        self.start = self.model.world.soldiers.morale.copy()
        self.shift = np.linspace(0, 1, worlds)  # of the lattice of ranks
        self.resistance = np.linspace(0.7, 0.9, worlds)  # so that some orders hold and some fail
        self.risk = np.full(worlds, 0.05)
        public = self.model.assumptions.public
        self.drift, self.conceded, self.fear, self.anger = (
            singles(value, worlds) for value in (-0.001, 0.03, public.risk_weight, public.threshold)
        )
        self.anger[::CROWDED] = 0.1  # here nearly all come into the street

    def live(self, kernels: Any) -> Year:
        """A year with one set of kernels."""
        world, army = self.model.world, self.model.assumptions.army
        world.soldiers.morale[...] = self.start
        ranks = np.empty_like(self.start)
        kernels.people_lattice(ranks, _GOLDEN, self.shift)
        willing, obeying, protesters = [], [], []
        for week in range(self.model.assumptions.weeks):
            willing.append(
                kernels.count_willing(
                    world.soldiers.morale, world.soldiers.loyalty, world.row,
                    self._each(army.loyalty_weight), single(self.resistance),
                    self._each(army.steepness),
                )
            )  # fmt: skip
            if week % QUARTER == 0:
                obeying.append(self._obeying(kernels))
            self._drift(kernels, week)
            protesters.append(self._protesters(kernels, week))
        told = (np.array(willing), np.array(obeying), np.array(protesters))
        return Year(ranks, *told, world.soldiers.morale)

    def _each(self, value: float) -> Any:
        return singles(value, self.model.world.worlds)

    def _obeying(self, kernels: Any) -> Any:
        world, army = self.model.world, self.model.assumptions.army
        return kernels.share_obeying(
            world.soldiers.morale, world.soldiers.loyalty, world.row,
            self._each(army.loyalty_weight), self.resistance, self.risk,
            of_each(army.called_limited, world.worlds), of_each(army.contagion, world.worlds),
            self._each(army.steepness),
        )  # fmt: skip

    def _drift(self, kernels: Any, week: int) -> None:
        world, army = self.model.world, self.model.assumptions.army
        kernels.drift_morale(
            world.soldiers.morale, world.soldiers.usual_morale, world.row, world.number, week,
            int(Channel.SOLDIER_SHOCK), self.model.luck.key, self.drift, self._each(army.homing),
            self._each(army.personal_spread),
        )  # fmt: skip

    def _protesters(self, kernels: Any, week: int) -> Any:
        world, public = self.model.world, self.model.assumptions.public
        people = world.citizens
        return kernels.count_protesters(
            people.grievance, people.dislike, people.risk_aversion, world.row, world.number,
            week, int(Channel.CITIZEN_SHOCK), self.model.luck.key, self.conceded, self.fear,
            self.anger, self._each(public.personal_spread),
        )  # fmt: skip


def assert_equal(year: PeopleYear, one: Any, other: Any) -> None:
    """Raise AssertionError unless both sets of kernels bring the same year, bit for bit."""
    first = Year(*(each.copy() for each in year.live(one)))
    second = year.live(other)
    for name in Year._fields:
        assert np.array_equal(getattr(first, name), getattr(second, name)), f"{name} differ"
