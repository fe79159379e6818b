"""Whatever happens to a study - kills, full disks, damaged files, worlds that raise - it ends with
the bytes of a quiet run.
"""

import csv
import errno
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from experiments.engine import worker
from experiments.store import whole_files
from experiments.store.results import Results
from sim.simulation import simulate
from tests.experiments.commands import written
from tests.experiments.disturbed import (
    CELL,
    WHOLE,
    WORLDS,
    a_study,
    begun,
    ended,
    is_gone,
    kill,
    lived,
    quiet_bytes,
    small_cells,
    until_whole,
    wait_for,
    workers_of,
)  # fmt: skip

pytestmark = pytest.mark.long

FULL = "error: the disk is full"


@pytest.fixture(autouse=True)
def _cells(monkeypatch: pytest.MonkeyPatch) -> None:
    small_cells(monkeypatch)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    with pytest.MonkeyPatch.context() as patch:
        small_cells(patch)
        yield quiet_bytes(tmp_path_factory.mktemp("quiet") / "r")


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def _at_a_write(number: int, act: Callable[[], object]) -> Callable[[], None]:
    """Do something at the so-manieth time that a file is flushed, in whichever process that is."""

    def disturb() -> None:
        flush, left = whole_files._flush, [number]

        def disturbed(path: Path) -> None:
            left[0] -= 1
            if left[0] == 0:
                act()
            flush(path)

        whole_files._flush = disturbed

    return disturb


