"""Worlds through one or several processes, in chunks of about a second: what the experiments do,
without writing files.
"""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from sim import Scenario, simulate

CHUNK_PEOPLE = 2_500 * 1_536


def entered(scenario: Scenario, worlds: int, pool: ProcessPoolExecutor | None = None) -> int:
    """How many worlds enter: all that is kept of a chunk, so that memory does not depend on the
    number of worlds.
    """
    people = scenario.army.soldiers + scenario.public.citizens
    size = max(1, CHUNK_PEOPLE // people)
    chunks = [(first, min(size, worlds - first)) for first in range(0, worlds, size)]
    return sum((pool.map if pool else map)(partial(_chunk, scenario), chunks))


def entered_in_processes(scenario: Scenario, worlds: int, workers: int) -> int:
    """The same through processes that are started for it."""
    with processes(workers) as pool:
        return entered(scenario, worlds, pool)


def processes(workers: int) -> ProcessPoolExecutor:
    """Worker processes; forked where that is possible, so that nothing is imported twice."""
    method = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(workers, multiprocessing.get_context(method))


def _chunk(scenario: Scenario, chunk: tuple[int, int]) -> int:
    first, worlds = chunk
    return int(
        simulate(scenario, worlds, first_world=first, seed=0, estimator="counted").entered.sum()
    )
