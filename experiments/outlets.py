"""Where words go: stdout and stderr, of which none can stop a study by being closed or full."""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

HEARTBEAT = 10.0  # seconds between lines in a log
REFRESH = 0.2  # seconds between updates on a terminal


class LiveLine:
    """How far long work is, on stderr: one live line on a terminal, plain lines in a log."""

    def __init__(self, out: TextIO | None = None) -> None:
        self.out = out or sys.stderr
        self.live = self.out.isatty()
        self.said = time.monotonic()

    @property
    def due(self) -> bool:
        """Whether enough time has gone by to say something again."""
        return time.monotonic() - self.said >= (REFRESH if self.live else HEARTBEAT)

    def say(self, text: str) -> None:
        """Write over the live line, or a plain line; nothing where quiet was asked for."""
        self.said = time.monotonic()
        if getattr(self.out, "quiet", False):
            return
        self.out.write(f"\r\x1b[K{text}" if self.live else f"{text}\n")
        self.out.flush()

    def close(self, text: str) -> None:
        """Say something for the last time."""
        self.say(text)
        if self.live and not getattr(self.out, "quiet", False):
            self.out.write("\n")


def remark(text: str) -> None:
    """Say on stderr what is good to know, unless quiet was asked for."""
    if not getattr(sys.stderr, "quiet", False):
        print(text, file=sys.stderr)


def clock(seconds: float) -> str:
    """A duration as a person says it."""
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
    return f"{whole // 60} min {whole % 60:02d} s" if whole >= 60 else f"{seconds:.1f} s"


class Outlet:
    """A stream that goes on in silence once nobody takes what is written to it."""

    def __init__(self, stream: TextIO, quiet: bool = False) -> None:
        self._stream = stream
        self.quiet = quiet  # whether nothing but errors is wanted here
        self.failure: OSError | None = None
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the letters

    def write(self, text: str) -> int:
        """Write, while somebody reads."""
        self._tried(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Flush, while somebody reads."""
        self._tried(self._stream.flush)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _tried(self, act: Callable[[], object]) -> None:
        try:
            if self.failure is None:
                act()
        except OSError as failure:
            self.failure = failure
            _discard(self._stream)


@contextmanager
def outlets(quiet: bool = False) -> Iterator[Outlet]:
    """Stdout and stderr as outlets, the latter for errors alone if quiet; gives stdout.

    A stream that was closed before the command began is opened on nothing, so that no file of
    results takes its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    before = sys.stdout, sys.stderr
    out, err = Outlet(before[0]), Outlet(before[1], quiet)
    sys.stdout, sys.stderr = out, err
    try:
        yield out
    finally:
        for outlet in (out, err):
            outlet.flush()
        sys.stdout, sys.stderr = before


def visible(text: str) -> str:
    """Text in which a character that would steer a terminal is written out: \\x1b."""
    return "".join(letter if _shown(letter) else repr(letter)[1:-1] for letter in text)


def _shown(letter: str) -> bool:
    return letter == " " or unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp")


def _discard(stream: TextIO) -> None:
    """Let what is still to be written to a stream go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)
