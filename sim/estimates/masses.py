"""Sums of chances that do not depend on their order: what every estimate is made of.

A chance is added in fixed point, as three whole numbers (of worlds, of multiples of 2^-36, and of
2^-86 for the rest), so that any number of batches, chunks and processes, in any order, gives the
same sum to the last bit; chances as small as 1e-20 keep their figures, and no number of worlds is
too large. Where endings were drawn every chance is 0 or 1: the sum is a count, and equal to the sum
of squares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from sim.estimates.histories import Histories
from sim.estimates.intervals import Estimate, average, rate
from sim.laws.choice import in_order
from sim.machine.arrays import Floats, Whole
from sim.world import ENTRIES, FALLS, Block, Outcome, Rung

HIGH, LOW = 36, 50  # bits of the two parts below one of a fixed-point number
ONE = 2 ** (HIGH + LOW)  # a whole world
ROWS = (
    *(outcome.name.lower() for outcome in Outcome),
    "entry",
    "fall",
)  # `entry` is limited or full, `fall` the regime's, however
_ENDINGS = slice(Outcome.NO_ENTRY + 1, None)  # the rows of what ends a world


@dataclass(frozen=True)
class Masses:
    """Sums over worlds of chances and of their squares.

    The last two axes are (sum, sum of squares) and (whole, high, low) part.
    """

    incidence: Whole  # (rows, weeks, 2, 3): chances by the end of each week
    blocks: Whole  # (blocks, 2, 3)
    rungs: Whole  # (rungs, 2, 3)

    @classmethod
    def empty(cls, weeks: int) -> Masses:
        """Nothing added yet."""
        shapes = ((len(ROWS), weeks), (len(Block),), (len(Rung),))
        return cls(*(np.zeros((*shape, 2, 3), dtype=np.int64) for shape in shapes))

    def add_week(self, week: int, going_on: Floats, leaving: Floats) -> None:
        """Add the chances of every outcome by the end of a week, of worlds that go on and of those
        that leave, shapes (outcomes, worlds). Whoever leaves keeps his in every week to come.
        """
        if going_on.size:
            self.incidence[_ENDINGS, week] += moments(rows_of(going_on)[_ENDINGS])
        if leaving.size:
            self.incidence[_ENDINGS, week:] += moments(rows_of(leaving)[_ENDINGS])[:, None]

    def add_end(self, histories: Histories) -> None:
        """Add who reached the horizon, what blocked entry and how high histories went."""
        stayed = histories.chances[Outcome.NO_ENTRY, None]
        self.incidence[Outcome.NO_ENTRY, -1] += moments(stayed)[0]
        self.blocks[...] += moments(histories.blocks)
        self.rungs[...] += moments(histories.rungs)
        for sums in (self.incidence, self.blocks, self.rungs):
            carry(sums)

    def merge(self, other: Masses) -> None:
        """Add the sums of other worlds."""
        for each in fields(self):
            mine = getattr(self, each.name)
            mine += getattr(other, each.name)
            carry(mine)


def rows_of(chances: Floats) -> Floats:
    """Chances of every outcome, of entry and of a fall, shape (rows, worlds)."""
    together = [in_order(chances[list(outcomes)]) for outcomes in (ENTRIES, FALLS)]
    return np.concatenate([chances, together])


def estimate(sums: Whole, worlds: int) -> Estimate:
    """The mean chance over worlds with its interval, from one pair of sums, shape (2, 3).

    Where every chance is 0 or 1, and only there, the sum is that of the squares: a count.
    """
    total, squares = (exact(parts) for parts in sums)
    if total == squares and total % ONE == 0:
        return rate(total // ONE, worlds)
    variance = max(worlds * squares * ONE - total * total, 0) / (
        worlds * max(worlds - 1, 1) * ONE * ONE
    )
    return average(total / (worlds * ONE), variance, worlds)


def exact(parts: Whole) -> int:
    """A sum in units of 2^-86, from its three parts."""
    whole, high, low = (int(part) for part in parts)
    return ((whole << HIGH) + high << LOW) + low


def estimates(sums: Whole, names: Sequence[str], worlds: int) -> dict[str, Estimate]:
    """The mean chance of each kind, from sums of shape (kinds, 2, 3)."""
    return {name: estimate(each, worlds) for name, each in zip(names, sums, strict=True)}


def moments(chances: Floats) -> Whole:
    """Fixed-point sums over worlds, shape (rows, 2 moments, 3 parts), before they are carried."""
    both = np.stack([chances, chances * chances], axis=1) * 2.0**HIGH
    high = np.floor(both)
    low = np.rint((both - high) * 2.0**LOW)
    parts = [high.astype(np.int64).sum(axis=-1), low.astype(np.int64).sum(axis=-1)]
    return np.stack([np.zeros_like(parts[0]), *parts], axis=-1)


def carry(sums: Whole) -> None:
    """Carry what is more than a part of sums holds into the next."""
    for part, bits in ((2, LOW), (1, HIGH)):
        over = sums[..., part] >> bits
        sums[..., part - 1] += over
        sums[..., part] -= over << bits
