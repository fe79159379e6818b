"""The table of all ways to live a world-year, in one run, side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import mesa

from benchmarks.kernels import WORLDS, PeopleYear, assert_equal
from benchmarks.mesa_arrays import MesaArrays
from benchmarks.mesa_objects import MesaObjects, live
from benchmarks.people_in_c import BY_HAND, PeopleInC, compiler
from benchmarks.tables import Table
from benchmarks.timing import side_by_side
from benchmarks.workers import entered, entered_in_processes
from sim import Scenario
from sim.model import WarEntry
from sim.people.people import kernels

COLUMNS = ("", "way", "us per world-year and core", "world-years per second and core", "times (a)")
Way = tuple[str, str, int, Callable[[], object]]  # key, name, worlds, work


def table(quick: bool) -> Table:
    """Medians over repeats, in processor time: per core, whatever else the machine is doing."""
    repeats, scale = (3, 1) if quick else (7, 4)
    ways = [*_models(scale), *_kernels()]
    seconds = side_by_side({name: work for _, name, _, work in ways}, repeats)
    each = {name: seconds[name] / worlds * 1e6 for _, name, worlds, _ in ways}
    first = each[ways[0][1]]
    rows = [
        (key, name, each[name], 1e6 / each[name], first / each[name]) for key, name, _, _ in ways
    ]
    return Table("side_by_side", "A world-year, side by side", COLUMNS, rows)


def _models(scale: int) -> list[Way]:
    scenario = Scenario()
    return [
        (
            "a",
            "Mesa, an object for each person",
            1 * scale,
            partial(live, MesaObjects, scenario, 1 * scale),
        ),
        (
            "b",
            "Mesa with NumPy arrays, one world at a time",
            10 * scale,
            partial(live, MesaArrays, scenario, 10 * scale),
        ),
        (
            "c",
            "this model, one world at a time, through mesa.batch_run",
            5 * scale,
            partial(_one_by_one, scenario, 5 * scale),
        ),
        (
            "d",
            "this model in batch, 1 process",
            2_500 * scale,
            partial(entered, scenario, 2_500 * scale),
        ),
        (
            "d",
            "this model in batch, 2 processes",
            5_000 * scale,
            partial(entered_in_processes, scenario, 5_000 * scale, 2),
        ),
    ]


def _one_by_one(scenario: Scenario, worlds: int) -> None:
    luck = {"scenario": [scenario], "first_world": range(worlds)}
    mesa.batch_run(
        WarEntry, luck, number_processes=1, max_steps=scenario.weeks, display_progress=False
    )


def _kernels() -> list[Way]:
    year = PeopleYear()
    ways = [("e", "people's kernels alone", WORLDS, partial(year.live, kernels))]
    if compiler() is None:
        return ways
    for name, library in (
        ("in C, multiplication by hand", PeopleInC(BY_HAND)),
        ("in C, as gcc compiles it", PeopleInC()),
    ):
        assert_equal(year, kernels, library)
        ways.append(("e", f"the same {name}", WORLDS, partial(year.live, library)))
    return ways
