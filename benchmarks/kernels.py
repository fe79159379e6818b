"""A year of people alone: our kernels and the same in C, on the same worlds, checked to be equal
bit for bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import Scenario
from sim.luck import Channel
from sim.model import WarEntry
from sim.people.people import single

WORLDS = 512


class PeopleYear:
    """The people of a batch in week 0, and what a year of kernels makes of them."""

    def __init__(self, worlds: int = WORLDS) -> None:
        self.model = WarEntry(Scenario(), worlds=worlds, seed=0, collect=False)
        self.start = self.model.world.soldiers.morale.copy()
        every = np.ones(worlds, np.float32)
        self.needed, self.drift = every * np.float32(0.7), every * np.float32(-0.001)
        self.conceded, self.fear, self.anger = (
            every * np.float32(0.05),
            every * np.float32(0.3),
            every * np.float32(0.4),
        )

    def live(self, kernels: Any) -> tuple[list[Any], list[Any]]:
        """Soldiers willing and citizens protesting, week by week.

        Each list of arrays of shape (worlds,).
        """
        world, scenario, key = self.model.world, self.model.assumptions, self.model.luck.key
        army, public, people = scenario.army, scenario.public, world.citizens
        world.soldiers.morale[...] = self.start
        willing, protesters = [], []
        for week in range(scenario.weeks):
            men = world.soldiers
            willing.append(
                kernels.count_willing(
                    men.morale, men.loyalty, world.row, single(army.loyalty_weight), self.needed
                )
            )
            kernels.drift_morale(
                men.morale, men.usual_morale, world.row, world.number, week,
                int(Channel.SOLDIER_SHOCK), key, self.drift, single(army.homing),
                single(army.personal_spread),
            )  # fmt: skip
            protesters.append(kernels.count_protesters(
                people.grievance, people.dislike, people.risk_aversion, world.row, world.number,
                week, int(Channel.CITIZEN_SHOCK), key, self.conceded, self.fear, self.anger,
                single(public.personal_spread),
            ))  # fmt: skip
        return willing, protesters


def assert_equal(year: PeopleYear, one: Any, other: Any) -> None:
    """Raise AssertionError unless both sets of kernels count the same people and leave
    the same morale.
    """
    first, morale = year.live(one), year.model.world.soldiers.morale.copy()
    second = year.live(other)
    assert np.array_equal(first[0], second[0]), "the soldiers counted differ"
    assert np.array_equal(first[1], second[1]), "the citizens counted differ"
    assert np.array_equal(morale, year.model.world.soldiers.morale), "morale differs"
