"""From a command to its answer: `python -m experiments.run replications=1000` from a warm cache
of compiled kernels.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from statistics import median

from benchmarks.tables import Table
from benchmarks.timing import ROOT, core_seconds

ANSWER = "as configured"  # stands in the line of the printed table that holds the answer


def table(quick: bool) -> Table:
    """Medians of seconds to the printed table, to the end of the command with its figures, and
    of processor time.
    """
    _carried_out()  # fills the cache
    rows = [_carried_out() for _ in range(3 if quick else 5)]
    columns = ("command", "to the printed table, s", "with figures, s", "processor time, s")
    middle = (median(each) for each in zip(*rows, strict=True))
    return Table(
        "command",
        "From a command to its answer",
        columns,
        [("experiments.run replications=1000 bands=luck", *middle)],
    )


def _carried_out() -> tuple[float, float, float]:
    """Seconds to the printed table, to the end, and of processor time."""
    with tempfile.TemporaryDirectory() as folder:
        begun, used = time.perf_counter(), core_seconds()
        command = [sys.executable, "-m", "experiments.run", "replications=1000", "bands=luck"]
        command.append(f"output={folder}")
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout is not None
            printed = [time.perf_counter() - begun for line in process.stdout if ANSWER in line]
        return printed[0], time.perf_counter() - begun, core_seconds() - used
