"""Chunks lived on a cluster leave the bytes of one machine: a real scheduler and workers, each a
process, over TCP.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from experiments import sweep
from experiments.store.units import stripes, units
from tests.experiments.commands import ROOT, done, mistake, written
from tests.experiments.disturbed import wait_for

pytestmark = pytest.mark.processes

distributed = pytest.importorskip(
    "distributed", reason="Dask is not installed: pip install 'belarus-war-entry[cluster]'"
)

STUDY = (
    "sweep.pressure.level=[0.4,1]",
    "weeks=6",
    "army.soldiers=4096",
    "public.citizens=8192",
    "replications=1000",
)
CHUNKS = 8  # many people make small cells: four a treatment


def _process(*arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", *arguments]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@contextlib.contextmanager
def _stopped_after(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _worker(address: str) -> "subprocess.Popen[bytes]":
    ready = (
        "--preload",
        "experiments.engine.worker",
    )  # imported while the test does something else
    return _process(
        "distributed.cli.dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
        *ready,
    )


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = tmp_path_factory.mktemp("dask") / "scheduler.json"
    arguments = (
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(file),
    )
    with _stopped_after(_process("distributed.cli.dask_scheduler", *arguments)):
        wait_for(
            lambda: file.exists() and file.read_text(encoding="utf-8").strip().endswith("}"), 60
        )
        yield str(json.loads(file.read_text(encoding="utf-8"))["address"])


def _chunks(folder: Path) -> list[Path]:
    return list(folder.glob("counts/part-*"))


def _kill_at_the_first_chunk(folder: Path, victim: "subprocess.Popen[bytes]") -> int:
    """Kill a process as soon as a study has finished a chunk.

    Gives how many chunks it had finished by then.
    """
    wait_for(lambda: bool(_chunks(folder)), 90)
    os.killpg(victim.pid, signal.SIGKILL)
    return len(_chunks(folder))


def test_two_workers_over_tcp_leave_the_same_bytes_though_one_is_killed(
    scheduler: str, tmp_path: Path
) -> None:
    assert scheduler.startswith("tcp://127.0.0.1:")
    folder = tmp_path / "there"
    with (
        _stopped_after(_worker(scheduler)) as one,
        _stopped_after(_worker(scheduler)),
        ThreadPoolExecutor(1) as beside,
    ):
        done(sweep, *STUDY, "workers=1", "output=here")
        finished = beside.submit(_kill_at_the_first_chunk, folder, one)
        done(sweep, *STUDY, "engine=dask", f"address={scheduler}", "workers=2", f"output={folder}")
    assert finished.result() < CHUNKS, "the worker was killed after all was done"
    assert len(_chunks(folder)) == CHUNKS
    assert written(folder) == written(tmp_path / "here")


def test_stripes_over_tcp_leave_the_same_bytes(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "EACH", 4)
    monkeypatch.setattr(units, "STRIPE", 5)
    monkeypatch.setattr(stripes, "CELL", 10)
    many = ("sweep.pressure.level=linspace(0.5,1,12)", "population=small", "weeks=3")
    how = (*many, "replications=4")
    done(sweep, *how, "workers=1", "output=here")
    with _stopped_after(_worker(scheduler)):
        there = ("engine=dask", f"address={scheduler}", "workers=1", "output=there")
        done(sweep, *how, *there)
    for file in ("summary.csv", "summary.parquet", "rungs.csv"):
        assert (tmp_path / "there" / file).read_bytes() == (tmp_path / "here" / file).read_bytes()
    for one in (tmp_path / "here").glob("*/part-*"):
        other = tmp_path / "there" / one.relative_to(tmp_path / "here")
        assert one.read_bytes() == other.read_bytes()


def test_a_scheduler_that_is_not_there_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.engine import clusters

    monkeypatch.setattr(clusters, "PATIENCE", "1s")
    told = mistake(sweep, *STUDY, "engine=dask", "address=tcp://127.0.0.1:9", "output=r")
    assert "address = tcp://127.0.0.1:9: no Dask scheduler answers there" in told


def test_slurm_that_is_not_there_is_said_in_one_line() -> None:
    pytest.importorskip(
        "submitit", reason="submitit is not installed: pip install 'belarus-war-entry[cluster]'"
    )
    assert "engine = slurm: " in mistake(sweep, *STUDY, "engine=slurm", "output=r")


@pytest.mark.slow
def test_jobs_of_submitit_leave_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip(
        "submitit", reason="submitit is not installed: pip install 'belarus-war-entry[cluster]'"
    )
    done(sweep, *STUDY, "workers=1", "output=here")
    folder = tmp_path / "jobs"
    asked = (
        "engine=slurm",
        "+slurm.cluster=local",
        f"+slurm.logs={tmp_path / 'logs'}",
        "workers=2",
        f"output={folder}",
    )
    with _stopped_after(_process("experiments.sweep", *STUDY, *asked)) as command:
        assert command.wait(timeout=180) == 0
    assert written(folder) == written(tmp_path / "here")
