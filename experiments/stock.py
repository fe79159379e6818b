"""Taking stock: what of a study is on disk, sound and counted once.

What is damaged is removed, to be lived again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from experiments.chunks import Chunk, cell_of, cells, without
from experiments.counts import Counts
from experiments.shards import (
    Damaged,
    finished_chunks,
    prove,
    read_counts,
    read_worlds,
    remnants,
    remove,
    write_chunk,
)
from experiments.treatments import Treatment
from experiments.whole_files import clear_unfinished
from experiments.worker import Failure, Lived


@dataclass
class Stock:
    """The finished chunks of each treatment, its counts so far but for the weeks, and the
    worlds that failed.
    """

    chunks: dict[str, list[Chunk]] = field(default_factory=dict)
    counts: dict[str, Counts] = field(default_factory=dict)
    failures: set[Failure] = field(default_factory=set)

    def file(self, chunk: Chunk) -> None:
        """Take in a finished chunk, whatever it counted."""
        self.chunks.setdefault(chunk.treatment, []).append(chunk)

    def add(self, lived: Lived) -> None:
        """Take in what came of a task."""
        for chunk, counts in lived.chunks:
            self.file(chunk)
            self.counts.setdefault(chunk.treatment, Counts.none(0).without_weeks()).add(counts)
        self.failures.update(lived.failures)

    @property
    def total(self) -> int:
        """Worlds of all treatments that were lived."""
        return sum(chunk.worlds for chunks in self.chunks.values() for chunk in chunks)

    def left(self, treatment: Treatment, worlds: int) -> Iterator[tuple[Chunk, list[Chunk]]]:
        """The first `worlds` worlds of a treatment cell by cell: each cell, and what of it was
        neither lived nor failed.
        """
        key = treatment.key
        failed = [
            Chunk(key, each.world, each.world + 1)
            for each in self.failures
            if each.treatment == key
        ]
        taken = sorted([*self.chunks.get(key, ()), *failed])
        for cell in cells(treatment.scenario, key, worlds):
            yield cell, list(without(cell, taken))


def take_stock(
    folder: Path,
    treatments: Sequence[Treatment],
    targets: Mapping[str, int],
    failures: Iterable[Failure] = (),
) -> Stock:
    """Read back the shards of each treatment's first so many worlds; what cannot prove itself is
    removed and said.

    A shard with worlds on both sides of a target goes too: its first part is lived again, for the
    tables need its counts.
    """
    clear_unfinished(folder)
    for chunk in remnants(folder):
        remove(folder, chunk)
    weeks = {treatment.key: treatment.scenario.weeks for treatment in treatments}
    stock = Stock(failures=set(failures))
    for chunk in finished_chunks(folder):
        target = targets.get(chunk.treatment, 0)
        if chunk.first < target < chunk.stop:
            remove(folder, chunk)
        elif chunk.stop <= target:
            _take_in(folder, chunk, weeks[chunk.treatment], stock)
    return stock


def _take_in(folder: Path, chunk: Chunk, weeks: int, stock: Stock) -> None:
    try:
        prove(folder, chunk)
        stock.add(Lived(chunks=((chunk, read_counts(folder, chunk, weeks).without_weeks()),)))
    except Damaged as damage:
        print(f"damaged, will be lived again: {damage}", file=sys.stderr)
        remove(folder, chunk)


def counts_of(folder: Path, chunks: Sequence[Chunk], weeks: int) -> Counts:
    """The counts of some chunks together; raises Damaged."""
    counts = Counts.none(weeks)
    for chunk in chunks:
        counts.add(read_counts(folder, chunk, weeks))
    return counts


def join_cells(folder: Path, stock: Stock, treatments: Sequence[Treatment]) -> None:
    """Join the chunks that lie side by side in one cell, so that the files do not tell how often
    the work was stopped.
    """
    for treatment in treatments:
        chunks = sorted(stock.chunks.get(treatment.key, ()))
        joined = []
        for run in _runs(chunks, treatment):
            joined.append(
                _joined(folder, run, treatment.scenario.weeks) if len(run) > 1 else run[0]
            )
        stock.chunks[treatment.key] = joined


def _runs(chunks: Sequence[Chunk], treatment: Treatment) -> Iterator[list[Chunk]]:
    run: list[Chunk] = []
    for chunk in chunks:
        if run and (
            chunk.first != run[-1].stop
            or chunk.first >= cell_of(treatment.scenario, run[0].first)[1]
        ):
            yield run
            run = []
        run.append(chunk)
    if run:
        yield run


def _joined(folder: Path, run: Sequence[Chunk], weeks: int) -> Chunk:
    whole = Chunk(run[0].treatment, run[0].first, run[-1].stop)
    worlds = (
        pa.concat_tables([read_worlds(folder, chunk) for chunk in run])
        .unify_dictionaries()
        .combine_chunks()
    )
    write_chunk(folder, whole, worlds, counts_of(folder, run, weeks))
    for chunk in run:
        remove(folder, chunk)
    return whole