def _no_space() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _disturbances(rng: random.Random, folder: Path) -> Callable[[], int]:
    """One of many ways to end badly, at a random moment."""
    workers = rng.choice([1, 2])
    study = a_study(folder, workers=workers)
    moment, number = rng.uniform(0, 0.3), rng.randint(1, 60 // workers)

    def killed(whom: str, signal_number: int) -> int:
        child = begun(study)
        time.sleep(moment)
        for process in [child] if whom == "parent" else workers_of(child)[:1]:
            kill(process, signal_number)
        return ended(child)

    return rng.choice([
        lambda: killed("parent", signal.SIGKILL), lambda: killed("parent", signal.SIGINT),
        lambda: killed("worker", signal.SIGKILL), lambda: lived(study, _at_a_write(number, _die)),
        lambda: lived(study, _at_a_write(number, _no_space)), lambda: _damage(folder, rng),
    ])  # fmt: skip


def _damage(folder: Path, rng: random.Random) -> int:
    """Truncate a file, flip a byte of it, empty it, or lose it."""
    shards = sorted(folder.glob("*/part-*.parquet"))
    if shards:
        path = rng.choice(shards)
        content = bytearray(path.read_bytes())
        place = rng.randrange(len(content))
        content[place] ^= rng.randint(1, 255)
        harm = rng.choice([bytes(content), bytes(content[:place]), b"", None])
        if harm is None:
            path.unlink()
        else:
            path.write_bytes(harm)
    return 1


def _battered(folder: Path, seed: int, times: int) -> None:
    rng = random.Random(seed)
    for _ in range(times):
        _disturbances(rng, folder)()
    until_whole(a_study(folder))


@pytest.mark.parametrize("seed", range(2))
def test_a_battered_study_ends_with_the_bytes_of_a_quiet_one(
    seed: int, quiet: dict[str, bytes], tmp_path: Path
) -> None:
    _battered(tmp_path / "r", seed, times=6)
    assert written(tmp_path / "r") == quiet
    assert not list((tmp_path / "r").rglob("*.unfinished"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 140))
def test_a_long_battered_study_ends_with_the_bytes_of_a_quiet_one(
    seed: int, quiet: dict[str, bytes], tmp_path: Path
) -> None:
    _battered(tmp_path / "r", seed, times=20)
    assert written(tmp_path / "r") == quiet


def test_a_killed_worker_costs_nothing_but_time(quiet: dict[str, bytes], tmp_path: Path) -> None:
    child = begun(a_study(tmp_path / "r"))
    wait_for(lambda: bool(list(tmp_path.glob("r/counts/part-*"))))
    for process in workers_of(child):
        kill(process)
    assert ended(child) == WHOLE
    assert written(tmp_path / "r") == quiet


def test_a_worker_killed_while_it_writes_leaves_nothing_half_written(
    quiet: dict[str, bytes], tmp_path: Path
) -> None:
    once = tmp_path / "once"

    def disturb() -> None:
        study, flush = os.getpid(), whole_files._flush

        def disturbed(path: Path) -> None:
            if os.getpid() != study and not once.exists():
                once.touch()
                _die()
            flush(path)

        whole_files._flush = disturbed

    assert lived(a_study(tmp_path / "r"), disturb) == WHOLE
    assert once.exists()
    assert written(tmp_path / "r") == quiet
    assert not list((tmp_path / "r").rglob("*.unfinished"))


def test_workers_go_when_their_parent_is_killed(tmp_path: Path) -> None:
    child = begun(a_study(tmp_path / "r", "weeks=52"))
    wait_for(lambda: len(workers_of(child)) >= 2)
    orphans = workers_of(child)
    kill(child)
    ended(child)
    wait_for(lambda: all(map(is_gone, orphans)))


def test_a_full_disk_ends_in_one_line_and_loses_nothing(
    quiet: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from experiments.command import run_command
    from experiments.engine.campaign import carry_out

    flush, left = whole_files._flush, [40]

    def full(path: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            _no_space()
        flush(path)

    study = a_study(tmp_path / "r", workers=1)
    with monkeypatch.context() as patch:
        patch.setattr(whole_files, "_flush", full)
        assert run_command(lambda _: carry_out(study) and None, "", []) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"{FULL}: ")
    assert "worlds are kept" in last
    assert list(tmp_path.glob("r/counts/part-*"))
    until_whole(study)
    assert written(tmp_path / "r") == quiet


def _cursed(*worlds: int, curse: Callable[[], object]) -> Callable[..., Any]:
    """simulate, but for worlds that cannot be lived."""

    def live(scenario: Any, replications: int, seed: int, *, first_world: int, **how: Any) -> Any:
        if scenario.pressure.level == 1 and any(
            first_world <= world < first_world + replications for world in worlds
        ):
            curse()
        return simulate(scenario, replications, seed, first_world=first_world, **how)

    return live


def _raise() -> None:
    raise ZeroDivisionError("one over nothing")


@pytest.mark.parametrize(
    ("curse", "error"),
    [(_raise, "ZeroDivisionError: one over nothing"), (_die, "lost its worker 2 times")],
)
def test_a_world_that_cannot_be_lived_is_a_recorded_row_and_the_rest_goes_on(
    curse: Callable[[], object],
    error: str,
    tmp_path: Path,
    quiet: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "r"
    with monkeypatch.context() as patch:
        patch.setattr(worker, "simulate", _cursed(5, 71, curse=curse))
        assert lived(a_study(folder)) == WHOLE
        first = written(folder)
        assert lived(a_study(folder)) == WHOLE  # recorded, and not tried for ever
    assert written(folder) == first
    rows = _rows(folder / "failures.csv")
    assert [(int(row["world"]), row["seed"], row["values"]) for row in rows] == [
        (5, "1", "pressure.level = 1"),
        (71, "1", "pressure.level = 1"),
    ]
    assert all(row["error"].startswith(error) for row in rows)
    assert rows[0]["replay"] == f"python -m experiments.replay {folder} world=5 pressure.level=1"
    summary = _rows(folder / "summary.csv")
    assert {row["pressure.level"]: int(row["worlds"]) for row in summary} == {
        "0.4": WORLDS,
        "1": WORLDS - 2,
    }
    manifest = Results(folder).manifest
    assert (manifest["complete"], manifest["failed"]) == (True, 2)
    assert [each["state"] for each in manifest["cells"]].count("failed in part") == 2
    assert lived(a_study(folder, "retry_failed=true")) == WHOLE
    assert written(folder) == quiet
    assert not (folder / "failures.csv").exists()


def test_a_study_in_which_everything_fails_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from experiments.command import run_command
    from experiments.engine.campaign import carry_out

    monkeypatch.setattr(worker, "simulate", _cursed(*range(WORLDS), curse=_raise))
    assert (
        run_command(
            lambda _: carry_out(a_study(tmp_path / "r", "max_failures=3", workers=1)) and None, []
        )
        == 2
    )
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(
        f"error: {CELL} worlds failed, more than max_failures = 3; the last: "
        "ZeroDivisionError: one over nothing; all are in "
    )
    assert (
        len((tmp_path / "r" / "failures.csv").read_text(encoding="utf-8").splitlines()) == 1 + CELL
    )


@pytest.mark.processes
def test_two_commands_never_write_into_one_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from experiments.command import run_command
    from experiments.engine.campaign import carry_out

    child = begun(a_study(tmp_path / "r", "weeks=52"))
    wait_for(lambda: bool(list(tmp_path.glob("r/counts/part-*"))))
    try:
        assert (
            run_command(lambda _: carry_out(a_study(tmp_path / "r", "weeks=52")) and None, "", [])
            == 2
        )
        assert f"{tmp_path / 'r'} is being written by process {child} on " in capfd.readouterr().err
    finally:
        kill(child)
        ended(child)
    until_whole(a_study(tmp_path / "r", "weeks=52"))  # the lock of a dead process is no lock
