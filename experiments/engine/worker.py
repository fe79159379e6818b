"""What a worker does: live the worlds of a chunk and write them down.

Worlds that raise are found and left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from experiments.plan.treatments import Treatment
from experiments.store.chunks import Chunk
from experiments.store.counts import Counts
from experiments.store.failures import Failure
from experiments.store.ledger import Delivery
from experiments.store.rows.written import worlds_table
from experiments.store.shards import write_chunk
from experiments.store.units.stripes import Points
from experiments.store.units.sums import PointCounts
from experiments.store.worlds import point_columns, swept_columns
from sim.simulation import live as live_points
from sim.simulation import simulate

_LONGEST = 1_000  # letters of an error that are kept


@dataclass(frozen=True)
class Job:
    """A chunk to live and to write."""

    folder: Path
    lives: Treatment | Points  # whose worlds they are
    chunk: Chunk

    def of(self, chunk: Chunk) -> Job:
        """The same for some of its worlds."""
        return replace(self, chunk=chunk)

    def failure(self, error: str) -> Failure:
        """What is recorded where its first world failed."""
        world = self.chunk.first
        if isinstance(self.lives, Points):
            return Failure(*self.lives.whose(world), error)
        return Failure(self.lives.key, world, error)


def live(job: Job) -> Delivery:
    """Live a chunk and write it down; where a world raises, halve until that world is alone."""
    chunk = job.chunk
    try:
        worlds, counts = lived(job.lives, chunk)
    except Exception as error:  # whatever a world raises is recorded with it
        if chunk.worlds == 1:
            return Delivery(failures=(job.failure(_said(error)),))
        first, second = chunk.halves
        return live(job.of(first)) + live(job.of(second))
    write_chunk(job.folder, chunk, worlds, counts)
    return Delivery(chunks=((chunk, counts.entries),))


def lived(lives: Treatment | Points, chunk: Chunk) -> tuple[pa.Table, Counts | PointCounts]:
    """The rows of a chunk's worlds, and their counts."""
    if isinstance(lives, Points):
        return _points(lives, chunk)
    outcomes = simulate(
        lives.scenario,
        chunk.worlds,
        lives.seed,
        estimator=lives.estimator,
        first_world=lives.first_world + chunk.first,
        follow_entry=lives.follow_entry,
    )
    world, foreseen = np.arange(chunk.first, chunk.stop), lives.estimator == "conditional"
    columns = swept_columns(lives.values, chunk.worlds)
    table = worlds_table(outcomes.histories, columns, world, foreseen, outcomes.entries)
    return table, Counts.of(outcomes)


def _points(lives: Points, chunk: Chunk) -> tuple[pa.Table, PointCounts]:
    places, worlds = lives.places(chunk.first, chunk.stop)
    numbers = lives.first_worlds[places] + worlds.astype(np.uint64)
    histories = live_points(lives.ensemble, places, numbers, lives.seed, estimator=lives.estimator)
    swept = {path: each.take(places) for path, each in point_columns(lives.values).items()}
    columns = {**swept, "point": pa.array(places, pa.int16())}
    table = worlds_table(histories, columns, worlds, lives.estimator == "conditional")
    return table, PointCounts.of(histories, chunk.first, lives.points)


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]
