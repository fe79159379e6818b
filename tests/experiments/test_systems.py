"""Linux and macOS are served, another system is told so, and how processes start moves no byte."""

import importlib
import os
from pathlib import Path

import pytest

from experiments import processes, sweep
from experiments.__main__ import COMMANDS
from experiments.plan.settings import cores
from tests.experiments.commands import done, say, written

pytestmark = pytest.mark.processes

PAIR = ("sweep.pressure.level=[0.4,1]", "population=small", "weeks=6", "replications=600")


@pytest.mark.parametrize("command", ["__main__", *COMMANDS])
@pytest.mark.parametrize("asked", [(), ("--help",)], ids=["at once", "help"])
def test_another_system_is_told_in_one_line_at_the_start_of_any_command(
    monkeypatch: pytest.MonkeyPatch, command: str, asked: tuple[str, ...]
) -> None:
    door = importlib.import_module(f"experiments.{command}")
    monkeypatch.setattr("sys.platform", "win32")
    said = say(door, *asked)
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        "error: this runs on Linux and macOS, and not on win32; on Windows, run it within WSL\n"
    )


def test_where_a_process_cannot_be_tied_to_cores_all_of_them_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)  # as on macOS
    assert cores() == os.cpu_count()


def test_on_macos_processes_are_started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = processes.METHOD
    with monkeypatch.context() as patch:
        patch.setattr("sys.platform", "darwin")
        importlib.reload(processes)
        on_macos = processes.METHOD
    importlib.reload(processes)
    here = processes.METHOD
    assert (on_macos, here) == ("spawn", usual)


def test_processes_started_anew_leave_the_bytes_of_one_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done(sweep, *PAIR, "workers=1", "output=here")
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(processes, "METHOD", "spawn")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    done(sweep, *PAIR, "output=there")
    assert written(tmp_path / "here") == written(tmp_path / "there")
