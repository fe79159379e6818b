"""From nothing to the first world: with a cold and a warm cache of compiled kernels, and without
numba; run as a module it is one start.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time


def start(without_numba: bool) -> dict[str, float]:
    """Seconds to import the model, and to live the first world."""
    if without_numba:
        sys.modules["numba"] = None  # type: ignore[assignment]  # importing it now fails
    begun = time.perf_counter()
    from sim import Scenario, simulate

    imported = time.perf_counter()
    simulate(Scenario(), 1, seed=0, estimator="counted")
    return {"import": imported - begun, "first_world": time.perf_counter() - imported}


if __name__ == "__main__":
    print(json.dumps(start(**json.loads(sys.argv[1]))))
    sys.exit()

from benchmarks.tables import Table  # noqa: E402  # not in the process that is measured
from benchmarks.timing import fresh  # noqa: E402


def table() -> Table:
    """Seconds of each kind of start, the whole process included."""
    with tempfile.TemporaryDirectory() as empty:
        cold = fresh("starts", {"NUMBA_CACHE_DIR": empty}, without_numba=False)
        warm = [fresh("starts", {"NUMBA_CACHE_DIR": empty}, without_numba=False) for _ in range(3)]
    plain = fresh("starts", without_numba=True)
    warmest = sorted(warm, key=lambda seen: seen["seconds_in_all"])[1]
    starts = (
        ("cold cache: every kernel compiled", cold),
        ("warm cache", warmest),
        ("without numba", plain),
    )
    rows = [
        (name, seen["import"], seen["first_world"], seen["seconds_in_all"]) for name, seen in starts
    ]
    return Table(
        "starts",
        "From nothing to the first world",
        ("start", "import, s", "first world, s", "whole process, s"),
        rows,
    )
