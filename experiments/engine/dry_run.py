"""A dry run: a pilot is timed, and what the whole study would take is said; nothing is written."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.engine.precision import out_of_reach, worlds_needed
from experiments.engine.progress import clock
from experiments.findings.rates import half_width
from experiments.plan.study import Study
from experiments.plan.treatments import Treatment
from experiments.store.chunks import Chunk, cells
from experiments.store.counts import Counts
from experiments.store.results import folder_of
from experiments.store.shards import PARTS, write_chunk
from experiments.store.worlds import worlds_table
from sim.estimates.outcomes import Outcomes
from sim.luck import MAX_WORLDS
from sim.simulation import batch_size, simulate

MOST_PILOTS = 6  # treatments that are tried, spread over the sweep


@dataclass(frozen=True)
class Pilot:
    """A few worlds of one treatment."""

    treatment: Treatment
    worlds: int
    half_width: float  # of P(entry)
    seconds: float  # a world, on one core
    world_bytes: float
    count_bytes: int  # a chunk


@dataclass(frozen=True)
class Takes:
    """What a study takes."""

    worlds: float
    seconds: float  # on one core
    chunks: float
    size: float  # bytes


def dry_run(study: Study) -> Iterator[str]:
    """What a study would take, in lines."""
    treatments, workers = study.treatments, study.workers
    pilots = [_pilot(each) for each in treatments[:: max(1, len(treatments) // MOST_PILOTS)]]
    pilots = pilots[:MOST_PILOTS]
    takes = _takes(study, pilots)
    tried = f"a pilot of {pilots[0].worlds:,} worlds in {len(pilots)} of them"
    drawn = f" from {study.sweep.points:,} draws" if study.sweep.times else ""
    yield f"{study.title}: {len(treatments):,} treatments{drawn}; {tried}"
    yield f"worlds  {takes.worlds:,.0f}{_adaptive(study)}"
    one = clock(takes.seconds)
    yield f"time    {clock(takes.seconds / workers)} on {workers} workers ({one} on one)"
    yield f"disk    {_bytes(takes.size)} in {2 * takes.chunks:,.0f} files, in {folder_of(study)}/"
    yield "expected 95 % half-widths of P(entry)"
    for each in pilots:
        lived = _worlds(study, each)
        expected = 100 * each.half_width * math.sqrt(each.worlds / lived)
        yield f"  {each.treatment.label}: ±{expected:.2g} points with {lived:,} worlds"
    yield "Nothing was written."


def _takes(study: Study, pilots: Sequence[Pilot]) -> Takes:
    """What all treatments take, or this portion's part of them, told from the pilots."""
    scale = len(study.treatments) / len(pilots) / (study.portion or (1, 1))[1]
    lived = [_worlds(study, each) for each in pilots]
    worlds = scale * sum(lived)
    seconds = [each.seconds * number for each, number in zip(pilots, lived, strict=True)]
    cut = [_chunks(each.treatment, number) for each, number in zip(pilots, lived, strict=True)]
    chunks = scale * sum(cut)
    size = worlds * pilots[0].world_bytes + chunks * pilots[0].count_bytes
    return Takes(worlds=worlds, seconds=scale * sum(seconds), chunks=chunks, size=size)


def _adaptive(study: Study) -> str:
    if study.precision is None:
        return ""
    return f" (about: stopping is adaptive, at ±{100 * study.precision:g} points)"


def _pilot(treatment: Treatment) -> Pilot:
    worlds = batch_size(treatment.scenario)
    _lived(treatment, 1)  # compiled code is loaded before the clock starts
    started = time.perf_counter()
    outcomes = _lived(treatment, worlds)
    seconds = (time.perf_counter() - started) / worlds
    counts = Counts.of(outcomes)
    world_bytes, count_bytes = _sizes(Chunk(treatment.key, 0, worlds), treatment, outcomes, counts)
    return Pilot(
        treatment=treatment,
        worlds=worlds,
        half_width=half_width(counts),
        seconds=seconds,
        world_bytes=world_bytes / worlds,
        count_bytes=count_bytes,
    )


def _lived(treatment: Treatment, worlds: int) -> Outcomes:
    return simulate(treatment.scenario, worlds, treatment.seed, estimator=treatment.estimator)


def _sizes(
    chunk: Chunk, treatment: Treatment, outcomes: Outcomes, counts: Counts
) -> tuple[int, int]:
    """Bytes of a chunk's worlds and of its counts."""
    table = worlds_table(outcomes.histories, treatment.values, treatment.estimator == "conditional")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in PARTS:
            (folder / part).mkdir()
        write_chunk(folder, chunk, table, counts)
        worlds, counted = (folder / part / chunk.name for part in ("worlds", "counts"))
        return worlds.stat().st_size, counted.stat().st_size


def _worlds(study: Study, pilot: Pilot) -> int:
    """Worlds that a treatment will have."""
    if study.precision is None:
        return study.replications
    needed = worlds_needed(pilot.worlds, pilot.half_width, study.precision)
    if needed > MAX_WORLDS:
        raise out_of_reach(study.precision, pilot.treatment)
    return max(study.replications, needed)


def _chunks(treatment: Treatment, worlds: int) -> int:
    return sum(1 for _ in cells(treatment.scenario, treatment.key, worlds))


def _bytes(size: float) -> str:
    units: Sequence[tuple[float, str]] = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
    told = (f"{size / unit:.1f} {name}" for unit, name in units if size >= unit)
    return next(told, f"{size:.0f} bytes")
