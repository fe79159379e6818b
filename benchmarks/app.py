"""python -m benchmarks.app [--quick]: from a moved slider to the first answer and to the last, as
a page of the live server waits for them; put into docs/app.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from urllib.request import Request, urlopen

from benchmarks.tables import Table, put_into
from benchmarks.timing import ROOT, machine

PRESSURES = ("observed", "severe")
FIRST, LAST = 2_000, 64_000  # worlds
SELDOM = 7  # of so many first answers one is waited for to the last
COLUMNS = (
    "pressure", "times", "to the first answer (2,000 worlds), s",
    "the same right after another question, which it overtakes, s",
    "times", "to the last (64,000 worlds), s",
)  # fmt: skip


def main() -> None:
    """Measure, print, and write the page; a quick run leaves the page alone."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.app", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three times each, to 4,000 worlds")
    parser.add_argument("--times", type=int, default=20, help="how often each is measured")
    asked = parser.parse_args()
    table, busy = _measured(3 if asked.quick else asked.times, 4_000 if asked.quick else LAST)
    about = f"Machine: {machine()}; {busy}."
    print(f"{about}\n\n{table.markdown()}")
    if not asked.quick:
        table.save(ROOT / "results" / "benchmarks")
        put_into(ROOT / "docs" / "app.md", f"{about}\n\n{table.markdown()}")


def _measured(times: int, last: int) -> tuple[Table, str]:
    rows, load = [], [os.getloadavg()[0]]
    with _served() as address:
        token = iter(range(1, 10**9))
        for place, pressure in enumerate(PRESSURES):
            found = [_one(address, token, pressure, place, n, last) for n in range(times)]
            first, overtaking, whole = (
                [each for each in column if each is not None] for column in zip(*found, strict=True)
            )
            middles = (median(first), median(overtaking), len(whole), median(whole))
            rows.append((pressure, times, *middles))
            load.append(os.getloadavg()[0])
    about = (
        f"{os.cpu_count()} processors, on which {min(load):.0f} to {max(load):.0f} processes were "
        "running, this one's among them"
    )
    return Table("app", "From a moved slider to its answer", COLUMNS, rows), about


def _one(
    address: str, token: Iterator[int], pressure: str, place: int, n: int, last: int
) -> tuple[float, float, float | None]:
    """Seconds to the first answer, to the first that overtakes another, and now and then to the
    last.
    """
    morale = 0.3 + (n + 20 * place) / 400
    older = _asked(address, next(token), pressure, morale + 0.1001, FIRST)
    overtakes = _asked(address, next(token), pressure, morale + 0.1002, FIRST)[FIRST]
    if n % SELDOM:
        return older[FIRST], overtakes, None
    return older[FIRST], overtakes, _asked(address, next(token), pressure, morale, last)[last]


def _asked(address: str, token: int, pressure: str, morale: float, until: int) -> dict[int, float]:
    """Seconds after which there were so many worlds; the reader then goes, as a page does."""
    body = {
        "arguments": [f"pressure={pressure}", f"army.morale={morale:.4f}"],
        "client": "benchmark", "token": token,
    }  # fmt: skip
    request = Request(
        f"{address}api/answer", json.dumps(body).encode(), {"content-type": "application/json"}
    )
    begun, found = time.perf_counter(), {}
    with urlopen(request) as answers:
        for line in answers:
            worlds = json.loads(line)["worlds"]
            found[worlds] = time.perf_counter() - begun
            if worlds >= until:
                break
    return found


@contextmanager
def _served() -> Iterator[str]:
    command = [sys.executable, "-m", "experiments.app", "port=0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if found := re.search(r"http://\S+/", line):
                    yield found[0]
                    break
        finally:
            process.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
