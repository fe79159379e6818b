"""How large a table is: how many points, how many histories of each, how many worlds for the
chance of entry, and which luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from experiments.plan.identity import digest, model_version
from experiments.trust.record.targets import targets

FULL, QUICK = 8192, 64  # points of a calibration, and of a look at how it works
ORIGIN = "2022-12-07"  # nothing that came to be known later is used
POINTS_OF_A_SHARD = 64
CITIZENS = 16_384  # so that a protest of one in ten thousand is not below the grain


@dataclass(frozen=True)
class TableSize:
    """The size of a table and its luck."""

    points: int = FULL
    histories: int = 16  # of each point and episode
    worlds: int = 32  # of each point and pressure, for the chance of entry
    seed: int = 1
    citizens: int = CITIZENS

    @property
    def shards(self) -> int:
        """How many files the points lie in."""
        return -(-self.points // POINTS_OF_A_SHARD)

    def of_shard(self, shard: int) -> range:
        """The points of one."""
        first = shard * POINTS_OF_A_SHARD
        return range(first, min(first + POINTS_OF_A_SHARD, self.points))

    def described(self) -> Mapping[str, Any]:
        """All that makes two tables the same."""
        return {**asdict(self), "model": model_version(), "targets": targets_digest()}

    @property
    def key(self) -> str:
        """A few characters that stand for it."""
        return digest(self.described())


def targets_digest() -> str:
    """A few characters that stand for the record."""
    return digest([asdict(each) for each in targets().values()])
