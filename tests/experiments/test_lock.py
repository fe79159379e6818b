"""A results folder is written by one command at a time, and its lock is never another file."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments import run
from experiments.mistakes import UserError
from experiments.store.lock import locked
from tests.experiments.commands import SMALL, mistake

LINKS: tuple[Callable[[Path, Path], None], ...] = (os.symlink, os.link)


def _first_child(does: Callable[[], object]) -> int:
    child = os.fork()
    if not child:
        does()
        os._exit(0)
    return child


def test_the_lock_says_which_process_has_the_folder_and_since_when(tmp_path: Path) -> None:
    with locked(tmp_path):
        with pytest.raises(UserError) as refused, locked(tmp_path):
            pass
        said = rf"process {os.getpid()} on \S+ since \d\d:\d\d:\d\d"
        assert re.search(rf"is being written by {said}: let it end, or stop it", str(refused.value))
    with locked(tmp_path):
        pass


def test_a_worker_that_outlives_its_command_does_not_keep_the_folder(tmp_path: Path) -> None:
    with locked(tmp_path):
        worker = _first_child(signal.pause)
    try:
        with locked(tmp_path):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)


def test_the_lock_goes_with_a_process_that_is_killed_while_its_worker_lives(tmp_path: Path) -> None:
    ours, theirs = os.pipe()

    def hold() -> None:
        with locked(tmp_path):
            worker = _first_child(signal.pause)
            os.write(theirs, str(worker).encode())
            os.kill(os.getpid(), signal.SIGKILL)

    killed = _first_child(hold)
    worker = int(os.read(ours, 20))
    os.waitpid(killed, 0)
    try:
        with locked(tmp_path):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.__name__)
def test_a_lock_that_links_to_another_file_is_refused_and_the_file_is_left_alone(
    tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    (tmp_path / "precious").write_text("900 bytes of work")
    (tmp_path / "r").mkdir()
    link(tmp_path / "precious", tmp_path / "r" / ".lock")
    said = mistake(run, *SMALL, "output=r")
    assert said.startswith("r/.lock is a link, ")
    assert (tmp_path / "precious").read_text() == "900 bytes of work"


def test_a_lock_that_links_to_nothing_makes_no_file_there(tmp_path: Path) -> None:
    (tmp_path / ".lock").symlink_to(tmp_path / "not_there")
    with pytest.raises(UserError, match="is a link"), locked(tmp_path):
        pass
    assert not (tmp_path / "not_there").exists()
