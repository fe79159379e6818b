"""Treatments from a file: a CSV or Parquet table with a column a parameter or group, and a
row a treatment.
"""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from experiments.mistakes import UserError
from experiments.plan.columns import Column, alike
from experiments.plan.settings import MAX_POINTS
from experiments.plan.values import number_or_word

_BLOCK = 2**14  # lines that are read at once


def read_columns(path: Path) -> tuple[list[str], list[Column]]:
    """The names and the columns of a file; raises UserError that names the row and the column."""
    if not path.is_file():
        raise UserError(f"design = {path}: there is no such file")
    names, columns = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    _check_names(path, names)
    if not columns or not len(columns[0]):
        raise UserError(
            f"{path} has no treatments: it needs a line of parameter names and a row for "
            "each treatment"
        )
    first, which = alike(columns, len(columns[0]))
    if len(first) < len(which):
        row = int(np.argmax(first[which] < np.arange(len(which))))
        same = f"row {row + 1} is the same treatment as row {first[which[row]] + 1}"
        raise UserError(f"{path}, {same}")
    return names, columns


def _check_size(path: Path, rows: int) -> None:
    if rows > MAX_POINTS:
        raise UserError(f"{path} has more than the {MAX_POINTS:,} treatments that a study may have")


def _check_names(path: Path, names: Sequence[str]) -> None:
    if len(names) == 1 and ";" in names[0]:
        raise UserError(f"{path} has semicolons between its columns: save it with commas")
    if "" in names:
        raise UserError(
            f"{path}: column {names.index('') + 1} has no name: name a parameter or group above "
            "it; an index, as pandas writes one, is left out with index=False"
        )
    double = [name for name, times in Counter(names).items() if times > 1]
    if double:
        raise UserError(f"{path}: column {double[0]} is there twice")


def _csv(path: Path) -> tuple[list[str], list[Column]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = (line for line in csv.reader(file) if line)
            names = [name.strip() for name in next(lines, [])]
            values = _values(path, names, lines)
    except (UnicodeDecodeError, csv.Error) as mistake:
        raise UserError(f"{path} cannot be read as CSV: {mistake}") from None
    columns = []
    while values:  # each list goes when its column is made
        columns.append(Column.of(values.pop(0)))
    return names, columns


def _values(path: Path, names: Sequence[str], lines: Iterator[list[str]]) -> list[list[Any]]:
    """The values of each column, read block by block."""
    _check_names(path, names)
    values: list[list[Any]] = [[] for _ in names]
    rows = 0
    while block := list(itertools.islice(lines, _BLOCK)):
        _check_size(path, rows + len(block))
        _check_block(path, names, rows, block)
        for column, cells in zip(values, zip(*block, strict=True), strict=True):
            column.extend(number_or_word(cell.strip()) for cell in cells)
        rows += len(block)
    return values


def _check_block(
    path: Path, names: Sequence[str], rows: int, block: Sequence[Sequence[str]]
) -> None:
    """Raise UserError for a line that has another number of cells, or an empty one."""
    for row, line in enumerate(block, rows + 1):
        if len(line) != len(names):
            raise UserError(f"{path}, row {row} has {len(line)} cells for {len(names)} columns")
        if not all(map(str.strip, line)):
            empty = next(name for name, cell in zip(names, line, strict=True) if not cell.strip())
            raise UserError(f"{path}, row {row}, column {empty} is empty")


def _parquet(path: Path) -> tuple[list[str], list[Column]]:
    try:
        with pq.ParquetFile(path) as file:
            _check_size(path, file.metadata.num_rows)
            table = file.read()
    except (OSError, pa.ArrowException) as mistake:
        raise UserError(
            f"{path} cannot be read as Parquet: {str(mistake).splitlines()[0]}"
        ) from None
    cells = [_decoded(each.combine_chunks()) for each in table.columns]
    _check_cells(path, table.column_names, cells)
    return table.column_names, [_column(each) for each in cells]


def _check_cells(path: Path, names: Sequence[str], columns: Sequence[Any]) -> None:
    """Raise UserError for the first cell that is empty, or neither number nor word."""
    wrong: list[tuple[int, int, str]] = []
    for place, column in enumerate(columns):
        empty = pc.index(_empty(column), True).as_py()
        if empty >= 0:
            wrong.append((empty, place, "is empty"))
        some = pc.index(column.is_valid(), True).as_py()
        kind = type(_plain(column[some].as_py())) if some >= 0 else str
        if kind not in (int, float, str, bool):
            wrong.append((some, place, f"is of type {kind.__name__}, not a number or a word"))
    if wrong:
        row, place, told = min(wrong)
        raise UserError(f"{path}, row {row + 1}, column {names[place]} {told}")


def _decoded(cells: Any) -> Any:
    return cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells


def _empty(column: Any) -> Any:
    words = pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
    nothing = pc.is_null(column)
    return pc.or_(nothing, pc.fill_null(pc.equal(column, ""), False)) if words else nothing


def _column(cells: Any) -> Column:
    if pa.types.is_floating(cells.type):
        return Column(cells.to_numpy(zero_copy_only=False).astype(np.float64))
    if pa.types.is_signed_integer(cells.type):
        return Column(cells.to_numpy(zero_copy_only=False).astype(np.int64))
    encoded = cells.dictionary_encode()
    levels = Column.of([_plain(each) for each in encoded.dictionary.to_pylist()])
    return levels.repeated(encoded.indices.to_numpy(zero_copy_only=False))


def _plain(cell: Any) -> Any:
    """A cell as a scenario takes it: days are words such as 2022-12-07."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else cell
