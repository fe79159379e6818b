"""The engine: chunks of worlds through worker processes, each chunk written by the worker that lived it.

What a chunk holds depends on its treatment and its world numbers only, so the results are the same bytes whatever the
number of workers and the order in which they finish.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from threading import Event

from experiments.counts import Counts
from experiments.faults import UserError
from experiments.shards import Chunk, write_chunk
from experiments.treatments import Treatment
from sim.scenario import Scenario
from sim.simulate import simulate

CHUNK_PEOPLE = 2_500 * 1_536  # people in a chunk: about a second of work
MOST_WORLDS = 50_000  # worlds in a chunk of a small population


@dataclass(frozen=True)
class Task:
    """A chunk to live and to write."""

    folder: Path
    chunk: Chunk
    treatment: Treatment


def chunk_worlds(scenario: Scenario) -> int:
    """Worlds in a chunk; fixed by the population, so that a study can be continued on any machine."""
    people = scenario.army.soldiers + scenario.public.citizens
    return max(1, min(MOST_WORLDS, CHUNK_PEOPLE // people))


def chunks_of(treatment: Treatment, replications: int, finished: Iterable[Chunk] = ()) -> list[Chunk]:
    """What is left to live of a treatment: the worlds up to `replications` that no finished chunk has, in chunks."""
    size, key = chunk_worlds(treatment.scenario), treatment.key
    covered = sorted((chunk.first, chunk.stop) for chunk in finished if chunk.treatment == key)
    left, first = [], 0
    for start, stop in [*covered, (replications, replications)]:
        while first < min(start, replications):
            end = min((first // size + 1) * size, start, replications)
            left.append(Chunk(key, first, end))
            first = end
        first = max(first, stop)
    return left


def live(task: Task) -> Chunk:
    """Live the worlds of a chunk and write them down: what a worker does."""
    chunk, treatment = task.chunk, task.treatment
    outcomes = simulate(treatment.scenario, chunk.worlds, treatment.seed, first_world=chunk.first)
    write_chunk(task.folder, chunk, outcomes.histories, Counts.of(outcomes), treatment.values)
    return chunk


def conduct(tasks: list[Task], workers: int, stop: Event) -> Iterator[Chunk]:
    """Live every task, in `workers` processes; gives each chunk as it is finished, in any order.

    Once `stop` is set no new chunk is begun, and those under way are finished.
    """
    if workers == 1 or len(tasks) < 2:
        yield from map(live, takewhile(lambda _: not stop.is_set(), tasks))
        return
    try:
        with _processes(min(workers, len(tasks))) as pool:
            yield from _through(pool, tasks, 2 * workers, stop)
    except BrokenProcessPool:
        raise UserError("a worker process was killed (out of memory?); finished chunks are kept, the same command continues") from None


def _through(pool: Executor, tasks: list[Task], ahead: int, stop: Event) -> Iterator[Chunk]:
    waiting = deque(tasks)
    running: set[Future[Chunk]] = set()
    while (waiting and not stop.is_set()) or running:
        while waiting and len(running) < ahead and not stop.is_set():
            running.add(pool.submit(live, waiting.popleft()))
        if stop.is_set():
            running = {future for future in running if not future.cancel()}
        done, running = wait(running, timeout=0.5, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


def _processes(workers: int) -> ProcessPoolExecutor:
    """A pool of workers that leave Ctrl-C to the parent; forked where that is possible, so that nothing is imported twice."""
    method = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(workers, multiprocessing.get_context(method), initializer=_leave_interrupts_to_parent)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
