"""python -m benchmarks.ensembles [--quick]: what a world costs where many points share a batch, and
what large studies take.

Points draw their values from the declared ranges of twelve parameters. Worlds in all are the same
in every row of the first table, so a cost of points would show. The second is whole commands:
planning, living, storing, tables.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.tables import Table, put_into
from benchmarks.timing import ROOT, machine
from sim import Scenario, simulate
from sim.estimates.intervals import ESTIMATORS
from sim.parameters import table as parameters
from sim.scenario import Ensemble

VARIED = (
    "army.morale", "army.loyalty", "army.contagion", "pressure.level", "putin.escalation",
    "putin.leaning", "lukashenko.dependence", "lukashenko.survival", "lukashenko.loyalty_bias",
    "regime.defiance", "theatre.front", "public.grievance",
)  # fmt: skip
WORLDS = 64_000
POINTS = (1, 16, 256, 4_000, 64_000)
STUDIES = ((20_000, 10), (100_000, 16))  # treatments, worlds of each


def main() -> None:
    """Measure, print, save and put into docs/benchmarks.md; a quick run leaves the page alone."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ensembles", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small and rough")
    quick = parser.parse_args().quick
    write(list(tables(quick)), quick)


def write(measured: list[Table], quick: bool) -> None:
    """Print and save what was measured and, unless it was rough, put it into the page."""
    for table in measured:
        table.save(ROOT / "results" / "benchmarks")
        print(f"\n{table.markdown()}", flush=True)
    if not quick:
        text = "\n\n".join([f"Machine: {machine()}.", *(each.markdown() for each in measured)])
        put_into(ROOT / "docs" / "benchmarks.md", text, "ensembles")


def tables(quick: bool) -> Iterator[Table]:
    """Cost of points at the same number of worlds, and whole studies."""
    yield _costs(2_048 if quick else WORLDS)
    yield _studies([(1_000, 2)] if quick else STUDIES)


def near(points: int, seed: int = 1) -> Ensemble:
    """Points around the default scenario: a tenth of each value up or down, as far as it may go."""
    rng, declared = np.random.default_rng(seed), {row.path: row for row in parameters(Scenario())}
    columns = {}
    for path in VARIED:
        row = declared[path]
        drawn = row.value * (1 + 0.1 * rng.uniform(-1, 1, points))
        columns[path] = np.clip(drawn, row.low, row.high)
    return Scenario().varied(columns)


def _costs(worlds: int) -> Table:
    simulate(
        near(4), 16, seed=0, estimator="counted"
    )  # compiled code is loaded before the clock starts
    simulate(near(4), 16, estimator="conditional", seed=0)
    first: dict[str, float] = {}
    rows = []
    for points in (each for each in POINTS if each <= worlds):
        micro = {estimator: _seconds(points, worlds, estimator) for estimator in ESTIMATORS}
        first = first or micro
        ratios = (micro[estimator] / first[estimator] for estimator in ESTIMATORS)
        each = (micro[estimator] / worlds * 1e6 for estimator in ESTIMATORS)
        rows.append((points, worlds // points, *each, *ratios))
    columns = (
        "points", "worlds of each", "counted, us a world", "conditional, us a world",
        "counted, times one point", "conditional, times one point",
    )  # fmt: skip
    title = f"The same {worlds:,} worlds, of one point or of many, on one core"
    return Table("points", title, columns, rows)


def _seconds(points: int, worlds: int, estimator: str) -> float:
    """Processor time of worlds of the default year; the points are checked before."""
    ensemble = near(points)
    begun = time.process_time()
    simulate(ensemble, worlds // points, estimator=estimator, seed=0)
    return time.process_time() - begun


@dataclass(frozen=True)
class Taken:
    """What a command took."""

    seconds: float
    peak_mb: float  # of the process that took most
    files: int


def _studies(studies: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> Table:
    rows = []
    for treatments, replications in studies:
        taken = _study(treatments, replications)
        speed = treatments / taken.seconds
        rows.append((treatments, replications, taken.seconds, speed, taken.peak_mb, taken.files))
    columns = ("treatments", "worlds of each", "seconds", "treatments a second", "MB", "files")
    return Table("studies", "Whole studies of many treatments, counted, no figures", columns, rows)


def _study(treatments: int, replications: int) -> Taken:
    with tempfile.TemporaryDirectory() as name:
        swept = [f"sweep.{path}=declared" for path in VARIED]
        settings = [
            "estimator=counted",
            "bands=luck",
            "figures=none",
            f"output={name}",
            "design=lhs",
        ]
        size = [f"points={treatments}", f"replications={replications}"]
        watched = (
            "import resource, runpy, sys; sys.argv[0] = 'sweep'\n"
            "try: runpy.run_module('experiments.sweep', run_name='__main__')\n"
            "except SystemExit as end: assert not end.code, end.code\n"
            "mine, theirs = (resource.getrusage(who).ru_maxrss for who in "
            "(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))\n"
            "print(max(mine, theirs))"
        )
        command = [sys.executable, "-c", watched, *swept, *settings, *size]
        begun = time.perf_counter()
        said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - begun
        files = sum(path.is_file() for path in Path(name).rglob("*"))
        return Taken(seconds, int(said.stdout.split()[-1]) / 1e3, files)


if __name__ == "__main__":
    sys.exit(main())
