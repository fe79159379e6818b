"""How far the drawing is: figures done, seconds a figure, time left."""

from __future__ import annotations

import time
from typing import TextIO

from experiments.outlets import LiveLine, clock


class Drawing:
    """Counts figures and says how it goes, on stderr."""

    def __init__(self, total: int, out: TextIO | None = None) -> None:
        self.total, self.done = total, 0
        self.started = time.monotonic()
        self._said = LiveLine(out)
        if self._said.live:
            self._said.say(self.line())

    def advance(self, drawn: bool) -> None:
        """One figure is done; one that the tables do not call for is no longer counted."""
        self.done += drawn
        self.total -= not drawn
        if self._said.due and self.done < self.total:
            self._said.say(self.line())

    def finish(self) -> None:
        """The last line, where anything was drawn."""
        if self.done or self._said.live:
            self._said.close(self.line())

    def line(self) -> str:
        """How it goes: figures done, seconds a figure, time left."""
        seconds = time.monotonic() - self.started
        share = self.done / self.total if self.total else 1.0
        drawn = f"drawing {self.done} of {self.total} figures ({100 * share:.0f} %)"
        if self.done == self.total:
            return f"{drawn}, done in {clock(seconds)}"
        if not self.done:
            return f"{drawn}, estimating"
        each = seconds / self.done
        return f"{drawn}, {each:.1f} s a figure, {clock(each * (self.total - self.done))} left"
