"""A dry run: a pilot is timed, and what the whole study would take is said; nothing is written."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from experiments.engine.pilots import Pilot, pilots
from experiments.engine.precision import out_of_reach, worlds_needed
from experiments.engine.progress import clock
from experiments.plan.study import Study
from experiments.plan.treatments import EACH
from experiments.store.chunks import cells
from experiments.store.results import folder_of
from experiments.store.units.units import Units
from sim.luck import MAX_WORLDS

PROCESS_BYTES = 360e6  # what is imported, and a batch of worlds (benchmarks/ensembles.py)
TREATMENT_BYTES = 700  # that the main process keeps of each treatment of many
_UNITS = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


@dataclass(frozen=True)
class Takes:
    """What a study takes."""

    worlds: float
    seconds: float  # on one core
    chunks: float
    size: float  # bytes


def dry_run(study: Study) -> Iterator[str]:
    """What a study would take, in lines."""
    units, workers = Units(study.treatments), study.workers
    tried = list(pilots(study, units))
    takes = _takes(study, units, tried)
    shown = sum(len(each.labels) for each in tried)
    drawn = f" from {study.sweep.points:,} draws" if study.sweep.times else ""
    how = f"a pilot of {tried[0].worlds:,} worlds in {shown} of them"
    yield f"{study.title}: {len(units.treatments):,} treatments{drawn}; {how}"
    yield f"worlds  {takes.worlds:,.0f}{_adaptive(study)}"
    one = clock(takes.seconds)
    yield f"time    {clock(takes.seconds / workers)} on {workers} workers ({one} on one)"
    yield f"disk    {_bytes(takes.size)} in {2 * takes.chunks:,.0f} files, in {folder_of(study)}/"
    yield f"memory  about {_bytes(_memory(study))} in all, at the most"
    yield f"fates   {_followed(study)}"
    yield from _widths(study, tried, units.striped)
    yield "Nothing was written."


def _followed(study: Study) -> str:
    """Whether worlds go on after entry."""
    if study.treatments.follow_entry:
        return "worlds go on after entry: fate.csv, expedition.csv"
    why = f"; more than {EACH} treatments" if len(study.treatments) > EACH else ""
    return f"worlds are not followed beyond entry{why}"


def _widths(study: Study, tried: Sequence[Pilot], many: bool) -> Iterator[str]:
    """How sure P(entry) will be under what was tried; of many treatments, from the surest on."""
    found = []
    for pilot in tried:
        lived = _rounds(study, pilot)
        for label, width in zip(pilot.labels, pilot.half_widths, strict=True):
            expected = min(100 * width * math.sqrt(pilot.worlds / lived), 50.0)
            found.append((expected, f"  {label}: ±{expected:.2g} points with {lived:,} worlds"))
    if not many:
        yield "expected 95 % half-widths of P(entry)"
        yield from (line for _, line in found)
        return
    widths, lived = [width for width, _ in found], _rounds(study, tried[0])
    spread = f"±{min(widths):.2g} to ±{max(widths):.2g} points"
    yield f"width   {spread} of P(entry) under one treatment, with {lived:,} worlds (95 %)"


def _takes(study: Study, units: Units, tried: Sequence[Pilot]) -> Takes:
    """What all treatments take, or this portion's part of them, told from the pilots."""
    scale = len(units.treatments) / len(tried) / (study.portion or (1, 1))[1]
    together = min(units.size, len(units.treatments))  # treatments in a chunk
    lived = [_rounds(study, each) for each in tried]
    both = list(zip(tried, lived, strict=True))
    worlds = scale * sum(lived)
    cut = [_chunks(each, number * together) for each, number in both]
    chunks = scale * sum(cut)  # of one treatment each
    size = worlds * tried[0].world_bytes + chunks * tried[0].count_bytes
    seconds = scale * sum(each.seconds * number for each, number in both)
    return Takes(worlds=worlds, seconds=seconds, chunks=chunks / together, size=size)


def _adaptive(study: Study) -> str:
    if study.precision is None:
        return ""
    return f" (about: stopping is adaptive, at ±{100 * study.precision:g} points)"


def _rounds(study: Study, pilot: Pilot) -> int:
    """Worlds that each treatment will have; of several together, as many as the widest needs."""
    if study.precision is None:
        return study.replications
    widest = max(pilot.half_widths)
    needed = worlds_needed(pilot.worlds, widest, study.precision)
    if needed > MAX_WORLDS:
        raise out_of_reach(study.precision, pilot.labels[pilot.half_widths.index(widest)])
    return max(study.replications, needed)


def _chunks(pilot: Pilot, worlds: int) -> int:
    return sum(1 for _ in cells(pilot.cell, "", worlds))


def _memory(study: Study) -> float:
    """Bytes that this process and as many as there are workers take."""
    processes = 1 if study.workers == 1 else 1 + study.workers
    return PROCESS_BYTES * processes + TREATMENT_BYTES * len(study.treatments)


def _bytes(size: float) -> str:
    told = (f"{size / unit:.1f} {name}" for unit, name in _UNITS if size >= unit)
    return next(told, f"{size:.0f} bytes")
