"""Processes that have the model loaded and compiled before the first question comes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from experiments.engine.executors import processes
from sim.scenario import Scenario
from sim.simulation import simulate

_FEW = 4  # worlds


@contextmanager
def warm(workers: int) -> Iterator[Executor]:
    """So many processes, ready to live; none is left behind."""
    _ready()  # here first: processes that are forked begin with what is loaded here
    pool = processes(workers)
    try:
        for job in [pool.submit(_ready) for _ in range(workers)]:
            job.result()
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ready() -> None:
    simulate(Scenario(), _FEW)
