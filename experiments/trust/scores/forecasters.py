"""What others forecast: words mapped to a band of chances, each held only to its own horizon.

Most named no horizon. What those cost, as nothing happened, is the same over any horizon within the
record; against a window's forecasts they cannot be put, and no mean is taken over them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from experiments.trust.scores.windows import Window, months_between, of_kind

POINTS = ("low", "centre", "high")  # of the band: all three are scored


@dataclass(frozen=True)
class Said:
    """One forecast of somebody else."""

    row: str  # of the register
    who: str
    day: date  # when it was there to be read
    first: date | None  # of its horizon; None where none is told
    last: date | None
    chances: Mapping[str, float]  # at each point of the band
    about: str  # entry, or invasion: by Russians from Belarus
    horizon: str  # in words

    @property
    def defined(self) -> bool:
        """Whether it says over what time it holds."""
        return self.last is not None

    @property
    def window(self) -> Window | None:
        """The window of the grid that is its horizon to the month, if there is one."""
        return next(
            (each for each in of_kind("month", "quarter", "window") if self._is(each)), None
        )

    def _is(self, window: Window) -> bool:
        if self.first is None or self.last != window.last:
            return False
        return months_between(self.first, window.first) == 0


@cache
def said() -> tuple[Said, ...]:
    """Every forecast of somebody else that gives a chance, in the order of the register."""
    text = (files("sim") / "evidence" / "forecasters.csv").read_text(encoding="utf-8")
    return tuple(map(_said, csv.DictReader(text.splitlines())))


def _said(row: Mapping[str, str]) -> Said:
    first, last = (
        date.fromisoformat(row[name]) if row[name] else None for name in ("first", "last")
    )
    return Said(
        row=row["row"],
        who=row["who"],
        day=date.fromisoformat(row["date"]),
        first=first,
        last=last,
        chances={point: float(row[point]) for point in POINTS},
        about=row["about"],
        horizon=row["horizon"],
    )
