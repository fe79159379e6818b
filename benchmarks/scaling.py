"""How time and memory grow with worlds, people, weeks and workers.

Every measurement in a process of its own.
"""

from __future__ import annotations

from typing import Any

from benchmarks.tables import Table
from benchmarks.timing import fresh

REAL = (48_000, 9_200_000)
COLUMNS = ("worlds", "seconds", "us per world-year", "peak MB")


def tables(quick: bool) -> list[Table]:
    """One table for each thing that grows."""
    return [_worlds(quick), _people(quick), _weeks(quick), _workers(quick)]


def _worlds(quick: bool) -> Table:
    rows = []
    for worlds in (1, 10, 100, 1_000, 10_000) + (() if quick else (100_000,)):
        seen = fresh("once", worlds=worlds, changed={})
        rows.append((worlds, seen["seconds"], seen["seconds"] / worlds * 1e6, seen["peak_mb"]))
    return Table("worlds", "With worlds", COLUMNS, rows)


def _people(quick: bool) -> Table:
    rows = []
    cases = [
        (64, 64, 2_048),
        (512, 1_024, 2_048),
        (4_096, 8_192, 256),
        (16_384, 131_072, 16),
        (48_000, 1_048_576, 2),
        (*REAL, 1),
    ]
    for soldiers, citizens, worlds in cases:
        seen = fresh("once", worlds=worlds, changed=_population(soldiers, citizens))
        each = seen["seconds"] / worlds
        rows.append(
            (
                soldiers,
                citizens,
                worlds,
                each,
                each / (soldiers + citizens) / 52 * 1e9,
                seen["peak_mb"],
            )
        )
    columns = (
        "soldiers",
        "citizens",
        "worlds",
        "seconds per world-year",
        "ns per person and week",
        "peak MB",
    )
    return Table("people", "With people, up to the real country in one world", columns, rows)


def _population(soldiers: int, citizens: int) -> dict[str, Any]:
    return {"army.soldiers": soldiers, "public.citizens": citizens}


def _weeks(quick: bool) -> Table:
    rows, worlds = [], 1_024 if quick else 5_120
    for weeks in (1, 13, 52, 104, 208):
        seen = fresh("once", worlds=worlds, changed={"weeks": weeks})
        rows.append(
            (
                weeks,
                seen["seconds"] / worlds * 1e6,
                seen["seconds"] / worlds / weeks * 1e6,
                seen["peak_mb"],
            )
        )
    return Table(
        "weeks", "With weeks", ("weeks", "us per world", "us per world and week", "peak MB"), rows
    )


def _workers(quick: bool) -> Table:
    rows, worlds = [], 10_000 if quick else 50_000
    for workers in (1, 2):
        seconds = sorted(
            fresh("once", worlds=worlds, changed={}, workers=workers)["seconds"] for _ in range(3)
        )[1]
        rows.append(
            (workers, worlds, seconds, worlds / seconds, rows[0][2] / seconds if rows else 1.0)
        )
    return Table(
        "workers",
        "With worker processes",
        ("workers", "worlds", "seconds", "world-years per second", "times 1 worker"),
        rows,
    )
