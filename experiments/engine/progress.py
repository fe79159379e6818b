"""Progress of long work: one live line on a terminal, a plain line now and then in a log.

Both with rate and time left.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from experiments.outlets import HEARTBEAT, LiveLine, clock

__all__ = ["HEARTBEAT", "Progress", "clock"]

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
        self.compiling = compiling  # until the first worlds are done
        self._said = LiveLine(out)
        self.started = time.monotonic()
        if compiling:
            self._said.say(self.line())

    def advance(self, worlds: int, failed: int = 0) -> None:
        """Some more worlds are done, or failed; none is a sign of life."""
        self.done += worlds
        self.failed += failed
        self.compiling = self.compiling and not worlds and not failed
        if self._said.due:
            self._said.say(self.line())

    def finish(self) -> None:
        """Close the live line."""
        self._said.close(self.line())

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
