"""Progress of long work: one live line on a terminal, a plain line now and then in a log.

Both with rate and time left.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

HEARTBEAT = 10.0  # seconds between lines in a log
REFRESH = 0.2  # seconds between updates on a terminal

COMPILING = "compiling the model (once after a change of its source)"


class Progress:
    """Counts worlds and says how it goes, on stderr."""

    def __init__(
        self,
        total: int,
        done: int = 0,
        out: TextIO | None = None,
        half_width: Callable[[], float] | None = None,
        compiling: bool = False,
    ) -> None:
        self.total, self.done, self.before, self.failed = total, done, done, 0
        self.half_width = half_width  # of the widest interval so far
        self.out = out or sys.stderr
        self.live = self.out.isatty()
        self.compiling = compiling  # until the first worlds are done
        self.started = self.said = time.monotonic()
        if compiling:
            self._say()

    def advance(self, worlds: int, failed: int = 0) -> None:
        """Some more worlds are done, or failed; none is a sign of life."""
        self.done += worlds
        self.failed += failed
        self.compiling = self.compiling and not worlds and not failed
        now = time.monotonic()
        if now - self.said >= (REFRESH if self.live else HEARTBEAT):
            self.said = now
            self._say()

    def finish(self) -> None:
        """Close the live line."""
        self._say()
        if self.live:
            self.out.write("\n")

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self.started

    def line(self) -> str:
        """How it goes: worlds done, rate, time left, failures, precision."""
        if self.compiling:
            return f"{COMPILING}, {clock(self.seconds)}"
        rate = (self.done - self.before) / max(self.seconds, 1e-9)
        left = clock((self.total - self.done) / rate) + " left" if rate > 0 else "estimating"
        ending = f"done in {clock(self.seconds)}" if self.done + self.failed >= self.total else left
        failed = f", {self.failed} failed" if self.failed else ""
        precise = (
            f", within ±{100 * self.half_width():.2g} points"
            if self.half_width is not None and self.done
            else ""
        )
        lived = f"{self.done:,} of {self.total:,} worlds ({self.done / max(self.total, 1):.0%})"
        return f"{lived}, {rate:,.0f} worlds/s, {ending}{failed}{precise}"

    def _say(self) -> None:
        self.out.write(f"\r\x1b[K{self.line()}" if self.live else f"{self.line()}\n")
        self.out.flush()


def clock(seconds: float) -> str:
    """A duration as a person says it."""
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
    return f"{whole // 60} min {whole % 60:02d} s" if whole >= 60 else f"{seconds:.1f} s"
