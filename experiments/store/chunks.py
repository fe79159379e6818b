"""Chunks: worlds that are lived and written together.

The worlds of a treatment, or of a stripe of treatments, lie on a grid of cells that depends on the
population alone, so that a study can be stopped, extended, dealt out and put together again on any
machine. Cells grow with the
world's number: a billion worlds need tens of thousands of files, not millions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sim.scenario import Scenario

CELL_PEOPLE = 2_500 * 1_536  # people in the first cells: about two seconds of work
MOST_WORLDS = 50_000  # worlds in a cell of a small population
GROWTH = 16  # a treatment's late cells are up to so many times its first
_NAME = re.compile(r"part-([0-9a-f]{16})-(\d{10,16})-(\d{10,16})\.parquet")


@dataclass(frozen=True, order=True)
class Chunk:
    """Worlds first, first + 1, ..., stop - 1 of a treatment or a stripe."""

    treatment: str  # its key, or that of the stripe
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

    @property
    def halves(self) -> tuple[Chunk, Chunk]:
        """Its first and its second half."""
        middle = (self.first + self.stop) // 2
        return Chunk(self.treatment, self.first, middle), Chunk(self.treatment, middle, self.stop)

    @classmethod
    def named(cls, name: str) -> Chunk | None:
        """The chunk that a file's name stands for."""
        match = _NAME.fullmatch(name)
        return cls(match[1], int(match[2]), int(match[3])) if match else None


def first_cell(scenario: Scenario) -> int:
    """Worlds in a first cell."""
    people = scenario.army.soldiers + scenario.public.citizens
    return max(1, min(MOST_WORLDS, CELL_PEOPLE // people))


def cell_of(size: int, world: int) -> tuple[int, int]:
    """The cell, as (first, stop), that a world lies in, where first cells have so many worlds."""
    first_size = size
    while size * 2 <= min(GROWTH * first_size, MOST_WORLDS) and world >= GROWTH * 2 * size:
        size *= 2
    return world // size * size, (world // size + 1) * size


def cells(size: int, key: str, worlds: int) -> Iterator[Chunk]:
    """The first `worlds` worlds of a treatment or a stripe, a chunk a cell; the last may be cut."""
    first = 0
    while first < worlds:
        stop = min(cell_of(size, first)[1], worlds)
        yield Chunk(key, first, stop)
        first = stop


def without(chunk: Chunk, taken: Sequence[Chunk]) -> Iterator[Chunk]:
    """What is left of a chunk without the chunks that are taken.

    These are in order and do not overlap.
    """
    first = chunk.first
    place = max(bisect_left(taken, chunk.first, key=lambda each: each.first) - 1, 0)
    while place < len(taken) and taken[place].first < chunk.stop:
        if first < taken[place].first:
            yield Chunk(chunk.treatment, first, taken[place].first)
        first = max(first, taken[place].stop)
        place += 1
    if first < chunk.stop:
        yield Chunk(chunk.treatment, first, chunk.stop)


def disjoint(chunks: Iterable[Chunk]) -> tuple[list[Chunk], list[Chunk]]:
    """Chunks in order that share no world, and those that must go for it.

    The larger of two nested ones stays.
    """
    kept: list[Chunk] = []
    dropped: list[Chunk] = []
    for chunk in sorted(chunks, key=lambda each: (each.treatment, each.first, -each.stop)):
        overlaps = kept and kept[-1].treatment == chunk.treatment and chunk.first < kept[-1].stop
        (dropped if overlaps else kept).append(chunk)
    return kept, dropped
