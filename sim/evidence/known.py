"""When evidence came to be known: the day on which a row or a work could first be read.

A figure of March that was published in July is known in July. Every statement of the article is
known on the article's day; a work on the last day of its year; "timeline" and the beginning of a
date stand for all events that begin so, "timeline" alone for the whole of it.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

from sim.parameters import ASSUMPTION

ARTICLE = date(2022, 12, 7)  # when the claims were published, all at once

_TABLES = Path(__file__).parent
_TIMELINE = "timeline"


def keys(source: str) -> list[str]:
    """The keys of a source: "S07; DEP-07" has two, an empty one has none."""
    return [key for key in source.split("; ") if key]


def known(key: str) -> date | None:
    """The day on which a key's evidence was known; None for an assumption.

    Raises LookupError for a key that stands for nothing.
    """
    if key == ASSUMPTION:
        return None
    days = _of_timeline(key) if key.partition(" ")[0] == _TIMELINE else _days().get(key)
    if days is None:
        raise LookupError(f"{key} is in no table of evidence")
    return days


def founded(source: str) -> date | None:
    """The day from which the whole of a source was known; None where it is an assumption.

    Raises LookupError for a key that stands for nothing.
    """
    return max((day for day in map(known, keys(source)) if day), default=None)


def _of_timeline(key: str) -> date | None:
    """The day by which every event was known whose date begins as the key says."""
    begins = key.removeprefix(_TIMELINE).strip()
    days = [day for event, day in _events() if event.startswith(begins)]
    return max(days, default=None)


@cache
def _events() -> tuple[tuple[str, date], ...]:
    return tuple((row["date"], date.fromisoformat(row["known"])) for row in _rows("timeline"))


@cache
def _days() -> dict[str, date]:
    """The day of every claim, quantity and work, by key."""
    claims = {row["id"]: ARTICLE for row in _rows("claims")}
    quantities = {row["id"]: date.fromisoformat(row["known"]) for row in _rows("register")}
    works = {row["key"]: date.fromisoformat(row["known"]) for row in _rows("works")}
    return claims | quantities | works


def _rows(name: str) -> list[dict[str, str]]:
    with (_TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
