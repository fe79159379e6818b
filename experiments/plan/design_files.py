"""Treatments from a file: a CSV or Parquet table with a column a parameter or group, and a
row a treatment.
"""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.mistakes import UserError
from experiments.plan.settings import MAX_POINTS
from experiments.plan.values import Value, number_or_word

DesignRows = list[tuple[Value, ...]]


def read_rows(path: Path) -> tuple[list[str], DesignRows]:
    """The columns and the rows of a file; raises UserError that names the row and the column."""
    if not path.is_file():
        raise UserError(f"design = {path}: there is no such file")
    columns, rows = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    double = [name for name, times in Counter(columns).items() if times > 1]
    if double:
        raise UserError(f"{path}: column {double[0]} is there twice")
    if not columns or not rows:
        raise UserError(
            f"{path} has no treatments: it needs a line of parameter names and a row for "
            "each treatment"
        )
    _check_size(path, len(rows))
    _check_rows(path, columns, rows)
    return columns, rows


def _check_size(path: Path, rows: int) -> None:
    if rows > MAX_POINTS:
        raise UserError(f"{path} has more than the {MAX_POINTS:,} treatments that a study may have")


def _csv(path: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            filled = (line for line in csv.reader(file) if line)
            lines = list(itertools.islice(filled, MAX_POINTS + 2))
    except (UnicodeDecodeError, csv.Error) as mistake:
        raise UserError(f"{path} cannot be read as CSV: {mistake}") from None
    columns = [name.strip() for name in lines[0]] if lines else []
    return columns, [tuple(number_or_word(cell.strip()) for cell in line) for line in lines[1:]]


def _parquet(path: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    try:
        with pq.ParquetFile(path) as file:
            _check_size(path, file.metadata.num_rows)
            table = file.read()
    except (OSError, pa.ArrowException) as mistake:
        raise UserError(
            f"{path} cannot be read as Parquet: {str(mistake).splitlines()[0]}"
        ) from None
    columns = [table.column(place).to_pylist() for place in range(table.num_columns)]
    return table.column_names, [tuple(map(_plain, row)) for row in zip(*columns, strict=True)]


def _plain(cell: Any) -> Any:
    """A cell as a scenario takes it: days are words such as 2022-12-07."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else cell


def _check_rows(path: Path, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(rows, 1):
        if len(row) != len(columns):
            raise UserError(f"{path}, row {number} has {len(row)} cells for {len(columns)} columns")
        for column, value in zip(columns, row, strict=True):
            if value is None or value == "":
                raise UserError(f"{path}, row {number}, column {column} is empty")
            if not isinstance(value, (int, float, str)):
                kind = f"{type(value).__name__}, not a number or a word"
                raise UserError(f"{path}, row {number}, column {column} is of type {kind}")
        if row in seen:
            raise UserError(f"{path}, row {number} is the same treatment as row {seen[row]}")
        seen[row] = number
