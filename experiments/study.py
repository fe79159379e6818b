"""A study from beginning to end: live what is left to live, write the tables, draw the figures."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from experiments.config import Study
from experiments.counts import Counts
from experiments.engine import Task, chunks_of, conduct
from experiments.faults import Interrupted, interrupts
from experiments.progress import Progress
from experiments.results import Results, open_folder, write_manifest
from experiments.shards import finished_chunks
from experiments.tables import write_tables
from experiments.treatments import Treatment, treatments_of


@dataclass(frozen=True)
class Findings:
    """What a study found."""

    study: Study
    results: Results
    treatments: Sequence[Treatment]
    counts: Sequence[Counts]


def carry_out(study: Study) -> Findings:
    """Live the study's worlds and write its tables; what is already in its folder is not lived again.

    Raises UserError before any work where the study cannot be, and Interrupted after Ctrl-C, with all finished chunks kept.
    """
    treatments = treatments_of(study)
    results = open_folder(study, treatments)
    tasks = _left(results, study, treatments)
    total = study.replications * len(treatments)
    progress = Progress(total, total - sum(task.chunk.worlds for task in tasks))
    with interrupts() as stop:
        for chunk in conduct(tasks, study.workers, stop):
            progress.advance(chunk.worlds)
        if tasks:
            progress.finish()
    findings = collect(study, results, treatments)
    write_manifest(results, study, treatments, complete=progress.done >= total, seconds=progress.seconds)
    if progress.done < total:
        raise Interrupted(f"{progress.done:,} of {total:,} worlds are kept in {results.folder}; the same command continues")
    return findings


def collect(study: Study, results: Results, treatments: Sequence[Treatment]) -> Findings:
    """Add up the finished chunks and write the tables."""
    counts = [results.counts(each.key, each.scenario.weeks, study.replications) for each in treatments]
    write_tables(results.folder, list(zip(treatments, counts, strict=True)))
    return Findings(study, results, treatments, counts)


def _left(results: Results, study: Study, treatments: Sequence[Treatment]) -> list[Task]:
    finished = finished_chunks(results.folder)
    tasks = [
        Task(results.folder, chunk, treatment) for treatment in treatments for chunk in chunks_of(treatment, study.replications, finished)
    ]
    if finished and tasks:
        print(f"continuing in {results.folder}: {len(finished)} chunks are there already", file=sys.stderr)
    return tasks
