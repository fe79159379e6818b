"""How many people a world needs: `python -m benchmarks.convergence` measures it and writes the
tables of docs/population.md.

The same worlds are lived with populations from 64 people to the real country. Leaders have the same
luck in all of them, so that the sizes are compared world by world.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from scipy.special import stdtrit

from benchmarks.tables import Table, put_into
from benchmarks.timing import ROOT, machine
from sim import Outcome, Scenario, simulate
from sim.estimates.intervals import average
from sim.world import ENTRIES

LEVELS = {"observed": 0.4, "high": 0.6, "severe": 0.8}
SIZES = (
    (64, 64),
    (128, 256),
    (256, 512),
    (512, 1_024),
    (1_024, 2_048),
    (2_048, 4_096),
    (4_096, 8_192),
    (16_384, 65_536),
    (48_000, 9_200_000),
)
FALLS = (Outcome.MUTINY, Outcome.UPRISING, Outcome.REPLACED)
_PEOPLE = (
    140_000_000  # at most so many people side by side or one after the other in a row of the table
)
_WORKERS = 2


@dataclass(frozen=True)
class Lived:
    """What became of worlds of one size, arrays of shape (worlds,), and what a world cost in
    milliseconds of one core.
    """

    entry: Any  # chance of entry, foreseen
    fall: Any  # chance of a mutiny, an uprising or a replacement
    compliance: Any  # lowest in the year
    protest: Any  # highest in the year
    cost: float


def tables(quick: bool) -> Iterator[Table]:
    """One table a pressure level: what comes out by the size of the population."""
    sizes, most, fewest = (SIZES[:-2], 256, 32) if quick else (SIZES, 4_096, 64)
    columns = (
        "soldiers", "citizens", "worlds", "P(entry)", "95 % interval",
        f"less the largest, {fewest} worlds", "95 % interval of that", "P(fall of the regime)",
        "lowest compliance", "peak protest", "ms a world-year",
    )  # fmt: skip
    for name, level in LEVELS.items():
        lived = [
            _lived(level, *size, max(fewest, min(most, _PEOPLE // sum(size)))) for size in sizes
        ]
        rows = [
            (*size, *_row(each, lived[-1], fewest)) for size, each in zip(sizes, lived, strict=True)
        ]
        yield Table(f"convergence_{name}", f"Pressure {level}, as {name}", columns, rows)


def _lived(level: float, soldiers: int, citizens: int, worlds: int) -> Lived:
    """Worlds 0 to worlds - 1 of one size, in two processes."""
    scenario = Scenario().but(
        {"pressure.level": level, "army.soldiers": soldiers, "public.citizens": citizens}
    )
    edges = np.linspace(0, worlds, _WORKERS + 1, dtype=int).tolist()
    with ProcessPoolExecutor(_WORKERS) as pool:
        parts = list(pool.map(_part, repeat(scenario), edges[:-1], np.diff(edges).tolist()))
    entry, fall, compliance, protest = (
        np.concatenate([part[place] for part in parts]) for place in range(4)
    )
    return Lived(entry, fall, compliance, protest, sum(part[4] for part in parts) / worlds * 1e3)


def _part(scenario: Scenario, first: int, worlds: int) -> tuple[Any, ...]:
    begun = time.process_time()
    told = simulate(scenario, worlds, seed=1, estimator="conditional", first_world=first).histories
    chances = (told.chances[list(outcomes)].sum(axis=0) for outcomes in (ENTRIES, FALLS))
    return (*chances, told.lowest_compliance, told.peak_protest, time.process_time() - begun)


def _row(lived: Lived, largest: Lived, common: int) -> tuple[object, ...]:
    worlds = lived.entry.size
    entry = average(float(lived.entry.mean()), float(lived.entry.var(ddof=1)), worlds)
    gap = lived.entry[:common] - largest.entry[:common]
    reach = float(stdtrit(common - 1, 0.975)) * gap.std(ddof=1) / np.sqrt(common)
    means = (float(values.mean()) for values in (lived.fall, lived.compliance, lived.protest))
    return (
        worlds,
        f"{entry.probability:.2%}",
        f"{entry.low:.2%} to {entry.high:.2%}",
        *(
            ("-", "-")
            if lived is largest
            else (f"{gap.mean():+.2%}", f"{gap.mean() - reach:+.2%} to {gap.mean() + reach:+.2%}")
        ),
        *(f"{mean:.2%}" for mean in means),
        lived.cost,
    )


def main(quick: bool) -> None:
    """Measure, print, save; a quick run leaves the page alone."""
    measured = []
    for table in tables(quick):
        table.save(ROOT / "results" / "benchmarks")
        print(f"{table.markdown()}\n", flush=True)
        measured.append(table.markdown())
    if not quick:
        put_into(
            ROOT / "docs" / "population.md", "\n\n".join([f"Machine: {machine()}.", *measured])
        )


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
