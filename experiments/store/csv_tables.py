"""Tables in CSV: numbers to eight digits, files that are whole or not there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import Any, TextIO

from experiments.store.whole_files import whole

TableRows = Iterable[Mapping[str, Any]]


class CsvTable:
    """A CSV file whose columns are those of its first row."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.writer: csv.DictWriter[str] | None = None

    def add(self, rows: TableRows) -> None:
        """Write some rows."""
        for row in rows:
            if self.writer is None:
                self.writer = csv.DictWriter(self.file, list(row), lineterminator="\n")
                self.writer.writeheader()
            self.writer.writerow(row)


@contextmanager
def csv_table(path: Path) -> Iterator[CsvTable]:
    """A table to be written, whole or not at all."""
    with whole(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        yield CsvTable(file)


def write_csv(path: Path, rows: TableRows) -> None:
    """Write a table; an empty file where there are no rows."""
    with csv_table(path) as table:
        table.add(rows)


def short(value: float) -> float | str:
    """A number to eight digits; nothing where there is none."""
    return "" if isnan(value) else float(f"{value:.8g}")
