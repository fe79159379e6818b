"""The commands as they are typed, each in a process of its own.

Few, because each takes seconds to start.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import patch

import pytest

from experiments import run, sweep
from experiments.command import run_command
from tests.experiments.commands import ROOT, SMALL, TABLES, done, typed, worlds

LONG = (
    "bands=luck",
    "sweep.pressure.level=[0.4,1]",
    "replications=10000",
    "weeks=3",
    "workers=2",
    "population=default",
    "figures=none",
)


@pytest.mark.processes
def test_a_mistake_ends_with_status_2_one_line_and_no_traceback(tmp_path: Path) -> None:
    said = typed("-m", "experiments.run", "armyy.morale=0.3", f"output={tmp_path / 'r'}")
    assert (said.status, said.out) == (2, "")
    assert (
        said.err
        == "error: unknown parameter armyy.morale: the configuration has no armyy; did you "
        "mean army?\n"
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.processes
def test_ctrl_c_keeps_what_was_lived_and_the_same_command_continues(tmp_path: Path) -> None:
    done(sweep, *LONG, "workers=1", f"output={tmp_path / 'undisturbed'}")
    folder = tmp_path / "stopped"
    command = [sys.executable, "-m", "experiments.sweep", *LONG, f"output={folder}"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _wait_for_a_chunk(folder, process)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert f"of 20,000 worlds are kept in {folder}; the same command continues" in err
    assert not out
    kept = len(worlds(folder))
    assert 0 < kept < 20_000
    assert "continuing" in done(sweep, *LONG, f"output={folder}").err
    for name in TABLES:
        assert (folder / f"{name}.csv").read_bytes() == (
            tmp_path / "undisturbed" / f"{name}.csv"
        ).read_bytes()
    assert worlds(folder).equals(worlds(tmp_path / "undisturbed"))


def _wait_for_a_chunk(folder: Path, process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + 90
    while not list(folder.glob("counts/part-*.parquet")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.processes
def test_ctrl_c_while_figures_are_drawn_does_not_deny_the_tables(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with patch("experiments.figures.draw", side_effect=KeyboardInterrupt):
        assert run_command(run.main, run.HELP, [*SMALL, "output=r"]) == 130
    assert (tmp_path / "r" / "summary.csv").is_file()
    assert "nothing was written" not in capsys.readouterr().err
