"""Files that are written whole or not at all: under another name, flushed to the
disk, then renamed.
"""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

_UNFINISHED = re.compile(r"\..+\.(?P<host>[^.]*)\.(?P<process>\d+)\.unfinished")

_MINE: set[Path] = set()  # files that this process is writing


class whole:  # noqa: N801
    """A context that gives a temporary path and, if nothing went wrong, flushes it and renames it
    to the real one.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.unfinished = (
            path,
            path.with_name(f".{path.name}.{_host()}.{os.getpid()}.unfinished"),
        )

    def __enter__(self) -> Path:
        _MINE.add(self.unfinished)
        return self.unfinished

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                _flush(self.unfinished)
                os.replace(self.unfinished, self.path)
                _flush(self.path.parent)
        finally:
            self.unfinished.unlink(missing_ok=True)
            _MINE.discard(self.unfinished)


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    with whole(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


def clear_mine() -> None:
    """Remove what this process has half-written."""
    for path in list(_MINE):
        path.unlink(missing_ok=True)


def clear_unfinished(folder: Path) -> None:
    """Remove what writers left half-written in a folder and in the folders inside, unless they may
    still be at it.
    """
    for path in [*folder.glob(".*.unfinished"), *folder.glob("*/.*.unfinished")]:
        match = _UNFINISHED.fullmatch(path.name)
        if match and (match["host"] != _host() or not _alive(int(match["process"]))):
            path.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Have the disk keep a file, or a folder's list of names."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _host() -> str:
    return re.sub(r"\W", "-", socket.gethostname())


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
