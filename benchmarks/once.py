"""One measurement in a process of its own: seconds and peak memory, as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.workers import entered, processes
from sim import Scenario
from sim.laws.pressure import LEVELS


def measure(
    worlds: int, changed: dict[str, object], workers: int = 1, levels: bool = False
) -> dict[str, float]:
    """Seconds to live so many worlds of a scenario (at each pressure level if asked), and the peak
    memory of this process.
    """
    scenario = Scenario().but(changed)
    treatments = (
        [scenario.but({"pressure.level": level}) for level in LEVELS.values()]
        if levels
        else [scenario]
    )
    entered(Scenario(), 1)
    pool = processes(workers) if workers > 1 else None
    begun = time.perf_counter()
    for treatment in treatments:
        entered(treatment, worlds, pool)
    seconds = time.perf_counter() - begun
    if pool:
        pool.shutdown()
    return {"seconds": seconds, "peak_mb": peak_memory()}


def peak_memory() -> float:
    """Most memory this process has held, MB. Linux counts the parent's memory into ru_maxrss, but
    not into VmHWM.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(
            line
            for line in status.read_text(encoding="ascii").splitlines()
            if line.startswith("VmHWM:")
        )
        return int(line.split()[1]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1e6 if sys.platform == "darwin" else 1e3
    )


if __name__ == "__main__":
    print(json.dumps(measure(**json.loads(sys.argv[1]))))
