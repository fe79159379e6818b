"""One command at a time writes into a results folder.

The lock is the operating system's: it goes when its process goes, however that ends, and so is
never stale.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from experiments.mistakes import UserError


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a folder for this process; raises UserError where another one has it."""
    with (folder / ".lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not inherited by workers
        except BlockingIOError:
            file.seek(0)
            raise UserError(
                f"{folder} is being written by {file.read().strip() or 'another process'}: "
                "let it end, or stop it"
            ) from None
        file.truncate(0)
        file.write(
            f"process {os.getpid()} on {socket.gethostname()} since {datetime.now():%H:%M:%S}\n"
        )
        file.flush()
        yield
