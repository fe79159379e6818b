"""Clocks, repeats, fresh processes, and the machine that all this is measured on."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]


def side_by_side(works: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Median core seconds of each work.

    They take turns, so that all meet the same machine. The first turn is not counted.
    """
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repeats + 1):
        for name, work in works.items():
            begun = core_seconds()
            work()
            seconds[name].append(core_seconds() - begun)
    return {name: median(each[1:]) for name, each in seconds.items()}


def core_seconds() -> float:
    """Processor time that this process and the processes it has waited for have used: waiting for a
    busy core does not count.
    """
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def fresh(
    module: str, environment: Mapping[str, str] | None = None, **settings: Any
) -> dict[str, float]:
    """What a module of this folder measures in a process of its own.

    `seconds_in_all` counts from before Python starts.
    """
    command = [sys.executable, "-m", f"benchmarks.{module}", json.dumps(settings)]
    begun = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | dict(environment or {}),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout) | {"seconds_in_all": time.perf_counter() - begun}


def machine() -> str:
    """The processor, its cores, and the versions that matter."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "numba", "scipy", "mesa"))
    return f"{_processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, {packages}"


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    if about.exists():
        for line in about.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
