"""Pilots: a few worlds of some treatments, timed and weighed before a study is begun."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from experiments.engine.worker import lived
from experiments.plan.study import Study
from experiments.plan.treatments import Treatment
from experiments.store.chunks import Chunk
from experiments.store.counts import Sparse
from experiments.store.shards import PARTS, write_chunk
from experiments.store.units.stripes import Points
from experiments.store.units.units import Units
from sim.simulation import batch_size

MOST = 6  # pilots of single treatments, spread over the sweep
WORLDS = 2048  # in a pilot, of default size
TOGETHER = 16  # treatments of many that are tried together


@dataclass(frozen=True)
class Pilot:
    """A few worlds of one treatment, or of several together."""

    labels: Sequence[str]  # of the treatments
    cell: int  # worlds in a first cell of their unit
    worlds: int  # of each
    half_widths: Sequence[float]  # of P(entry) under each
    seconds: float  # a world, on one core
    world_bytes: float
    count_bytes: float  # a treatment in a chunk


def pilots(study: Study, units: Units) -> Iterator[Pilot]:
    """Treatments spread over a study, one by one or, where there are many, together."""
    treatments = study.treatments
    if not units.striped:
        for place in _spread(len(units), MOST):
            one = treatments[place]
            worlds = batch_size(one.scenario, WORLDS)
            yield _pilot(one, worlds, units[place].cell, [one.label])
        return
    places = _spread(len(treatments), TOGETHER)
    shown = [treatments[place] for place in places]
    worlds = max(1, min(batch_size(each.scenario, WORLDS) for each in shown) // len(places))
    points = Points.of(treatments, places)
    yield _pilot(points, worlds, units[0].cell, [each.label for each in shown])


def _spread(number: int, most: int) -> range:
    """At most so many places, spread over a number of them."""
    return range(0, number, max(1, number // most))[:most]


def _pilot(lives: Treatment | Points, worlds: int, cell: int, labels: Sequence[str]) -> Pilot:
    together = len(labels)
    lived(lives, Chunk("", 0, 1))  # compiled code is loaded before the clock starts
    chunk = Chunk("0" * 16, 0, worlds * together)
    started = time.perf_counter()
    rows, counts = lived(lives, chunk)
    seconds = (time.perf_counter() - started) / chunk.worlds
    world_bytes, count_bytes = _sizes(chunk, rows, counts)
    return Pilot(
        labels=labels,
        cell=cell,
        worlds=worlds,
        half_widths=counts.entries.half_widths.tolist(),
        seconds=seconds,
        world_bytes=world_bytes / chunk.worlds,
        count_bytes=count_bytes / together,
    )


def _sizes(chunk: Chunk, rows: pa.Table, counts: Sparse) -> tuple[int, int]:
    """Bytes of a chunk's worlds and of its counts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in PARTS:
            (folder / part).mkdir()
        write_chunk(folder, chunk, rows, counts)
        worlds, counted = (folder / part / chunk.name for part in ("worlds", "counts"))
        return worlds.stat().st_size, counted.stat().st_size
