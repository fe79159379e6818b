"""What was seen of the real course, from the record: dated rows in the words of the signs."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from io import StringIO

from experiments.mistakes import UserError
from experiments.why.observed.grammar import LAST_WEEK, parse
from experiments.why.observed.things import Thing

TIMELINE = "timeline"
UNTIL = "2023-06-01"  # the usual last day on which something may be known
_TABLE = "coded.csv"
_WEEK = 7  # days

Rows = list[Mapping[str, str]]


def coded() -> Rows:
    """The rows of the table: days, words, the row of evidence they rest on, and why."""
    table = files(__package__) / _TABLE
    return list(csv.DictReader(StringIO(table.read_text(encoding="utf-8"))))


def day_until(text: str) -> date:
    """The last day on which what is used may be known; raises UserError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"until = {text[:20]} is not a day such as {UNTIL}") from None


def of_record(start: date, until: date) -> tuple[tuple[Thing, ...], int]:
    """What the record known by a day says was seen since a scenario's start, and the last week
    that was over then; raises UserError where it says nothing.

    An absence that goes on stands once, with its last week.
    """
    last = ((until - start).days + 1) // _WEEK - 1
    if last > LAST_WEEK:
        raise UserError(f"until = {until} is more than {LAST_WEEK + 1} weeks after {start}")
    found: dict[str, str] = {}
    for row in coded():
        week = _week(row, start)
        if 0 <= week <= last and row["known"] <= str(until):
            absent = row["says"].startswith("no ")
            key = row["says"] if absent else f"{row['says']} {week}"
            found[key] = f"{row['says']} {'by' if absent else 'in'} week {week}"
    if not found:
        days = sorted(row["last"] for row in coded())
        raise UserError(
            f"observe = {TIMELINE}: nothing that is coded ({days[0]} to {days[-1]}) was seen "
            f"since {start} and known by {until}"
        )
    return parse("; ".join(found.values())), last


def _week(row: Mapping[str, str], start: date) -> int:
    """The week that a row speaks of: of a count its own, of an absence the last that was over;
    -1 where the absence is not known to begin with the scenario.
    """
    first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
    if not row["says"].startswith("no "):
        return (last - start).days // _WEEK
    return ((last - start).days + 1) // _WEEK - 1 if first <= start else -1
