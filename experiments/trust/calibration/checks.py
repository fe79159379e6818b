"""A check: a number, the bounds it must keep, and whether it does."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Check:
    """What was looked at, what was found, and the least and the most that would do."""

    name: str
    value: float
    least: float = -inf
    most: float = inf

    @property
    def passes(self) -> bool:
        """Whether the value is within its bounds; a value that is not known is not."""
        return self.least <= self.value <= self.most

    @property
    def threshold(self) -> str:
        """The bounds in words."""
        if self.most == inf:
            return f"at least {self.least:.4g}"
        if self.least == -inf:
            return f"at most {self.most:.4g}"
        return f"{self.least:.4g} to {self.most:.4g}"
