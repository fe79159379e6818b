"""Sums of chances that do not depend on their order: what the conditional estimator adds
up over worlds.

A chance is added in fixed point, as two whole numbers (multiples of 2^-36, and of 2^-86 for the
rest), so that any number of batches, chunks and processes, in any order, gives the same sum to the
last bit; chances as small as 1e-20 keep their figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from sim.estimates.histories import Histories
from sim.estimates.intervals import Estimate, average
from sim.machine.arrays import Floats, Whole
from sim.world import ENTRIES, Block, Outcome, Rung, World

_HIGH, _LOW = 36, 50  # bits of the two parts of a fixed-point number
FALLS = (Outcome.MUTINY, Outcome.UPRISING, Outcome.REPLACED)
ROWS = (
    *(outcome.name.lower() for outcome in Outcome),
    "entry",
    "fall",
)  # `entry` is limited or full, `fall` the regime's, however


@dataclass(frozen=True)
class Masses:
    """Sums over worlds of chances and of their squares.

    The last two axes are (sum, sum of squares) and (high, low) part.
    """

    incidence: Whole  # (rows, weeks, 2, 2): chances by the end of each week
    blocks: Whole  # (blocks, 2, 2)
    rungs: Whole  # (rungs, 2, 2)

    @classmethod
    def empty(cls, weeks: int) -> Masses:
        """Nothing added yet."""
        shapes = ((len(ROWS), weeks), (len(Block),), (len(Rung),))
        return cls(*(np.zeros((*shape, 2, 2), dtype=np.int64) for shape in shapes))

    def add_week(self, week: int, world: World) -> None:
        """Add the chances that have come together by the end of a week.

        No world of the batch may have left it.
        """
        self.incidence[:, week] += _sums(rows_of(world.chances))
        _carry(self.incidence)

    def add_end(self, histories: Histories) -> None:
        """Add what blocked entry and how high histories went."""
        self.blocks[...] += _sums(histories.blocks)
        self.rungs[...] += _sums(histories.rungs)
        _carry(self.blocks)
        _carry(self.rungs)

    def merge(self, other: Masses) -> None:
        """Add the sums of other worlds."""
        for each in fields(self):
            mine = getattr(self, each.name)
            mine += getattr(other, each.name)
            _carry(mine)


def rows_of(chances: Floats) -> Floats:
    """Chances of every outcome, of entry and of a fall, shape (rows, worlds)."""
    entry = chances[ENTRIES[0]] + chances[ENTRIES[1]]
    fall = chances[FALLS[0]] + chances[FALLS[1]] + chances[FALLS[2]]
    return np.concatenate([chances, entry[None], fall[None]])


def estimate(sums: Whole, worlds: int) -> Estimate:
    """The mean chance over worlds with its interval, from one pair of sums, shape (2, 2)."""
    total, squares = (int(high) * 2**_LOW + int(low) for high, low in sums)
    unit = 2 ** (_HIGH + _LOW)
    variance = max(worlds * squares * unit - total * total, 0) / (
        worlds * max(worlds - 1, 1) * unit * unit
    )
    return average(total / (worlds * unit), variance, worlds)


def estimates(sums: Whole, names: Sequence[str], worlds: int) -> dict[str, Estimate]:
    """The mean chance of each kind, from sums of shape (kinds, 2, 2)."""
    return {name: estimate(each, worlds) for name, each in zip(names, sums, strict=True)}


def _sums(chances: Floats) -> Whole:
    """Fixed-point sums over worlds, shape (rows, 2 moments, 2 parts)."""
    moments = np.stack([chances, chances * chances], axis=1) * 2.0**_HIGH
    high = np.floor(moments)
    low = np.rint((moments - high) * 2.0**_LOW)
    return np.stack(
        [high.astype(np.int64).sum(axis=-1), low.astype(np.int64).sum(axis=-1)], axis=-1
    )


def _carry(sums: Whole) -> None:
    over = sums[..., 1] >> _LOW
    sums[..., 0] += over
    sums[..., 1] -= over << _LOW
