"""Executors: where chunks are lived. Anything that makes a `concurrent.futures.Executor` from a
number of workers will do.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from threading import Thread
from typing import Any

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
    """Worker processes on this machine, forked where that is possible, so that nothing
    is imported twice.
    """
    method = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(
        workers, multiprocessing.get_context(method), initializer=_settle, initargs=(os.getpid(),)
    )


def _settle(parent: int) -> None:
    """Leave Ctrl-C to the parent, and go when it goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
