"""One command at a time writes into a results folder.

The lock is the operating system's: it goes when its process goes, however that ends, and so is
never stale. Worker processes do not hold it.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from experiments.mistakes import UserError


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a folder for this process; raises UserError where another one has it."""
    path = folder / ".lock"
    _refuse_a_link(path)
    try:
        held = FileLock(path, blocking=False, fallback_to_soft=False).acquire()
    except Timeout:
        writer = path.read_text(encoding="utf-8", errors="replace").strip() or "another process"
        raise UserError(f"{folder} is being written by {writer}: let it end, or stop it") from None
    with held:
        _say_who(path)
        yield


def _refuse_a_link(path: Path) -> None:
    """A lock that is another file, by either kind of link, would let that file be emptied."""
    if path.is_symlink() or (path.exists() and (not path.is_file() or path.stat().st_nlink > 1)):
        raise UserError(f"{path} is a link, or no file at all: remove it")


def _say_who(path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            f"process {os.getpid()} on {socket.gethostname()} since {datetime.now():%H:%M:%S}\n"
        )
