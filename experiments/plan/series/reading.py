"""A series as a CSV file: one row a value, checked before anything is lived."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import sim
from experiments.mistakes import UserError, nearest
from experiments.plan.values import as_typed
from sim.allowed import ScenarioError
from sim.parameters import check
from sim.scenario import Scenario
from sim.series import VARIABLES, Dated

RECORD = "record"  # the series that come with the model
SHIPPED = Path(sim.__file__).parent / "evidence" / "series.csv"
COLUMNS = ("date", "known", "variable", "value", "low", "high", "source")
MOST_BYTES = 10_000_000  # of one file
_USUAL = Scenario()


def read_series(file: str) -> tuple[Dated, ...]:
    """The rows of a file, or of the record that comes with the model; raises UserError in one line
    that says which file, row and column.
    """
    path = SHIPPED if file == RECORD else Path(file)
    shown = "sim/evidence/series.csv" if file == RECORD else file
    return _rows(shown, _text(path, shown))


def _text(path: Path, shown: str) -> str:
    try:
        written = path.read_bytes()
    except OSError as failure:
        raise UserError(f"series.file = {shown}: {failure.strerror}") from None
    if len(written) > MOST_BYTES:
        raise UserError(f"series.file = {shown} is larger than {MOST_BYTES:,} bytes")
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"series.file = {shown} is not a text file in UTF-8") from None


@lru_cache(maxsize=16)
def _rows(shown: str, text: str) -> tuple[Dated, ...]:
    """What a text says; the same text, asked for again, is read once."""
    try:
        return tuple(_checked_rows(shown, text))
    except csv.Error as mistake:
        raise UserError(f"{shown} cannot be read as CSV: {mistake}") from None


def _checked_rows(shown: str, text: str) -> Iterator[Dated]:
    reader = csv.DictReader(text.splitlines(), strict=True)
    _check_columns(shown, reader.fieldnames or ())
    seen: dict[tuple[str, str, str], int] = {}
    for cells in reader:
        where = f"{shown}, row {reader.line_num}"
        if None in cells or None in cells.values():
            raise UserError(f"{where} has not {len(COLUMNS)} values: {', '.join(COLUMNS)}")
        row = _row(where, {name: value.strip() for name, value in cells.items()})
        twin = seen.setdefault((row.variable, str(row.day), str(row.known)), reader.line_num)
        if twin != reader.line_num:
            raise UserError(f"{where} tells of the variable and days of row {twin} again")
        yield row


def _check_columns(shown: str, there: Sequence[str]) -> None:
    for name in COLUMNS:
        if name not in there:
            raise UserError(
                f"{shown}, row 1: column {name} is missing; needed: {', '.join(COLUMNS)}"
            )
    for name in there:
        if name not in COLUMNS or list(there).count(name) > 1:
            raise UserError(
                f"{shown}, row 1: column {name} is unknown or there twice; allowed: "
                f"{', '.join(COLUMNS)}"
            )


def _row(where: str, cells: Mapping[str, str]) -> Dated:
    """A row, checked; raises UserError."""
    told, known = (_day(where, name, cells[name]) for name in ("date", "known"))
    if known < told:
        raise UserError(
            f"{where}, column known: {known} is before its date {told}: nothing is known before it "
            "is so"
        )
    variable = cells["variable"]
    if variable not in VARIABLES:
        hint = nearest(variable, list(VARIABLES)) or f"; allowed: {', '.join(VARIABLES)}"
        raise UserError(f"{where}, column variable: unknown {variable!r}{hint}")
    value, low, high = (_number(where, name, cells[name]) for name in ("value", "low", "high"))
    if value is None:
        raise UserError(f"{where}, column value is empty: write a number")
    _check_value(where, variable, value)
    if not (value if low is None else low) <= value <= (value if high is None else high):
        raise UserError(f"{where}, column value: {value:g} is not within {low} to {high}")
    if not cells["source"]:
        raise UserError(f"{where}, column source is empty: write a key, or assumption")
    return Dated(told, known, variable, value, low, high, cells["source"])


def _day(where: str, name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"{where}, column {name}: {text!r} is not a date like 2022-12-07") from None


def _number(where: str, name: str, text: str) -> float | None:
    """A number, or None where there is none; raises UserError."""
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise UserError(f"{where}, column {name}: {text!r} is not a number") from None


def _check_value(where: str, variable: str, value: float) -> None:
    """Raise UserError for a value that the variable's parameter cannot have."""
    try:
        check(_USUAL, VARIABLES[variable][1], [value])
    except ScenarioError as mistake:
        raise UserError(f"{where}, column value: {as_typed(mistake)}") from None
