"""Every number of the model with its source."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sim.evidence
from experiments.pages.report.section import Listing, Section, prose
from experiments.words.parameters import day
from sim.evidence.known import founded, keys
from sim.parameters import STATUSES, Row, table
from sim.reference import group_of, shown, span
from sim.scenario import Scenario

if TYPE_CHECKING:
    from experiments.pages.report.given import Given

_COLUMNS = ("parameter", "here", "default", "unit", "range", "meaning", "status", "source")


def section(given: Given) -> Section:
    """Every parameter by its owner, what is set here, and the evidence behind it."""
    rows = list(table(Scenario()))
    here = given.manifest["parameters"]
    counts = {each: sum(row.status == each for row in rows) for each in STATUSES}
    told = ", ".join(f"{many} {status}" for status, many in counts.items())
    lead = (
        f"Of {len(rows)} parameters by status: {told}. Measured: its digits are those of a record "
        "or of a published estimate; derived: computed from others; judged: a source fixes its "
        "sign and a rough size; assumption: nothing fixes it."
    )
    changed = [row.path for row in rows if _here(here, row) != shown(row.value)]
    also = f"Departing from the defaults here: {', '.join(changed)}." if changed else (
        "Every parameter that is not swept stands at its default here."
    )  # fmt: skip
    listings = [
        _listing(group, list(members), here) for group, members in groupby(rows, key=group_of)
    ]
    title = (
        f"{counts['assumption']} of {len(rows)} parameters rest on nothing but an assumption, and "
        "say so"
    )
    return Section(
        title, "assumptions", prose(lead, also), tables=(*listings, _evidence(rows)),
        contents="Every assumption",
    )  # fmt: skip


def _listing(group: str, rows: list[Row], here: dict[str, Any]) -> Listing:
    told = [
        (row.path, _here(here, row), shown(row.value), row.unit, span(row), row.meaning,
         row.status, row.source)
        for row in rows
    ]  # fmt: skip
    raw = [dict(zip(_COLUMNS, each, strict=True)) for each in told]
    return Listing.of(f"parameters_{group}", f"Parameters: {group}", _COLUMNS, told, raw)


def _here(here: dict[str, Any], row: Row) -> str:
    value = here.get(row.path, row.value)
    return shown(tuple(value) if isinstance(value, list) else value)


def _evidence(rows: list[Row]) -> Listing:
    """What the keys stand for."""
    named = dict.fromkeys(key for row in rows for key in keys(row.source))
    known = _known()
    told = [(key, *_of_key(key, known)) for key in sorted(named) if key != "assumption"]
    columns = ("key", "what it says", "known", "where")
    raw = [dict(zip(columns, each, strict=True)) for each in told]
    return Listing.of("sources", "The evidence that the keys stand for", columns, told, raw)


def _of_key(key: str, known: dict[str, tuple[str, str]]) -> tuple[str, str, str]:
    what, where = known.get(key, ("", ""))
    found = founded(key)
    return what, "" if found is None else day(found.isoformat()), where


@cache
def _known() -> dict[str, tuple[str, str]]:
    """What each key says and where, by key."""
    article = "E. Javakhishvili, What is Belarus preparing for, GFSIS, 7 December 2022"
    found = {row["id"]: (row["claim"], article) for row in _rows("claims")}
    for row in _rows("register"):
        value = f"{row['quantity']}: {row['value']} {row['unit']}".strip()
        found[row["id"]] = (value, f"{row['source']} {row['url']}".strip())
    for row in _rows("timeline"):
        found[f"timeline {row['date']}"] = (row["event"], row["source"])
    return found


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = Path(sim.evidence.__file__).parent / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
