"""Nobody is left behind when a command is killed while it draws."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.experiments.commands import ROOT, SMALL

pytestmark = pytest.mark.processes

PROC = Path("/proc")


def _alive(group: int) -> list[int]:
    """The processes of a group that are there and no zombies."""
    alive = []
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(its_group) == group and state != "Z":
            alive.append(int(stat.parent.name))
    return alive


def _drawing(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + 90
    while not list((folder / "figures").glob("*.csv")):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def drawing(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A command in a group of its own that has begun to draw."""
    asked = (
        *SMALL,
        "bands=luck",
        "sweep.pressure.level=[0.4,0.6,0.8,1]",
        f"output={tmp_path / 'r'}",
    )
    command = [sys.executable, "-m", "experiments.sweep", *asked]
    with (
        (tmp_path / "err").open("wb") as err,
        subprocess.Popen(
            command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=err
        ) as process,
    ):
        _drawing(process, tmp_path / "r")
        yield process
        for left in _alive(process.pid):
            os.kill(left, signal.SIGKILL)


@pytest.mark.skipif(not PROC.exists(), reason="needs /proc")
@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_a_command_killed_while_it_draws_leaves_no_worker(
    by: signal.Signals, drawing: "subprocess.Popen[bytes]"
) -> None:
    os.kill(drawing.pid, by)
    drawing.wait()
    deadline = time.monotonic() + 5
    while _alive(drawing.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _alive(drawing.pid)


@pytest.mark.skipif(not PROC.exists(), reason="needs /proc")
def test_ctrl_c_while_a_command_draws_ends_in_one_line(
    drawing: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    os.killpg(drawing.pid, signal.SIGINT)
    assert drawing.wait(timeout=60) == 130
    said = (tmp_path / "err").read_text(encoding="utf-8")
    last = said.splitlines()[-1]
    assert last.startswith("interrupted: worlds and tables are kept; python -m experiments.plot")
    assert "Traceback" not in said
