"""Shards: the worlds of a chunk on disk, written whole or not at all, and able to prove that they
are what was written.

A chunk leaves two Parquet files: `worlds/part-*.parquet`, a row a world, and
`counts/part-*.parquet`, what the tables need. The counts come last, and carry a digest of both
files. Equal worlds give equal bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from enum import IntEnum
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from experiments.chunks import Chunk, disjoint
from experiments.counts import Counts
from experiments.whole_files import whole
from sim.estimates.histories import Histories
from sim.world import NEVER, Block, Outcome, Rung


class Damaged(Exception):
    """A shard that is not what was written: says what is wrong with it."""


def write_chunk(folder: Path, chunk: Chunk, worlds: pa.Table, counts: Counts) -> None:
    """Write a chunk's two files; the counts come last and make it complete."""
    worlds_file = folder / "worlds" / chunk.name
    _write(worlds_file, worlds)
    table = counts.to_table()
    proof = {"worlds": _digest(worlds_file.read_bytes()), "counts": _content(table)}
    _write(folder / "counts" / chunk.name, table.replace_schema_metadata(proof))


def finished_chunks(folder: Path) -> list[Chunk]:
    """The chunks that have both files and share no world, in order."""
    both = _files(folder, "counts") & _files(folder, "worlds")
    return disjoint(chunk for chunk in map(Chunk.named, both) if chunk)[0]


def remnants(folder: Path) -> list[Chunk]:
    """The chunks of which only one file is there, or whose worlds another chunk has."""
    there = {
        chunk
        for chunk in map(Chunk.named, _files(folder, "counts") | _files(folder, "worlds"))
        if chunk
    }
    return sorted(there - set(finished_chunks(folder)))


def read_counts(folder: Path, chunk: Chunk, weeks: int) -> Counts:
    """The counts of a chunk; raises Damaged where they are not what was written."""
    return Counts.from_table(_proven_counts(folder, chunk), weeks)


def read_worlds(folder: Path, chunk: Chunk, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of a chunk's worlds, or some columns of them.

    Raises Damaged where the file cannot be read.
    """
    try:
        with pq.ParquetFile(
            folder / "worlds" / chunk.name, page_checksum_verification=True
        ) as file:
            table = file.read(None if columns is None else list(columns), use_threads=False)
    except (OSError, pa.ArrowException, KeyError) as mistake:
        raise Damaged(f"worlds/{chunk.name}: {_first_line(mistake)}") from None
    if table.num_rows != chunk.worlds:
        raise Damaged(f"worlds/{chunk.name} has {table.num_rows} rows for {chunk.worlds} worlds")
    return table


def prove(folder: Path, chunk: Chunk) -> str:
    """The digest of a shard's worlds, read back and found as written; raises Damaged."""
    table = _proven_counts(folder, chunk)
    expected = _proof(table).get("worlds")
    try:
        found = _digest((folder / "worlds" / chunk.name).read_bytes())
    except OSError as mistake:
        raise Damaged(f"worlds/{chunk.name}: {mistake.strerror}") from None
    if found != expected:
        raise Damaged(f"worlds/{chunk.name} is not what was written")
    if _worlds(table) != chunk.worlds:
        raise Damaged(f"counts/{chunk.name} does not count {chunk.worlds} worlds")
    return found


def remove(folder: Path, chunk: Chunk) -> None:
    """Remove a shard, the counts first: what is left is no shard."""
    for part in ("counts", "worlds"):
        (folder / part / chunk.name).unlink(missing_ok=True)


def worlds_table(
    histories: Histories, columns: Mapping[str, object], foreseen: bool = False
) -> pa.Table:
    """A row a world: the swept values, then how the world went.

    Where endings were foreseen, the chance of each beside it.
    """
    worlds = histories.worlds
    swept = {path: pa.array([_cell(value)] * worlds) for path, value in columns.items()}
    rung_weeks = {
        f"weeks_{rung.name.lower()}": histories.rung_weeks[rung].astype(np.int16) for rung in Rung
    }
    return pa.table(
        {
            **swept,
            "world": histories.number.astype(np.int64),
            "outcome": _names(histories.outcome, Outcome),
            "week": _weeks(histories.ended),
            "blocked": _names(
                np.where(np.isin(histories.outcome, (1, 2)), NEVER, histories.blocked), Block
            ),
            "highest_rung": _names(histories.highest_rung, Rung),
            **rung_weeks,
            "ultimatum_week": _weeks(histories.ultimatum),
            "failed_orders": histories.failed_orders.astype(np.int16),
            "peak_protest": histories.peak_protest,
            "lowest_compliance": histories.lowest_compliance,
            "peak_contingent": histories.peak_contingent,
            **(
                {
                    f"chance_{outcome.name.lower()}": histories.chances[outcome]
                    for outcome in Outcome
                }
                if foreseen
                else {}
            ),
        }
    )


def _write(path: Path, table: pa.Table) -> None:
    with whole(path) as unfinished:
        pq.write_table(table, unfinished, compression="zstd", write_page_checksum=True)


def _proven_counts(folder: Path, chunk: Chunk) -> pa.Table:
    try:
        with pq.ParquetFile(
            folder / "counts" / chunk.name, page_checksum_verification=True
        ) as file:
            table = file.read(use_threads=False)
        proven = _content(table) == _proof(table).get("counts")
    except Exception as mistake:  # a damaged file can raise anything; the chunk is lived again
        raise Damaged(f"counts/{chunk.name}: {_first_line(mistake)}") from None
    if not proven:
        raise Damaged(f"counts/{chunk.name} is not what was written")
    return table


def _files(folder: Path, part: str) -> set[str]:
    return {path.name for path in (folder / part).glob("part-*.parquet")}


def _worlds(table: pa.Table) -> int:
    names = _arrays(table)
    return int(table["count"][names.index("worlds")].as_py()) if "worlds" in names else 0


def _arrays(table: pa.Table) -> list[str]:
    """The name of the array that each row is of; twenty times as fast as `to_pylist`."""
    column = table["array"].combine_chunks()
    return list(np.array(column.dictionary.to_pylist(), dtype=object)[column.indices.to_numpy()])


def _content(table: pa.Table) -> str:
    """A digest of what a table of counts says, however it is stored."""
    texts = (
        str(_arrays(table)).encode(),
        table["place"].to_numpy().tobytes(),
        table["count"].to_numpy().tobytes(),
    )
    return _digest(b"".join(texts))


def _proof(table: pa.Table) -> dict[str, str]:
    return {
        key.decode(): value.decode()
        for key, value in (table.schema.metadata or {}).items()
        if key in (b"worlds", b"counts")
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _first_line(mistake: Exception) -> str:
    return str(mistake).strip().splitlines()[0] if str(mistake).strip() else type(mistake).__name__


def _cell(value: object) -> object:
    return str(value) if isinstance(value, tuple) else value


def _names(values: NDArray[np.int64], kinds: type[IntEnum]) -> pa.DictionaryArray:
    codes = pa.array(values.astype(np.int32), mask=values == NEVER)
    return pa.DictionaryArray.from_arrays(codes, pa.array([kind.name.lower() for kind in kinds]))


def _weeks(values: NDArray[np.int64]) -> pa.Array:
    return pa.array(values.astype(np.int16), mask=values == NEVER)
