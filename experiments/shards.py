"""Shards: the worlds of a chunk on disk, written whole or not at all.

A chunk leaves two Parquet files: `worlds/part-*.parquet`, a row a world, and `counts/part-*.parquet`, what the tables need.
A file is written under another name, flushed to the disk and then renamed, so that a name never stands for half a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from experiments.counts import Counts
from sim.agents.lukashenko import Rung
from sim.histories import Histories
from sim.world import NEVER, Block, Outcome

_NAME = re.compile(r"part-([0-9a-f]{8})-(\d{10})-(\d{10})\.parquet")


@dataclass(frozen=True, order=True)
class Chunk:
    """Worlds first, first + 1, ..., stop - 1 of a treatment."""

    treatment: str  # its key
    first: int
    stop: int

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"part-{self.treatment}-{self.first:010d}-{self.stop:010d}.parquet"

    @property
    def worlds(self) -> int:
        """How many worlds it has."""
        return self.stop - self.first


def write_chunk(folder: Path, chunk: Chunk, histories: Histories, counts: Counts, columns: Mapping[str, object]) -> None:
    """Write a chunk's two files; the counts come last and make it complete."""
    write_table(folder / "worlds" / chunk.name, worlds_table(histories, columns))
    write_table(folder / "counts" / chunk.name, counts.to_table())


def finished_chunks(folder: Path) -> list[Chunk]:
    """The chunks that are wholly on disk, in order."""
    done = (_NAME.fullmatch(path.name) for path in (folder / "counts").glob("part-*.parquet"))
    chunks = (Chunk(match[1], int(match[2]), int(match[3])) for match in done if match)
    return sorted(chunk for chunk in chunks if (folder / "worlds" / chunk.name).exists())


def read_counts(folder: Path, chunk: Chunk, weeks: int) -> Counts:
    """The counts of a finished chunk."""
    return Counts.from_table(pq.read_table(folder / "counts" / chunk.name, memory_map=False), weeks)


def worlds_table(histories: Histories, columns: Mapping[str, object]) -> pa.Table:
    """A row a world: the swept values, then how the world went."""
    worlds = histories.worlds
    swept = {path: pa.array([_cell(value)] * worlds) for path, value in columns.items()}
    rung_weeks = {f"weeks_{rung.name.lower()}": histories.rung_weeks[rung].astype(np.int16) for rung in Rung}
    return pa.table({
        **swept,
        "world": histories.number.astype(np.int64),
        "outcome": _names(histories.outcome, Outcome),
        "week": _weeks(histories.ended),
        "blocked": _names(np.where(np.isin(histories.outcome, (1, 2)), NEVER, histories.blocked), Block),
        "highest_rung": _names(histories.highest_rung, Rung),
        **rung_weeks,
        "ultimatum_week": _weeks(histories.ultimatum),
        "failed_orders": histories.failed_orders.astype(np.int16),
        "peak_protest": histories.peak_protest,
        "lowest_compliance": histories.lowest_compliance,
        "peak_contingent": histories.peak_contingent,
    })  # fmt: skip


def write_table(path: Path, table: pa.Table) -> None:
    """Write a Parquet file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as unfinished:
        pq.write_table(table, unfinished, compression="zstd", write_page_checksum=True)


class whole:  # noqa: N801
    """A context that gives a temporary path and renames it to the real one, flushed to disk, if nothing went wrong."""

    def __init__(self, path: Path) -> None:
        self.path, self.unfinished = path, path.with_name(f".{path.name}.{os.getpid()}.unfinished")

    def __enter__(self) -> Path:
        return self.unfinished

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self.unfinished.unlink(missing_ok=True)
            return
        with self.unfinished.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(self.unfinished, self.path)


def _cell(value: object) -> object:
    return str(value) if isinstance(value, tuple) else value


def _names(values: NDArray[np.int64], kinds: type[IntEnum]) -> pa.DictionaryArray:
    codes = pa.array(values.astype(np.int32), mask=values == NEVER)
    return pa.DictionaryArray.from_arrays(codes, pa.array([kind.name.lower() for kind in kinds]))


def _weeks(values: NDArray[np.int64]) -> pa.Array:
    return pa.array(values.astype(np.int16), mask=values == NEVER)
