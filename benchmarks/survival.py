"""A sweep of a million worlds, killed by every means: `python -m benchmarks.survival` does it and
says whether a byte differs.

One folder is filled by a quiet run. A second is begun with fewer worlds, killed again and again -
the command, a worker, Ctrl-C, a file cut short, a file changed - and each time the same command
continues, the second half of the times on Dask; then it is extended. A third is filled by portions,
each killed once, and merged. `--quick` does the same with few people and weeks.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.tables import Table
from benchmarks.timing import ROOT

LEVELS = 5
PORTIONS = 4
KILLS = 12


def sweep(folder: Path, worlds: int, *more: str) -> subprocess.Popen[bytes]:
    """The command that fills a folder, started in a session of its own."""
    levels = ",".join(f"{level / (LEVELS - 1):g}" for level in range(LEVELS))
    settings = (
        f"sweep.pressure.level=[{levels}]",
        f"replications={worlds // LEVELS}",
        f"output={folder}",
        "bands=luck",
        *more,
    )
    return subprocess.Popen(
        [sys.executable, "-m", "experiments.sweep", *settings],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def ended_well(command: subprocess.Popen[bytes]) -> bool:
    """Whether a command that nobody disturbs fills its folder.

    What it says on the way is read, so that it never waits.
    """
    return command.communicate()[1] is not None and command.returncode == 0


def kill_command(command: subprocess.Popen[bytes], folder: Path) -> None:
    """SIGKILL to the command and all its processes, as when the power fails."""
    os.killpg(command.pid, signal.SIGKILL)


def kill_worker(command: subprocess.Popen[bytes], folder: Path) -> None:
    """SIGKILL to one of its workers."""
    asked = ["pgrep", "-P", str(command.pid)]
    found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    workers = [int(pid) for pid in found.split()]
    if workers:
        os.kill(random.choice(workers), signal.SIGKILL)


def interrupt(command: subprocess.Popen[bytes], folder: Path) -> None:
    """Ctrl-C."""
    os.kill(command.pid, signal.SIGINT)


def cut_a_file(command: subprocess.Popen[bytes], folder: Path) -> None:
    """The command is killed, and a file of worlds loses its second half."""
    kill_command(command, folder)
    command.wait()
    shard = _a_shard(folder)
    shard.write_bytes(shard.read_bytes()[: shard.stat().st_size // 2])


def change_a_file(command: subprocess.Popen[bytes], folder: Path) -> None:
    """The command is killed, and one byte of a file of worlds is another."""
    kill_command(command, folder)
    command.wait()
    shard = _a_shard(folder)
    text = bytearray(shard.read_bytes())
    text[len(text) // 3] ^= 1
    shard.write_bytes(text)


DISTURBANCES: tuple[Callable[[subprocess.Popen[bytes], Path], None], ...] = (
    kill_command, kill_worker, interrupt, cut_a_file, change_a_file,
)  # fmt: skip


def quiet(folder: Path, worlds: int, *more: str) -> None:
    """Fill a folder without a disturbance."""
    if not ended_well(sweep(folder, worlds, *more)):
        raise RuntimeError(f"the quiet run into {folder} did not end well")


def disturbed(
    folder: Path, worlds: int, seconds: float, rng: random.Random, *more: str
) -> Iterator[str]:
    """Fill a folder in spite of everything, first with fewer worlds, then extended.

    What was done to it, in order.
    """
    for number in range(KILLS):
        engine = "dask" if number >= KILLS // 2 else "local"
        command = sweep(folder, worlds * 3 // 5, *more, f"engine={engine}")
        time.sleep(rng.uniform(0.3, 1) * seconds / KILLS + 3)
        disturb = DISTURBANCES[number % len(DISTURBANCES)]
        if command.poll() is None:
            disturb(command, folder)
            yield f"{disturb.__name__.replace('_', ' ')} ({engine})"
        command.communicate()
    quiet(folder, worlds, *more)
    yield "extended"


def in_portions(folder: Path, worlds: int, seconds: float, rng: random.Random, *more: str) -> None:
    """Fill a folder by portions, each killed once, and merge them."""
    for number in range(1, PORTIONS + 1):
        command = sweep(folder, worlds, *more, f"portion={number}/{PORTIONS}")
        time.sleep(rng.uniform(0.2, 0.8) * seconds / PORTIONS + 3)
        kill_command(command, folder)
        command.communicate()
        quiet(folder, worlds, *more, f"portion={number}/{PORTIONS}")
    portions = sorted(str(path) for path in folder.parent.glob(f"{folder.name}.portion-*"))
    subprocess.run(
        [sys.executable, "-m", "experiments.merge", *portions, f"output={folder}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )


def written(folder: Path) -> dict[str, bytes]:
    """The bytes of every table, of every file of worlds and of every file of counts."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for kind in ("*.csv", "*/*.parquet")
        for path in folder.glob(kind)
    }


def _a_shard(folder: Path) -> Path:
    shards = sorted(folder.glob("worlds/*.parquet"))
    return random.choice(shards) if shards else folder / "manifest.json"


def main(is_quick: bool) -> None:
    """Do it, and print what came of it."""
    worlds, more = (60_000, ("population=small", "weeks=20")) if is_quick else (1_000_000, ())
    rng, root = random.Random(1), Path(tempfile.mkdtemp(prefix="survival-"))
    begun = time.perf_counter()
    quiet(root / "quiet", worlds, *more)
    seconds = time.perf_counter() - begun
    unit = 1024**2 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    expected = written(root / "quiet")
    size = sum(len(each) for each in expected.values()) / 1e6
    done = ", ".join(disturbed(root / "disturbed", worlds, seconds, rng, *more))
    in_portions(root / "shared", worlds, seconds, rng, *more)
    rows = [
        ("quiet run, s", seconds),
        ("worlds a second", worlds / seconds),
        ("files", len(expected)),
        ("megabytes", size),
        ("most memory of a process, MB", peak),
        ("done to the second folder", done),
        ("its bytes are those of the quiet run", str(written(root / "disturbed") == expected)),
        (
            f"{PORTIONS} portions, each killed once, merged: its bytes too",
            str(written(root / "shared") == expected),
        ),
    ]
    table = Table("survival", f"{worlds:,} worlds, {LEVELS} treatments", ("what", "seen"), rows)
    table.save(ROOT / "results" / "benchmarks")
    print(table.markdown())
    shutil.rmtree(root)


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
