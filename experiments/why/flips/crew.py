"""Workers that stay for a whole search, whose next points hang on what the last ones gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any

from experiments.command import interrupts
from experiments.engine.executors import processes
from experiments.engine.lots import Lot
from experiments.engine.progress import Progress
from experiments.mistakes import Interrupted
from sim.machine.compiled import to_be_compiled

_PULSE = 0.5  # seconds between signs of life


@dataclass(frozen=True)
class Crew:
    """Workers, and how far they are with what they have been given so far."""

    pool: Executor
    workers: int
    stop: Event
    progress: Progress

    def done(self, lots: Sequence[Lot]) -> list[Any]:
        """What the calls gave, in their order, whatever the number of workers; raises Interrupted
        after Ctrl-C.
        """
        self.progress.total += sum(lot.worlds for lot in lots)
        jobs = {self.pool.submit(lot.work, *lot.arguments): lot.worlds for lot in lots}
        waiting = set(jobs)
        while waiting:
            finished, waiting = wait(waiting, timeout=_PULSE, return_when=FIRST_COMPLETED)
            self.progress.advance(sum(jobs[each] for each in finished))
            if self.stop.is_set():
                self.pool.shutdown(wait=True, cancel_futures=True)
                raise Interrupted("half a search is not kept; the same command searches again")
        return [job.result() for job in jobs]


@contextmanager
def crew(workers: int) -> Iterator[Crew]:
    """Workers for a search; says how far it is."""
    progress = Progress(0, compiling=to_be_compiled())
    with processes(workers) as pool, interrupts() as stop:
        yield Crew(pool, workers, stop, progress)
    progress.finish()
