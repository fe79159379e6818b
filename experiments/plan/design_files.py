"""Treatments from a file: a CSV or Parquet table with a column a parameter or group, and a
row a treatment.
"""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.mistakes import UserError
from experiments.plan.values import Value, number_or_word

MOST_ROWS = 1_000_000
Rows = list[tuple[Value, ...]]


def read_rows(path: Path) -> tuple[list[str], Rows]:
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
    _check_number(path, len(rows))
    _check_rows(path, columns, rows)
    return columns, rows


def _check_number(path: Path, rows: int) -> None:
    if rows > MOST_ROWS:
        raise UserError(f"{path} has too many rows: at most {MOST_ROWS:,} treatments are allowed")


def _csv(path: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            filled = (line for line in csv.reader(file) if line)
            lines = list(islice(filled, MOST_ROWS + 2))
    except (UnicodeDecodeError, csv.Error) as mistake:
        raise UserError(f"{path} cannot be read as CSV: {mistake}") from None
    columns = [name.strip() for name in lines[0]] if lines else []
    return columns, [tuple(number_or_word(cell.strip()) for cell in line) for line in lines[1:]]


def _parquet(path: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    try:
        with pq.ParquetFile(path) as file:
            _check_number(path, file.metadata.num_rows)
            table = file.read()
    except (OSError, pa.ArrowException) as mistake:
        raise UserError(
            f"{path} cannot be read as Parquet: {str(mistake).splitlines()[0]}"
        ) from None
    return table.column_names, [tuple(row.values()) for row in table.to_pylist()]


def _check_rows(path: Path, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for number, row in enumerate(rows, 1):
        if len(row) != len(columns):
            raise UserError(f"{path}, row {number} has {len(row)} cells for {len(columns)} columns")
        for column, value in zip(columns, row, strict=True):
            if value is None or value == "":
                raise UserError(f"{path}, row {number}, column {column} is empty")
        if row in seen:
            raise UserError(f"{path}, row {number} is the same treatment as row {seen[row]}")
        seen[row] = number
