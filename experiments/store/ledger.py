"""The ledger: what of a study is on disk, sound and counted once, and what is left to live.

What is damaged is removed, to be lived again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from experiments.mistakes import Damaged
from experiments.store.chunks import Chunk, cell_of, cells, without
from experiments.store.counts import EntrySums
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

if TYPE_CHECKING:
    from experiments.plan.treatments import Treatment, Treatments
    from experiments.store.units.units import Unit, Units


@dataclass(frozen=True)
class Delivery:
    """What a worker delivers: chunks and how often they entered; worlds that failed."""

    chunks: tuple[tuple[Chunk, EntrySums], ...] = ()
    failures: tuple[Failure, ...] = ()

    def __add__(self, other: Delivery) -> Delivery:
        return Delivery(self.chunks + other.chunks, self.failures + other.failures)

    @property
    def worlds(self) -> int:
        """How many worlds were lived."""
        return sum(chunk.worlds for chunk, _ in self.chunks)


@dataclass
class Ledger:
    """A results folder under way: its units, which worlds are lived, and which are left."""

    folder: Path
    units: Units
    portion: tuple[int, int] = (1, 1)  # this machine's part of the work, of how many
    failures: set[Failure] = field(default_factory=set)
    chunks: dict[str, list[Chunk]] = field(default_factory=dict)  # finished ones, by unit
    entries: dict[str, EntrySums] = field(default_factory=dict)  # likewise

    @property
    def treatments(self) -> Treatments:
        """The study's treatments, with the worlds that each is to have."""
        return self.units.treatments

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
        """Read back the shards of each unit's worlds; what cannot prove itself is removed.

        A shard with worlds on both sides of the last goes too: its first part is lived again, for
        the tables need its counts.
        """
        self.chunks, self.entries = {}, {}
        clear_unfinished(self.folder)
        for chunk in remnants(self.folder):
            remove(self.folder, chunk)
        wanted = {unit.key: unit for unit in self.units}
        for chunk in finished_chunks(self.folder):
            unit = wanted.get(chunk.treatment)
            worlds = unit.worlds if unit else 0
            if chunk.first < worlds < chunk.stop:
                remove(self.folder, chunk)
            elif unit and chunk.stop <= worlds:
                self._take_in(chunk, unit)

    def file(self, chunk: Chunk) -> None:
        """Take in a finished chunk, whatever it counted."""
        self.chunks.setdefault(chunk.treatment, []).append(chunk)

    def add(self, delivery: Delivery) -> None:
        """Take in what a worker delivers."""
        for chunk, entries in delivery.chunks:
            self.file(chunk)
            if chunk.treatment in self.entries:
                self.entries[chunk.treatment].add(entries)
            else:
                self.entries[chunk.treatment] = entries
        self.failures.update(delivery.failures)

    def cells(self, unit: Unit) -> Iterator[tuple[Chunk, list[Chunk]]]:
        """A unit cell by cell: each cell, and what of it was neither lived nor failed."""
        key = unit.key
        given_up = [Chunk(key, world, world + 1) for world in unit.lost(self.failures)]
        taken = sorted([*self.chunks.get(key, ()), *given_up])
        for cell in cells(unit.cell, key, unit.worlds):
            yield cell, list(without(cell, taken))

    def left(self) -> Iterator[tuple[Unit, Chunk]]:
        """What is left to live, unit by unit; of a portion, every so manieth cell."""
        number, of = self.portion
        dealt = 0
        for unit in self.units:
            for _, chunks in self.cells(unit):
                dealt += 1
                if dealt % of == number % of:
                    yield from ((unit, chunk) for chunk in chunks)

    def join(self) -> None:
        """Join the chunks that lie side by side in one cell; raises Damaged.

        So the files do not tell how often the work was stopped.
        """
        for unit in self.units:
            chunks = sorted(self.chunks.get(unit.key, ()))
            self.chunks[unit.key] = [self._joined(run, unit) for run in _runs(chunks, unit.cell)]

    def tables(self, unit: Unit) -> Iterator[pa.Table]:
        """The counts of a unit, a table a chunk, read from the disk; raises Damaged."""
        return self._tables(self.chunks.get(unit.key, ()))

    def worlds_of(self, treatment: Treatment) -> TreatmentWorlds:
        """The finished worlds of a treatment."""
        unit, place = self.units.home(treatment.key)
        return TreatmentWorlds(self.folder, self.finished(unit), place, unit.points)

    def finished(self, unit: Unit) -> list[Chunk]:
        """The finished chunks of a unit, in order."""
        return sorted(self.chunks.get(unit.key, ()))

    def _tables(self, chunks: Iterable[Chunk]) -> Iterator[pa.Table]:
        return (read_counts(self.folder, chunk) for chunk in chunks)

    def _take_in(self, chunk: Chunk, unit: Unit) -> None:
        try:
            entries = unit.counted([prove(self.folder, chunk)]).entries
        except Damaged as damage:
            print(f"damaged, will be lived again: {damage}", file=sys.stderr)
            remove(self.folder, chunk)
        else:
            self.add(Delivery(chunks=((chunk, entries),)))

    def _joined(self, run: Sequence[Chunk], unit: Unit) -> Chunk:
        if len(run) == 1:
            return run[0]
        whole = Chunk(unit.key, run[0].first, run[-1].stop)
        tables = pa.concat_tables([read_worlds(self.folder, chunk) for chunk in run])
        worlds = tables.unify_dictionaries().combine_chunks()
        write_chunk(self.folder, whole, worlds, unit.counted(self._tables(run)))
        for chunk in run:
            remove(self.folder, chunk)
        return whole


def finished_ledger(folder: Path, units: Units) -> Ledger:
    """What is finished and sound in a folder; changes nothing there."""
    ledger = Ledger(folder, units)
    keys = {unit.key for unit in units}
    for chunk in finished_chunks(folder):
        if chunk.treatment in keys:
            try:
                prove(folder, chunk)
            except Damaged:
                continue  # the study itself lives it again
            ledger.file(chunk)
    return ledger


def _runs(chunks: Sequence[Chunk], size: int) -> Iterator[list[Chunk]]:
    run: list[Chunk] = []
    for chunk in chunks:
        apart = run and (
            chunk.first != run[-1].stop or chunk.first >= cell_of(size, run[0].first)[1]
        )
        if apart:
            yield run
            run = []
        run.append(chunk)
    if run:
        yield run
