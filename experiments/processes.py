"""Worker processes: forked where that is possible, so that nothing is imported twice.

A worker whose parent is gone clears away what it is at, and goes too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from threading import Thread

METHOD = "fork" if sys.platform == "linux" else "spawn"


def process_pool(workers: int, clear_away: Callable[[], None]) -> ProcessPoolExecutor:
    """So many processes, which leave Ctrl-C to this one and go when it goes."""
    context = multiprocessing.get_context(METHOD)
    settled = (os.getpid(), clear_away)
    return ProcessPoolExecutor(workers, context, initializer=_settle, initargs=settled)


def _settle(parent: int, clear_away: Callable[[], None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with, args=(parent, clear_away), daemon=True).start()


def _leave_with(parent: int, clear_away: Callable[[], None]) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    clear_away()
    os._exit(1)
