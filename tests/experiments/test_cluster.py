"""Chunks lived on a cluster leave the bytes of one machine: a real scheduler and workers, each a process, over TCP."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiments import sweep
from tests.experiments.commands import ROOT, done, mistake, written
from tests.experiments.disturbed import wait_for

distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'belarus-war-entry[cluster]'")

STUDY = ("sweep.pressure.level=[0.4,1]", "weeks=6", "replications=10000")


def _process(*arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


@contextlib.contextmanager
def _stopped_after(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _worker(address: str) -> "subprocess.Popen[bytes]":
    return _process("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    file = tmp_path_factory.mktemp("dask") / "scheduler.json"
    arguments = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    with _stopped_after(_process("distributed.cli.dask_scheduler", *arguments)):
        wait_for(lambda: file.exists() and file.read_text(encoding="utf-8").strip().endswith("}"), 60)
        yield str(json.loads(file.read_text(encoding="utf-8"))["address"])


def _command(folder: Path, *more: str) -> "subprocess.Popen[bytes]":
    return _process("experiments.sweep", *STUDY, *more, f"output={folder}")


def test_two_workers_over_tcp_leave_the_same_bytes_though_one_is_killed(scheduler: str, tmp_path: Path) -> None:
    assert scheduler.startswith("tcp://127.0.0.1:")
    done(sweep, *STUDY, "workers=1", "output=here")
    folder = tmp_path / "there"
    asked = ("engine=dask", f"address={scheduler}", "workers=2")
    with (
        _stopped_after(_worker(scheduler)) as one,
        _stopped_after(_worker(scheduler)),
        _stopped_after(_command(folder, *asked)) as command,
    ):
        wait_for(lambda: bool(list(folder.glob("counts/part-*"))) or command.poll() is not None, 90)
        os.killpg(one.pid, signal.SIGKILL)
        assert command.wait(timeout=120) == 0
    assert written(folder) == written(tmp_path / "here")


def test_a_scheduler_that_is_not_there_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments import clusters

    monkeypatch.setattr(clusters, "PATIENCE", "1s")
    told = mistake(sweep, *STUDY, "engine=dask", "address=tcp://127.0.0.1:9", "output=r")
    assert "address = tcp://127.0.0.1:9: no Dask scheduler answers there" in told


def test_slurm_that_is_not_there_is_said_in_one_line() -> None:
    pytest.importorskip("submitit", reason="submitit is not installed: pip install 'belarus-war-entry[cluster]'")
    assert "engine = slurm: " in mistake(sweep, *STUDY, "engine=slurm", "output=r")


@pytest.mark.slow
def test_jobs_of_submitit_leave_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("submitit", reason="submitit is not installed: pip install 'belarus-war-entry[cluster]'")
    done(sweep, *STUDY, "workers=1", "output=here")
    folder = tmp_path / "jobs"
    with _stopped_after(
        _command(folder, "engine=slurm", "+slurm.cluster=local", f"+slurm.logs={tmp_path / 'logs'}", "workers=2")
    ) as command:
        assert command.wait(timeout=180) == 0
    assert written(folder) == written(tmp_path / "here")
