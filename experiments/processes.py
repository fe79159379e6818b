"""Worker processes: forked where that is possible, so that nothing is imported twice."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from threading import Thread

METHOD = "fork" if sys.platform == "linux" else "spawn"


def process_pool(workers: int) -> ProcessPoolExecutor:
    """So many processes, which leave Ctrl-C to this one and go when it goes."""
    context = multiprocessing.get_context(METHOD)
    return ProcessPoolExecutor(workers, context, initializer=_settle, initargs=(os.getpid(),))


def _settle(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
