"""What a user can cause ends in one line on stderr and a non-zero exit, never in a traceback."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType


class UserError(Exception):
    """A command that cannot be carried out: says what, where and what is allowed, in one line."""


class Interrupted(Exception):
    """Ctrl-C: says what was kept and how to go on."""


def run_command(command: Callable[[list[str]], None], arguments: list[str]) -> int:
    """The exit status of a command: 0 done, 2 a user's mistake, 130 interrupted."""
    try:
        command(arguments)
    except UserError as mistake:
        print(f"error: {mistake}", file=sys.stderr)
        return 2
    except Interrupted as stop:
        print(f"\ninterrupted: {stop}", file=sys.stderr)
        return 130
    except KeyboardInterrupt:
        print("\ninterrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe has had enough
        sys.stderr.close()
        return 0
    except OSError as failure:
        where = f" ({failure.filename})" if failure.filename else ""
        print(f"error: {failure.strerror or failure}{where}", file=sys.stderr)
        return 1
    return 0


@contextmanager
def interrupts() -> Iterator[Event]:
    """An event that the first Ctrl-C sets, so that work can be closed in order.

    The second stops at once.
    """
    stop = Event()
    if current_thread() is not main_thread():
        yield stop
        return

    def first(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, _stop_at_once)
        print(
            "\nstopping: finishing what is under way (Ctrl-C again stops at once)", file=sys.stderr
        )

    before = signal.signal(signal.SIGINT, first)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def this_command() -> str:
    """The command line that is being carried out."""
    module = getattr(sys.modules["__main__"].__spec__, "name", None)
    return (
        "the same command"
        if module is None
        else shlex.join(["python", "-m", module, *sys.argv[1:]])
    )


def _stop_at_once(number: int, frame: FrameType | None) -> None:
    print(
        "\ninterrupted: stopped at once; finished chunks are kept, the same command continues",
        file=sys.stderr,
    )
    sys.stderr.flush()
    os._exit(130)  # workers see it and go; shards are whole or not there
