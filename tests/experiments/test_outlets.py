"""A study ends as it should whether or not anybody reads what it says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from experiments import __main__ as overview
from experiments import plot, replay
from experiments.command import run_command
from experiments.outlets import visible
from tests.experiments.commands import ROOT, SMALL, done, mistake, say, typed

pytestmark = pytest.mark.processes

FULL = Path("/dev/full")
STUDY = (sys.executable, "-m", "experiments.run", *SMALL, "bands=luck", "figures=main")


def _in_shell(line: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A line of the shell, with the command as "$@"."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line, "bash", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )


def _finished(folder: Path) -> bool:
    return (folder / "summary.csv").is_file() and (folder / "figures" / "outcomes.png").is_file()


def test_a_pipe_that_closes_stops_the_printing_and_not_the_study(tmp_path: Path) -> None:
    said = _in_shell('"$@" | head -1', *STUDY, f"output={tmp_path / 'r'}")
    assert said.returncode == 0
    assert len(said.stderr.splitlines()) == 2, said.stderr  # how far worlds, then figures are
    assert _finished(tmp_path / "r")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("line", ['"$@" 2>/dev/full', '"$@" 2>&-'])
def test_a_log_that_is_full_or_closed_does_not_stop_a_study(line: str, tmp_path: Path) -> None:
    said = _in_shell(line, *STUDY, f"output={tmp_path / 'r'}")
    assert (said.returncode, said.stderr) == (0, "")
    assert "P(entry)" in said.stdout
    assert _finished(tmp_path / "r")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_words_that_cannot_be_written_are_a_failure_once_the_study_is_done(tmp_path: Path) -> None:
    said = _in_shell('"$@" >/dev/full', *STUDY, f"output={tmp_path / 'r'}")
    assert said.returncode == 1
    last = said.stderr.splitlines()[-1]
    assert last == "error: No space left on device (what was to be printed)"
    assert _finished(tmp_path / "r")


def test_a_terminal_without_the_letters_is_written_to_all_the_same() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "experiments", "Мінск"],
        cwd=ROOT,
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        timeout=60,
    )
    assert said.returncode == 2
    assert said.stderr.startswith(b"error: there is no command \\u041c")


@pytest.mark.parametrize("letters", ["\x1b[31m", "a\nb", "\r", "\x9b", "\u2028", "\udc80", "\x00"])
def test_what_would_steer_a_terminal_is_written_out(letters: str) -> None:
    assert visible(letters).isprintable()
    assert visible(f"Мінск {letters} 明斯克").startswith("Мінск ")


def test_a_manifest_cannot_steer_a_terminal(tmp_path: Path) -> None:
    from experiments import run

    done(run, *SMALL, "output=r", "name=mine")
    manifest = tmp_path / "r" / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"experiment": "mine"', '"experiment": "\\u001b[2J"'))
    assert "\x1b" not in done(replay, "r", "world=1").out
    manifest.write_text('{"format": "\\u001b[2J"}', encoding="utf-8")
    assert "\x1b" not in mistake(replay, "r", "world=1")
    assert "\x1b" not in say(plot, "\x1b]0;title\x07", figures=True).err


def test_the_overview_carries_out_a_command(tmp_path: Path) -> None:
    said = typed("-m", "experiments", "run", *SMALL, "bands=luck", f"output={tmp_path / 'r'}")
    assert said.status == 0, said.err
    assert _finished(tmp_path / "r")
    assert typed("-m", "experiments", "run", "--help").out.startswith("Run one scenario")
    assert typed("-m", "experiments", "--help").out.startswith("List the commands")


def test_the_overview_says_its_version_and_what_it_does_not_know() -> None:
    assert done(overview, "--version").out.startswith("belarus-war-entry ")
    assert mistake(overview, "rnu") == "there is no command rnu; did you mean run?"
    assert mistake(overview, "x") == "there is no command x; there are " + ", ".join(
        overview.COMMANDS
    )
    assert "experiments.rare " in done(overview).out


def test_ctrl_c_while_a_command_is_imported_ends_in_one_line() -> None:
    program = (
        "import os, signal, sys, threading\n"
        "threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "sys.argv = ['run']\n"
        "from experiments import run\n"
        "from experiments.command import run_command\n"
        "sys.exit(run_command(run.main, run.HELP))\n"
    )
    said = typed("-c", program)
    assert (said.status, said.err.strip()) == (130, "interrupted")


def test_ctrl_c_while_figures_are_drawn_says_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from experiments import run

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("experiments.figures.draw_all", stopped)
    assert run_command(run.main, run.HELP, [*SMALL, "output=r"]) == 130
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == (
        "interrupted: worlds and tables are kept; python -m experiments.plot r draws the figures"
    )
