"""The ledger: what of a study is on disk, sound and counted once, and what is left to live.

What is damaged is removed, to be lived again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from experiments.mistakes import Damaged
from experiments.plan.treatments import Treatment
from experiments.store.chunks import Chunk, cell_of, cells, without
from experiments.store.counts import Counts
from experiments.store.failures import Failure
from experiments.store.shards import (
    finished_chunks,
    prove,
    read_counts,
    remnants,
    remove,
    write_chunk,
)
from experiments.store.whole_files import clear_unfinished
from experiments.store.worlds import TreatmentWorlds, read_worlds


@dataclass(frozen=True)
class Delivery:
    """What a worker delivers: chunks and their counts but for the weeks; worlds that failed."""

    chunks: tuple[tuple[Chunk, Counts], ...] = ()
    failures: tuple[Failure, ...] = ()

    def __add__(self, other: Delivery) -> Delivery:
        return Delivery(self.chunks + other.chunks, self.failures + other.failures)

    @property
    def worlds(self) -> int:
        """How many worlds were lived."""
        return sum(chunk.worlds for chunk, _ in self.chunks)


@dataclass
class Ledger:
    """A results folder under way: its treatments, which worlds are lived, and which are left."""

    folder: Path
    treatments: Sequence[Treatment]
    portion: tuple[int, int] = (1, 1)  # this machine's part of the work, of how many
    failures: set[Failure] = field(default_factory=set)
    chunks: dict[str, list[Chunk]] = field(default_factory=dict)  # finished ones, by treatment
    counts: dict[str, Counts] = field(default_factory=dict)  # likewise, but for the weeks

    @property
    def lived(self) -> int:
        """Worlds of all treatments that were lived."""
        return sum(chunk.worlds for chunks in self.chunks.values() for chunk in chunks)

    @property
    def total(self) -> int:
        """Worlds that are to be lived here, failed ones included; of a portion, only its own."""
        return self.lived + len(self.failures) + sum(chunk.worlds for _, chunk in self.left())

    @property
    def complete(self) -> bool:
        """Whether nothing is left to live here."""
        return next(self.left(), None) is None

    def take_stock(self) -> None:
        """Read back the shards of each treatment's worlds; what cannot prove itself is removed.

        A shard with worlds on both sides of the last goes too: its first part is lived again, for
        the tables need its counts.
        """
        self.chunks, self.counts = {}, {}
        clear_unfinished(self.folder)
        for chunk in remnants(self.folder):
            remove(self.folder, chunk)
        wanted = {each.key: each for each in self.treatments}
        for chunk in finished_chunks(self.folder):
            treatment = wanted.get(chunk.treatment)
            worlds = treatment.worlds if treatment else 0
            if chunk.first < worlds < chunk.stop:
                remove(self.folder, chunk)
            elif treatment and chunk.stop <= worlds:
                self._take_in(chunk, treatment.scenario.weeks)

    def file(self, chunk: Chunk) -> None:
        """Take in a finished chunk, whatever it counted."""
        self.chunks.setdefault(chunk.treatment, []).append(chunk)

    def add(self, delivery: Delivery) -> None:
        """Take in what a worker delivers."""
        for chunk, counts in delivery.chunks:
            self.file(chunk)
            self.counts.setdefault(chunk.treatment, Counts.none(0).without_weeks()).add(counts)
        self.failures.update(delivery.failures)

    def cells(self, treatment: Treatment) -> Iterator[tuple[Chunk, list[Chunk]]]:
        """A treatment cell by cell: each cell, and what of it was neither lived nor failed."""
        key = treatment.key
        failed = [each.world for each in self.failures if each.treatment == key]
        given_up = [Chunk(key, world, world + 1) for world in failed]
        taken = sorted([*self.chunks.get(key, ()), *given_up])
        for cell in cells(treatment.scenario, key, treatment.worlds):
            yield cell, list(without(cell, taken))

    def left(self) -> Iterator[tuple[Treatment, Chunk]]:
        """What is left to live, treatment by treatment; of a portion, every so manieth cell."""
        number, of = self.portion
        dealt = 0
        for treatment in self.treatments:
            for _, chunks in self.cells(treatment):
                dealt += 1
                if dealt % of == number % of:
                    yield from ((treatment, chunk) for chunk in chunks)

    def join(self) -> None:
        """Join the chunks that lie side by side in one cell; raises Damaged.

        So the files do not tell how often the work was stopped.
        """
        for treatment in self.treatments:
            chunks = sorted(self.chunks.get(treatment.key, ()))
            runs = _runs(chunks, treatment)
            self.chunks[treatment.key] = [self._joined(run, treatment) for run in runs]

    def counts_of(self, treatment: Treatment) -> Counts:
        """The counts of a treatment with its weeks, read from the disk; raises Damaged."""
        return self._counted(self.chunks.get(treatment.key, ()), treatment.scenario.weeks)

    def worlds_of(self, treatment: Treatment) -> TreatmentWorlds:
        """The finished worlds of a treatment."""
        return TreatmentWorlds(self.folder, sorted(self.chunks.get(treatment.key, ())))

    def _take_in(self, chunk: Chunk, weeks: int) -> None:
        try:
            prove(self.folder, chunk)
            counts = read_counts(self.folder, chunk, weeks).without_weeks()
        except Damaged as damage:
            print(f"damaged, will be lived again: {damage}", file=sys.stderr)
            remove(self.folder, chunk)
        else:
            self.add(Delivery(chunks=((chunk, counts),)))

    def _counted(self, chunks: Iterable[Chunk], weeks: int) -> Counts:
        counts = Counts.none(weeks)
        for chunk in chunks:
            counts.add(read_counts(self.folder, chunk, weeks))
        return counts

    def _joined(self, run: Sequence[Chunk], treatment: Treatment) -> Chunk:
        if len(run) == 1:
            return run[0]
        whole = Chunk(treatment.key, run[0].first, run[-1].stop)
        tables = pa.concat_tables([read_worlds(self.folder, chunk) for chunk in run])
        worlds = tables.unify_dictionaries().combine_chunks()
        write_chunk(self.folder, whole, worlds, self._counted(run, treatment.scenario.weeks))
        for chunk in run:
            remove(self.folder, chunk)
        return whole


def finished_ledger(folder: Path, treatments: Sequence[Treatment]) -> Ledger:
    """What is finished and sound in a folder; changes nothing there."""
    ledger = Ledger(folder, treatments)
    keys = {each.key for each in treatments}
    for chunk in finished_chunks(folder):
        if chunk.treatment in keys:
            try:
                prove(folder, chunk)
            except Damaged:
                continue  # the study itself lives it again
            ledger.file(chunk)
    return ledger


def _runs(chunks: Sequence[Chunk], treatment: Treatment) -> Iterator[list[Chunk]]:
    run: list[Chunk] = []
    for chunk in chunks:
        apart = run and (chunk.first != run[-1].stop or chunk.first >= _cell_end(run[0], treatment))
        if apart:
            yield run
            run = []
        run.append(chunk)
    if run:
        yield run


def _cell_end(chunk: Chunk, treatment: Treatment) -> int:
    return cell_of(treatment.scenario, chunk.first)[1]
