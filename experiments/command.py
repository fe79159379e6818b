"""How every command begins, explains itself and ends.

What a user can cause ends in one clear line on stderr and a non-zero exit, never in a traceback.
"""

from __future__ import annotations

import gc
import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType

from experiments.mistakes import Interrupted, UserError
from experiments.outlets import outlets, visible

Main = Callable[[list[str]], None]

SCRIPT = "belarus-war-entry"  # that dispatches as `python -m experiments` does
_QUIET = "quiet="  # with every command: the answer and errors, no progress and no remarks
MOST_LETTERS = 2000  # of an error
_OF_A_VALUE = 40  # letters of a mistaken value that are shown
# of the garbage collector: what is imported stays, and going through it again and again takes a
# tenth of the time to start
SELDOM = (50_000, 20, 20)
SYSTEMS = {"linux": "Linux", "darwin": "macOS"}


def run_command(main: Main, help_text: str, arguments: Sequence[str] | None = None) -> int:
    """The exit status of a command: 0 done or explained, 2 a user's mistake, 130 interrupted.

    It goes on when the reader of its words has gone; words that could not be written are a failure.
    """
    typed = list(sys.argv[1:] if arguments is None else arguments)
    given = [each for each in typed if not each.startswith(_QUIET)]
    gc.set_threshold(*SELDOM)
    with outlets(quiet=f"{_QUIET}true" in typed) as out, _noted() as interrupted:
        try:
            status = _status(main, help_text, given, [each for each in typed if each not in given])
        except Exception:
            if not interrupted.is_set():
                raise
            status = _ended("interrupted", 130, before="\n")  # foreign code made an error of it
        out.flush()
        if status == 0 and out.failure and not isinstance(out.failure, BrokenPipeError):
            return _ended(f"error: {out.failure.strerror} (what was to be printed)", 1)
        return status


def _status(main: Main, help_text: str, given: list[str], quiet: list[str]) -> int:
    try:
        _check_system()
        for name, value in named_values(quiet, f"{_QUIET}true").items():
            read_yes(name, value)
        if {"-h", "--help"} & set(given):
            print(help_text)
        else:
            main(given)
    except UserError as mistake:
        return _ended(f"error: {_short(mistake)}", 2)
    except Interrupted as stop:
        return _ended(f"interrupted: {_short(stop)}", 130, before="\n")
    except KeyboardInterrupt:
        return _ended("interrupted", 130, before="\n")
    except OSError as failure:
        where = f" ({failure.filename})" if failure.filename else ""
        return _ended(f"error: {failure.strerror or failure}{where}", 1)
    return 0


def named_values(arguments: Sequence[str], example: str) -> dict[str, str]:
    """Arguments of the form name=value; raises UserError for another form, or a name given twice.

    `example` stands in the error.
    """
    values: dict[str, str] = {}
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if not equals:
            raise UserError(f"{argument!r} is not of the form name=value, such as {example}")
        if name in values:
            raise UserError(f"{name} is given twice: give it once, such as {example}")
        values[name] = value
    return values


def read_whole(name: str, text: str, least: int, most: int) -> int:
    """A whole number as it was typed; raises UserError for anything else, or one out of range."""
    if not text.isdecimal() or len(text) > len(str(most)) or not least <= int(text) <= most:
        shown = text[:_OF_A_VALUE]
        raise UserError(f"{name} = {shown} is not a whole number from {least} to {most:,}")
    return int(text)


def read_yes(name: str, text: str) -> bool:
    """True or false as it was typed; raises UserError."""
    if text not in ("true", "false"):
        raise UserError(f"{name} = {text[:_OF_A_VALUE]} is neither true nor false")
    return text == "true"


def this_command() -> str:
    """The command line that is being carried out."""
    module = getattr(getattr(sys.modules["__main__"], "__spec__", None), "name", None)
    if module is None:
        script = os.path.basename(sys.argv[0])
        return shlex.join([SCRIPT, *sys.argv[1:]]) if script == SCRIPT else "the same command"
    return shlex.join(["python", "-m", module.removesuffix(".__main__"), *sys.argv[1:]])


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
        said = "stopping: finishing what is under way (Ctrl-C again stops at once)"
        print(f"\n{said}", file=sys.stderr)

    before = signal.signal(signal.SIGINT, first)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _noted() -> Iterator[Event]:
    """An event that Ctrl-C sets before it interrupts."""
    seen = Event()
    if current_thread() is not main_thread():
        yield seen
        return

    def note(number: int, frame: FrameType | None) -> None:
        seen.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, note)
    try:
        yield seen
    finally:
        signal.signal(signal.SIGINT, before)


def _check_system() -> None:
    if sys.platform not in SYSTEMS:
        raise UserError(
            f"this runs on {' and '.join(SYSTEMS.values())}, and not on {sys.platform}; "
            "on Windows, run it within WSL"
        )


def _ended(said: str, status: int, before: str = "") -> int:
    print(f"{before}{visible(said)}", file=sys.stderr)
    return status


def _short(mistake: Exception) -> str:
    """What an error says, without the middle of what is too long to be read."""
    said = str(mistake)
    half = MOST_LETTERS // 2
    return said if len(said) <= MOST_LETTERS else f"{said[:half]} ... {said[-half:]}"


def _stop_at_once(number: int, frame: FrameType | None) -> None:
    said = "interrupted: stopped at once; finished chunks are kept, the same command continues"
    print(f"\n{said}", file=sys.stderr)
    sys.stderr.flush()
    os._exit(130)  # workers see it and go; shards are whole or not there
