"""Shards: a chunk on disk, written whole or not at all, and able to prove that it was.

A chunk leaves two Parquet files: `worlds/part-*.parquet`, a row a world, and
`counts/part-*.parquet`, what the tables need. The counts come last, and carry a digest of both
files, of whose worlds they are (a treatment's key stands for its scenario and seed, a stripe's for
its treatments in their order), and of the model that lived them. The digest of the counts is of
what they say, however it is stored: a bit of the file that changes nothing that is read changes no
number either. Equal worlds give equal bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.mistakes import Damaged, first_line
from experiments.plan.identity import model_version
from experiments.store.chunks import Chunk, disjoint
from experiments.store.counts import Sparse
from experiments.store.whole_files import whole

PARTS = ("counts", "worlds")  # in the order in which a shard is taken away


def write_chunk(folder: Path, chunk: Chunk, worlds: pa.Table, counts: Sparse) -> None:
    """Write a chunk's two files; the counts come last and make it complete."""
    worlds_file = folder / "worlds" / chunk.name
    _write(worlds_file, worlds)
    table = counts.to_table()
    proof = {"worlds": _digest(worlds_file.read_bytes()), "model": model_version()}
    proof["counts"] = _content(table, chunk, proof)
    _write(folder / "counts" / chunk.name, table.replace_schema_metadata(proof))


def finished_chunks(folder: Path) -> list[Chunk]:
    """The chunks that have both files and share no world, in order."""
    both = _files(folder, "counts") & _files(folder, "worlds")
    return disjoint(chunk for chunk in map(Chunk.named, both) if chunk)[0]


def remnants(folder: Path) -> list[Chunk]:
    """The chunks of which only one file is there, or whose worlds another chunk has."""
    names = _files(folder, "counts") | _files(folder, "worlds")
    there = {chunk for chunk in map(Chunk.named, names) if chunk}
    return sorted(there - set(finished_chunks(folder)))


def read_counts(folder: Path, chunk: Chunk) -> pa.Table:
    """The counts of a chunk; raises Damaged where they are not what was written."""
    path = folder / "counts" / chunk.name
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            table = file.read(use_threads=False)
        proof = _proof_of(table)
        proven = _content(table, chunk, proof) == proof["counts"]
    except Exception as mistake:  # a damaged file can raise anything; the chunk is lived again
        raise Damaged(f"counts/{chunk.name}: {first_line(mistake)}") from None
    if not proven:
        raise Damaged(f"counts/{chunk.name} is not what was written")
    return table


def prove(folder: Path, chunk: Chunk) -> pa.Table:
    """The counts of a shard that was read back; raises Damaged unless it is found as it was
    written, under its name.
    """
    table = read_counts(folder, chunk)
    try:
        found = _digest((folder / "worlds" / chunk.name).read_bytes())
    except OSError as mistake:
        raise Damaged(f"worlds/{chunk.name}: {mistake.strerror}") from None
    if found != _proof_of(table)["worlds"]:
        raise Damaged(f"worlds/{chunk.name} is not what was written")
    if _worlds(table) != chunk.worlds:
        raise Damaged(f"counts/{chunk.name} does not count {chunk.worlds} worlds")
    return table


def lived_by(folder: Path, chunk: Chunk) -> str:
    """The version of the model that lived a chunk; raises Damaged."""
    return _proof_of(read_counts(folder, chunk))["model"]


def remove(folder: Path, chunk: Chunk) -> None:
    """Remove a shard, the counts first: what is left is no shard."""
    for part in PARTS:
        (folder / part / chunk.name).unlink(missing_ok=True)


def _write(path: Path, table: pa.Table) -> None:
    with whole(path) as unfinished:
        pq.write_table(table, unfinished, compression="zstd", write_page_checksum=True)


def _files(folder: Path, part: str) -> set[str]:
    paths = (folder / part).glob("part-*.parquet")
    return {path.name for path in paths if path.is_file()}  # a pipe would never end


def _worlds(table: pa.Table) -> int:
    """How many worlds are counted, of all treatments."""
    of_worlds = np.array(_arrays(table), dtype=object) == "worlds"
    return int(table["count"].to_numpy()[of_worlds].sum())


def _arrays(table: pa.Table) -> list[str]:
    """The name of the array that each row is of; twenty times as fast as `to_pylist`."""
    column = table["array"].combine_chunks()
    names = np.array(column.dictionary.to_pylist(), dtype=object)
    return list(names[column.indices.to_numpy()])


def _content(table: pa.Table, chunk: Chunk, proof: Mapping[str, str]) -> str:
    """A digest of what a table of counts says, and of what worlds."""
    names = str(_arrays(table)).encode()
    numbers = (table[name].to_numpy().tobytes() for name in ("place", "count"))
    whose = "\n".join((chunk.name, proof["worlds"], proof["model"])).encode()
    return _digest(b"".join((whose, names, *numbers)))


def _proof_of(table: pa.Table) -> dict[str, str]:
    said = table.schema.metadata or {}
    return {key.decode(): value.decode() for key, value in said.items()}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
