"""The windows of the grid, and what the record says of each, under both codings."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import numpy as np

from experiments.trust.record.statistics import CLASSES
from sim.machine.arrays import Whole

ORIGIN = date(2022, 12, 7)  # of the information set that knows nothing later
END = date(2026, 6, 30)  # of the record: what came later is unobserved
KINDS = ("past", "month", "quarter", "whole", "window")
CODINGS = ("strict", "loose")
QUANTITIES = ("highest", "longest")  # class of the course that is forecast for a window
PROTEST = ("calm", "small", "large", "mass")
PROTEST_EDGES = (1e-4, 1e-3, 1e-2)  # shares of people in the street that divide them


@dataclass(frozen=True)
class Window:
    """Days over which something is forecast."""

    key: str
    kind: str
    first: date
    last: date
    note: str

    @property
    def origin(self) -> date:
        """The day on which a rolling forecast of it is made: the one before it begins."""
        return self.first - timedelta(days=1)

    @property
    def months(self) -> int:
        """How many calendar months it touches."""
        return months_between(self.first, self.last) + 1

    @property
    def hindsight(self) -> bool:
        """Whether it was chosen because of what happened in it."""
        return self.kind == "window"


@dataclass(frozen=True)
class Observed:
    """What the record says of a window; courses as numbers of their class."""

    window: Window
    highest: Mapping[str, int]  # by coding
    longest: Mapping[str, int]
    entry: bool
    protest: int
    fall: bool
    step_down: bool | None  # None where it is not asked
    known: date
    rows: tuple[str, ...]

    def course(self, quantity: str, coding: str) -> int:
        """The class of the course, of a quantity (highest or longest) under a coding."""
        return (self.highest if quantity == "highest" else self.longest)[coding]


@cache
def grid() -> Mapping[str, Window]:
    """Every window, by its key, in the order of the file."""
    return {row["key"]: _window(row) for row in _rows("grid")}


@cache
def observed() -> Mapping[str, Observed]:
    """What was observed in every window, by its key, in the order of the grid."""
    return {row["key"]: _observed(row) for row in _rows("observed")}


def of_kind(*kinds: str) -> tuple[Window, ...]:
    """The windows of some kinds, in order."""
    return tuple(each for each in grid().values() if each.kind in kinds)


def known_by(origin: date) -> list[Observed]:
    """The blocks of 2022 and the months that were over, and could be coded, by a day, in order."""
    return [
        seen
        for seen in observed().values()
        if seen.window.kind in ("past", "month") and seen.known <= origin
    ]


def courses(seen: Sequence[Observed], quantity: str, coding: str) -> Whole:
    """Classes of the course, shape (windows,)."""
    return np.array([each.course(quantity, coding) for each in seen], dtype=np.int64)


def months_between(first: date, last: date) -> int:
    """How many calendar months later the one day is than the other."""
    return (last.year - first.year) * 12 + last.month - first.month


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("sim") / "evidence" / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _window(row: Mapping[str, str]) -> Window:
    first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
    return Window(row["key"], row["kind"], first, last, row["note"])


def _observed(row: Mapping[str, str]) -> Observed:
    return Observed(
        window=grid()[row["key"]],
        highest={each: CLASSES.index(row[f"highest_{each}"]) for each in CODINGS},
        longest={each: CLASSES.index(row[f"longest_{each}"]) for each in CODINGS},
        entry=row["entry"] == "yes",
        protest=PROTEST.index(row["protest"]),
        fall=row["fall"] == "yes",
        step_down=row["step_down"] == "yes" if row["step_down"] else None,
        known=date.fromisoformat(row["known"]),
        rows=tuple(row["rows"].split("; ")),
    )
