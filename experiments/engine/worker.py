"""What a worker does: live the worlds of a chunk and write them down.

Worlds that raise are found and left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from experiments.plan.treatments import Treatment
from experiments.store.chunks import Chunk
from experiments.store.counts import Counts
from experiments.store.failures import Failure
from experiments.store.ledger import Delivery
from experiments.store.shards import write_chunk
from experiments.store.worlds import worlds_table
from sim.simulation import simulate

_LONGEST = 1_000  # letters of an error that are kept


@dataclass(frozen=True)
class Job:
    """A chunk to live and to write."""

    folder: Path
    treatment: Treatment
    chunk: Chunk

    def of(self, chunk: Chunk) -> Job:
        """The same for some of its worlds."""
        return replace(self, chunk=chunk)


def live(job: Job) -> Delivery:
    """Live a chunk and write it down; where a world raises, halve until that world is alone."""
    chunk, treatment = job.chunk, job.treatment
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
            return Delivery(failures=(Failure(chunk.treatment, chunk.first, _said(error)),))
        first, second = chunk.halves
        return live(job.of(first)) + live(job.of(second))
    counts = Counts.of(outcomes)
    foreseen = treatment.estimator == "conditional"
    worlds = worlds_table(outcomes.histories, treatment.values, foreseen)
    write_chunk(job.folder, chunk, worlds, counts)
    return Delivery(chunks=((chunk, counts.without_weeks()),))


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]
