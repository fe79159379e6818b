"""Executors: where chunks are lived.

Anything that makes a `concurrent.futures.Executor` from a number of workers will do.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from experiments.processes import process_pool
from experiments.store.whole_files import clear_mine

Executors = Callable[[int], Executor]  # workers -> an executor, closed after use


class Here(Executor):
    """An executor that does everything at once, in this process."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """The finished future of a call."""
        future: Future[Any] = Future()
        try:
            future.set_result(work(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def here(workers: int) -> Executor:
    """This process, whatever the number of workers."""
    return Here()


def processes(workers: int) -> Executor:
    """Worker processes on this machine."""
    return process_pool(workers, clear_mine)
