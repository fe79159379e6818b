"""Lots: pieces of work of known size, done by processes, with rate and time left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from typing import Any

from experiments.command import interrupts
from experiments.engine.executors import processes
from experiments.engine.progress import Progress
from experiments.mistakes import Interrupted
from sim.machine.compiled import to_be_compiled

_MOST = 500  # worlds of a lot
_PULSE = 0.5  # seconds between signs of life


@dataclass(frozen=True)
class Lot:
    """A call that lives so many worlds."""

    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    worlds: int


def cut(worlds: int, most: int = _MOST) -> list[tuple[int, int]]:
    """Worlds in lots of at most so many: the first of each, and how many."""
    return [(first, min(most, worlds - first)) for first in range(0, worlds, most)]


def done(lots: Sequence[Lot], workers: int, what: str, kept: bool = False) -> list[Any]:
    """What the calls gave, in their order, whatever the number of workers; raises Interrupted after
    Ctrl-C, where `what` is half done, and kept only if the calls keep it.
    """
    progress = Progress(sum(lot.worlds for lot in lots), compiling=to_be_compiled())
    with processes(workers) as pool, interrupts() as stop:
        jobs = {pool.submit(lot.work, *lot.arguments): lot.worlds for lot in lots}
        waiting = set(jobs)
        while waiting:
            finished, waiting = wait(waiting, timeout=_PULSE, return_when=FIRST_COMPLETED)
            progress.advance(sum(jobs[each] for each in finished))
            if stop.is_set():
                pool.shutdown(wait=True, cancel_futures=True)
                again = f"half {what} is not kept; the same command looks again"
                raise Interrupted(f"{what} is kept; the same command goes on" if kept else again)
    progress.finish()
    return [job.result() for job in jobs]
