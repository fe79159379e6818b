"""The files of a table: for every shard one with a row a point and one with a row a history.

A shard is written whole or not at all, so that a table which was broken off goes on where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.mistakes import UserError
from experiments.store.whole_files import whole
from experiments.trust.table.episodes import Episodes
from experiments.trust.table.lived import Columns, entries_of, histories_of
from experiments.trust.table.size import TableSize
from sim.machine.arrays import Floats

UNIT = "u."  # before the name of a coordinate: which share of the prior lies below the draw


def paths(folder: Path, shard: int) -> tuple[Path, Path]:
    """Where the points and the histories of a shard lie."""
    return folder / f"points-{shard:04}.parquet", folder / f"histories-{shard:04}.parquet"


def missing(folder: Path, asked: TableSize) -> list[int]:
    """The shards that are still to be lived."""
    return [
        shard
        for shard in range(asked.shards)
        if not all(path.is_file() for path in paths(folder, shard))
    ]


def live_shard(
    folder: Path,
    shard: int,
    unit: dict[str, Floats],
    columns: Columns,
    asked: TableSize,
    episodes: Episodes,
) -> None:
    """Live the points of a shard and write what came of them."""
    points = asked.of_shard(shard)
    histories = histories_of(points, columns, asked, episodes)
    of_points = {
        "point": np.array(points),
        **{f"{UNIT}{name}": each for name, each in unit.items()},
        **entries_of(points, columns, asked),
        **{name: histories.pop(name).mean(axis=1) for name in ("mean_protest", "ultimatums")},
    }
    of_histories = {
        "point": np.repeat(np.array(points), asked.histories),
        "history": np.tile(np.arange(asked.histories), len(points)),
        **{name: each.ravel() for name, each in histories.items()},
    }
    for path, table in zip(paths(folder, shard), (of_points, of_histories), strict=True):
        with whole(path) as unfinished:
            pq.write_table(pa.table(table), unfinished)


def alike(one: Path, other: Path, shard: int) -> bool:
    """Whether a shard of two folders holds the same numbers, to the last bit."""
    pairs = zip(paths(one, shard), paths(other, shard), strict=True)
    return all(pq.read_table(mine).equals(pq.read_table(its)) for mine, its in pairs)


def read(folder: Path, asked: TableSize) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """All points and all histories, in their order; raises UserError for a file that cannot be
    read.
    """
    of_points, of_histories = zip(
        *(map(_columns, paths(folder, shard)) for shard in range(asked.shards)), strict=True
    )
    return _joined(of_points), _joined(of_histories)


def _columns(path: Path) -> dict[str, Floats]:
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException):
        raise UserError(
            f"{path} cannot be read: remove it, and the same command lives its points again"
        ) from None
    return {name: table[name].to_numpy() for name in table.column_names}


def _joined(parts: Sequence[dict[str, Floats]]) -> dict[str, Floats]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
