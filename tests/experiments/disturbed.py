"""Small studies, lived in a process of their own so that it can be killed, and compared with one
that nobody disturbed.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from experiments.command import run_command
from experiments.engine.campaign import carry_out
from experiments.plan.compose import load
from experiments.plan.identity import model_version
from experiments.plan.study import Study
from experiments.store import chunks
from tests.experiments.commands import written

PEOPLE = 64 + 128
CELL = 16  # worlds in a cell
WORLDS = 72  # five cells a treatment, the last one cut
WHOLE = 0


@lru_cache
def _loaded(workers: int, more: tuple[str, ...]) -> Study:
    model_version()  # once, for all the processes to come
    return load(
        [
            "sweep.pressure.level=[0.4,1]",
            "population=small",
            "weeks=4",
            f"replications={WORLDS}",
            f"workers={workers}",
            *more,
        ]
    )


def a_study(folder: Path, *more: str, workers: int = 2) -> Study:
    """Two treatments of 72 worlds."""
    return replace(_loaded(workers, more), output=str(folder))


def begun(study: Study, before: Callable[[], object] = lambda: None) -> int:
    """The process in which a study is being carried out, after something was done in it
    to disturb it.
    """
    child = os.fork()
    if child:
        return child
    try:
        os.setpgid(0, 0)
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        before()
        status = run_command(lambda _: carry_out(study) and None, "", [])
        os._exit(status)
    finally:
        os._exit(99)


def ended(child: int) -> int:
    """The exit status of a process; minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def lived(study: Study, before: Callable[[], object] = lambda: None) -> int:
    """The exit status of a study carried out in a process of its own."""
    return ended(begun(study, before))


def until_whole(study: Study, tries: int = 20) -> None:
    """The same command again until it ends well."""
    for _ in range(tries):
        if lived(study) == WHOLE:
            return
    raise AssertionError("it never ended well")


def workers_of(parent: int) -> list[int]:
    """The processes that a process started."""
    asked = ["ps", "-A", "-o", "pid=,ppid=,stat="]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in said.splitlines()]
    return [int(pid) for pid, ppid, state in rows if int(ppid) == parent and state[0] != "Z"]


def is_gone(process: int) -> bool:
    """Whether a process has ended, whoever is to wait for it."""
    asked = ["ps", "-o", "stat=", "-p", str(process)]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return not said or said[0] == "Z"


def kill(process: int, number: int = signal.SIGKILL) -> None:
    """Send a signal to a process, if it is still there."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, number)


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def small_cells(patch: pytest.MonkeyPatch) -> None:
    """Cells of a few worlds, so that a small study has many."""
    patch.setattr(chunks, "CELL_PEOPLE", CELL * PEOPLE)


def quiet_bytes(folder: Path, *more: str) -> dict[str, bytes]:
    """What a study leaves that nobody disturbs."""
    assert lived(a_study(folder, *more)) == WHOLE
    return written(folder)
