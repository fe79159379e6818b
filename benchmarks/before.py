"""python -m benchmarks.before COMMIT: this working copy against an older state of the model, in
turns, in processes of their own, by processor time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.tables import Table
from benchmarks.timing import ROOT

ROUNDS, WORLDS = 5, 2_048
LEVELS, ESTIMATORS = (0.4, 0.8), ("counted", "conditional")
_LIVED = f"""
import json, sys, time
from sim import Scenario, simulate
taken = {{}}
for level in {LEVELS}:
    for estimator in {ESTIMATORS}:
        scenario = Scenario().but({{"pressure.level": level}})
        simulate(scenario, 64, estimator=estimator)
        best = float("inf")
        for seed in range(4):
            begun = time.process_time()
            simulate(scenario, {WORLDS}, seed, estimator=estimator)
            best = min(best, time.process_time() - begun)
        taken[f"{{estimator}} at pressure {{level}}"] = best / {WORLDS} * 1e6
print(json.dumps(taken))
"""


def main() -> None:
    """Print microseconds a world-year before and now, and their ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.before", description=__doc__)
    commit = parser.add_argument("commit") and parser.parse_args().commit
    with tempfile.TemporaryDirectory() as name:
        older = Path(name) / "before"
        subprocess.run(["git", "worktree", "add", "-q", "--detach", older, commit], check=True)
        try:
            runs = [(_lived(older), _lived(ROOT)) for _ in range(ROUNDS + 1)][1:]  # compiled first
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", older], check=True)
    rows = []
    for what in runs[0][0]:
        before, now = (median(run[place][what] for run in runs) for place in (0, 1))
        rows.append((what, before, now, median(run[1][what] / run[0][what] for run in runs)))
    columns = ("scenario", "before, us a world-year", "now, us a world-year", "now / before")
    print(Table("before", f"One scenario, against {commit}", columns, rows).markdown())


def _lived(folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", _LIVED], cwd=folder, check=True, capture_output=True, text=True
    )
    taken: dict[str, float] = json.loads(done.stdout)
    return taken


if __name__ == "__main__":
    sys.exit(main())
