"""Sums of points: what the tables need to know of many treatments that were lived together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from experiments.store.counts import EntrySums, Sparse
from sim.estimates.histories import Histories
from sim.estimates.many import sums_of_points
from sim.estimates.masses import ROWS, carry, rows_of
from sim.machine.arrays import Whole
from sim.world import Block, Rung


@dataclass(frozen=True)
class PointCounts(Sparse):
    """Sums over the worlds of each point, as `Counts` has them, but without weeks."""

    worlds: Whole  # (points,)
    final: Whole  # chances of every outcome at the horizon, (points, rows, 2, 3)
    blocks: Whole  # (points, blocks, 2, 3)
    rungs: Whole  # (points, rungs, 2, 3)

    @classmethod
    def none(cls, points: int) -> PointCounts:
        """No worlds yet."""
        return cls(**cls.zeros(_shapes(points)))

    @classmethod
    def from_table(cls, table: pa.Table, points: int) -> PointCounts:
        """The sums that a table was made from."""
        return cls(**cls.filled(_shapes(points), table))

    @classmethod
    def of(cls, histories: Histories, first: int, points: int) -> PointCounts:
        """The sums of worlds first, first + 1, ... of a stripe of so many points."""
        place = first % points
        chances = (rows_of(histories.chances), histories.blocks, histories.rungs)
        final, blocks, rungs = (sums_of_points(each, place, points) for each in chances)
        turns = (place + np.arange(histories.worlds)) % points
        return cls(np.bincount(turns, minlength=points), final, blocks, rungs)

    def add(self, other: PointCounts) -> None:
        """Add the sums of other worlds of the same points."""
        self.worlds[...] += other.worlds
        for name in ("final", "blocks", "rungs"):
            mine = getattr(self, name)
            mine += getattr(other, name)
            carry(mine)

    @property
    def entries(self) -> EntrySums:
        """The part that P(entry) is told from."""
        return EntrySums(self.worlds.copy(), self.final[:, ROWS.index("entry")].copy())


def _shapes(points: int) -> dict[str, tuple[int, ...]]:
    kinds = {"final": len(ROWS), "blocks": len(Block), "rungs": len(Rung)}
    sums = {name: (points, number, 2, 3) for name, number in kinds.items()}
    return {"worlds": (points,), **sums}
