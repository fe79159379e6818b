"""What a worker does: live the worlds of a chunk and write them down.

Worlds that raise are found and left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from experiments.chunks import Chunk
from experiments.counts import Counts
from experiments.shards import worlds_table, write_chunk
from experiments.treatments import Treatment
from sim.simulate import simulate


@dataclass(frozen=True)
class Task:
    """A chunk to live and to write."""

    folder: Path
    chunk: Chunk
    treatment: Treatment

    def part(self, chunk: Chunk) -> Task:
        """The same with fewer worlds."""
        return replace(self, chunk=chunk)


@dataclass(frozen=True, order=True)
class Failure:
    """A world that could not be lived."""

    treatment: str  # its key
    world: int
    error: str


@dataclass(frozen=True)
class Lived:
    """What came of a task: the chunks written, each with its counts but for the weeks, and the
    worlds that failed.
    """

    chunks: tuple[tuple[Chunk, Counts], ...] = ()
    failures: tuple[Failure, ...] = ()

    def __add__(self, other: Lived) -> Lived:
        return Lived(self.chunks + other.chunks, self.failures + other.failures)


def live(task: Task) -> Lived:
    """Live a chunk and write it down.

    Where a world raises, halve the chunk until that world is alone.
    """
    chunk, treatment = task.chunk, task.treatment
    try:
        outcomes = simulate(
            treatment.scenario,
            chunk.worlds,
            treatment.seed,
            estimator=treatment.estimator,
            first_world=chunk.first,
        )
    except Exception as error:  # whatever a world raises is recorded with it
        if chunk.worlds == 1:
            return Lived(failures=(Failure(chunk.treatment, chunk.first, _said(error)),))
        first, second = chunk.halves
        return live(task.part(first)) + live(task.part(second))
    counts = Counts.of(outcomes)
    rows = worlds_table(
        outcomes.histories, treatment.values, foreseen=treatment.estimator == "conditional"
    )
    write_chunk(task.folder, chunk, rows, counts)
    return Lived(chunks=((chunk, counts.without_weeks()),))


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
