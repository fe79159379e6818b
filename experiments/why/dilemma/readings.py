"""What the lives of a place say: how often he is in power after each answer, what one answer does
against another in the same worlds, and what he expected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from experiments.why.dilemma.answers import ANSWERS, BELOW, FEW
from experiments.why.dilemma.records import Lives
from sim.estimates.intervals import Estimate, paired_difference, rate
from sim.machine.arrays import Bools
from sim.world import Rung

ALL, OBEYS, REFUSES = "all", "obeys", "refuses"
GROUPS = {
    ALL: "all worlds asked",
    OBEYS: "where the army obeys",
    REFUSES: "where it does not",
}
BEST = "best lower rung"


@dataclass(frozen=True)
class Powers:
    """How often he is in power some weeks after each answer, in one group of worlds."""

    group: str
    in_power: Mapping[Rung, Bools]  # by answer, each of shape (worlds,)

    @property
    def worlds(self) -> int:
        """How many worlds of the group were asked."""
        return int(next(iter(self.in_power.values())).size)

    @property
    def told(self) -> bool:
        """Whether they are enough to say something."""
        return self.worlds >= FEW

    @property
    def best(self) -> Rung:
        """The answer below entry with which he is in power most often."""
        return max(BELOW, key=lambda rung: int(self.in_power[rung].sum()))

    def chance(self, rung: Rung) -> Estimate:
        """How often he is in power after an answer."""
        return rate(int(self.in_power[rung].sum()), self.worlds)

    def less(self, rung: Rung, other: Rung) -> Estimate:
        """How much more often than after another answer, in the same worlds."""
        return paired_difference(self.in_power[rung], self.in_power[other])


def powers(lives: Lives, group: str, held: int, weeks: int) -> Powers:
    """The powers of a group of worlds, with answers kept for `held` weeks."""
    where = members(lives, group)
    return Powers(group, {rung: lives.in_power(weeks, (rung, held))[where] for rung in ANSWERS})


def members(lives: Lives, group: str) -> Bools:
    """Which worlds asked belong to a group, shape (worlds,)."""
    everywhere = np.ones(lives.number.size, dtype=bool)
    return {ALL: everywhere, OBEYS: lives.obeys, REFUSES: ~lives.obeys}[group]


def naive(lives: Lives, weeks: int) -> tuple[Estimate, Estimate] | None:
    """How often he is in power in the worlds that he took into the war of his own accord, and in
    those that he did not; None where either are few.
    """
    lasted = lives.in_power(weeks)
    found = [lasted[where] for where in (lives.entered, ~lives.entered)]
    if min(each.size for each in found) < FEW:
        return None
    one, other = (rate(int(each.sum()), each.size) for each in found)
    return one, other


@dataclass(frozen=True)
class Belief:
    """What he expected of keeping to an answer, and what came of it, means over worlds."""

    rung: Rung
    own: float  # as he saw his army
    true: float  # by the same law with the army as it is
    event: Estimate


def beliefs(lives: Lives, found: Powers) -> Iterator[Belief]:
    """The beliefs about every answer, in the group of some powers."""
    where = members(lives, found.group) & ~np.isnan(lives.own[0])
    if where.any():
        for rung in ANSWERS:
            own, true = (float(each[rung][where].mean()) for each in (lives.own, lives.true))
            yield Belief(rung, own, true, found.chance(rung))
