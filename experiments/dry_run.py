"""A dry run: a pilot is timed, and what the whole study would take is said; nothing is written."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.chunks import Chunk, cells
from experiments.config import Study
from experiments.counts import Counts
from experiments.precision import half_width, worlds_needed
from experiments.progress import clock
from experiments.results import folder_of
from experiments.shards import worlds_table, write_chunk
from experiments.treatments import Treatment, treatments_of
from sim.simulate import batch_size, simulate

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


def dry_run(study: Study) -> Iterator[str]:
    """What a study would take, in lines."""
    treatments = treatments_of(study)
    pilots = [
        _pilot(each) for each in treatments[:: max(1, len(treatments) // MOST_PILOTS)][:MOST_PILOTS]
    ]
    worlds = {each.treatment.key: _worlds(study, each) for each in pilots}
    scale = len(treatments) / len(pilots) / (study.shard or (1, 1))[1]
    total = scale * sum(worlds.values())
    seconds = scale * sum(each.seconds * worlds[each.treatment.key] for each in pilots)
    chunks = scale * sum(_chunks(each.treatment, worlds[each.treatment.key]) for each in pilots)
    size = total * pilots[0].world_bytes + chunks * pilots[0].count_bytes
    yield (
        f"{study.title}: {len(treatments):,} treatments; a pilot of {pilots[0].worlds:,} "
        f"worlds in {len(pilots)} of them"
    )
    adaptive = (
        ""
        if study.precision is None
        else f" (about: stopping is adaptive, at ±{100 * study.precision:g} points)"
    )
    yield f"worlds  {total:,.0f}{adaptive}"
    yield (
        f"time    {clock(seconds / study.workers)} on {study.workers} workers "
        f"({clock(seconds)} on one)"
    )
    yield f"disk    {_bytes(size)} in {2 * chunks:,.0f} files, in {folder_of(study)}/"
    yield "expected 95 % half-widths of P(entry)"
    for each in pilots:
        lived = worlds[each.treatment.key]
        expected = 100 * each.half_width * math.sqrt(each.worlds / lived)
        yield f"  {each.treatment.label}: ±{expected:.2g} points with {lived:,} worlds"
    yield "Nothing was written."


def _pilot(treatment: Treatment) -> Pilot:
    worlds = batch_size(treatment.scenario)
    simulate(
        treatment.scenario, 1, treatment.seed, estimator=treatment.estimator
    )  # compiled code is loaded before the clock starts
    started = time.perf_counter()
    outcomes = simulate(treatment.scenario, worlds, treatment.seed, estimator=treatment.estimator)
    seconds = (time.perf_counter() - started) / worlds
    chunk, counts = Chunk(treatment.key, 0, worlds), Counts.of(outcomes)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("worlds", "counts"):
            (folder / part).mkdir()
        write_chunk(
            folder,
            chunk,
            worlds_table(
                outcomes.histories, treatment.values, treatment.estimator == "conditional"
            ),
            counts,
        )
        sizes = [(folder / part / chunk.name).stat().st_size for part in ("worlds", "counts")]
    return Pilot(treatment, worlds, half_width(counts), seconds, sizes[0] / worlds, sizes[1])


def _worlds(study: Study, pilot: Pilot) -> int:
    """Worlds that a treatment will have."""
    needed = (
        0
        if study.precision is None
        else worlds_needed(pilot.worlds, pilot.half_width, study.precision)
    )
    return max(study.replications, needed)


def _chunks(treatment: Treatment, worlds: int) -> int:
    return sum(1 for _ in cells(treatment.scenario, treatment.key, worlds))


def _bytes(size: float) -> str:
    units: Sequence[tuple[float, str]] = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))
    return next(
        (f"{size / unit:.1f} {name}" for unit, name in units if size >= unit), f"{size:.0f} bytes"
    )
