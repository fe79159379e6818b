"""The tables of a results folder, read and checked before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.mistakes import UserError
from experiments.plan.values import SENTENCES
from experiments.store.manifest import read_manifest
from experiments.words.numbers import VAGUE
from experiments.words.parameters import setting, value

_SHARE = ("worlds", "count", "probability", "low", "high")
COLUMNS = {
    "summary": ("outcome", *_SHARE),
    "blocked": ("blocked", *_SHARE),
    "rungs": ("highest_rung", *_SHARE),
    "incidence": ("outcome", "week", "date", *_SHARE),
    "weekly": ("week", "date", "quantity", "worlds", "mean", "q05", "q25", "q50", "q75", "q95"),
}
_MOST = 1e12  # worlds, weeks or thousands of troops
_TEXT = {"outcome", "blocked", "highest_rung", "date", "quantity"}

TreatmentValues = tuple[Any, ...]


@dataclass(frozen=True)
class Share:
    """An estimate as it stands in a table."""

    count: float
    worlds: int
    probability: float
    low: float
    high: float


@dataclass(frozen=True)
class Tables:
    """The saved tables of one experiment.

    A treatment is a tuple of values, one for each swept parameter.
    """

    title: str
    swept: tuple[str, ...]
    seed: int
    complete: bool
    summary: pd.DataFrame
    blocked: pd.DataFrame
    rungs: pd.DataFrame
    incidence: pd.DataFrame
    weekly: pd.DataFrame

    @property
    def treatments(self) -> list[TreatmentValues]:
        """Every treatment, in the order of its numbers, or of the table where it has none."""
        if not self.swept:
            return [()]
        rows = self.summary[list(self.swept)].drop_duplicates()
        if all(self.numeric(path) for path in self.swept):
            rows = rows.sort_values(list(self.swept))
        return list(rows.itertuples(index=False, name=None))

    def numeric(self, path: str) -> bool:
        """Whether a swept parameter is a number."""
        column = self.summary[path]
        return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)

    def of(self, table: pd.DataFrame, treatment: TreatmentValues) -> pd.DataFrame:
        """The rows of a table that belong to a treatment."""
        for path, each in zip(self.swept, treatment, strict=True):
            table = table[table[path] == each]
        return table

    def within(self, table: pd.DataFrame, treatments: list[TreatmentValues]) -> pd.DataFrame:
        """The rows of a table that belong to some treatments, treatment by treatment."""
        return pd.concat([self.of(table, treatment) for treatment in treatments], ignore_index=True)

    def label(self, treatment: TreatmentValues) -> str:
        """A treatment in plain words."""
        if len(self.swept) == 1:
            return value(self.swept[0], treatment[0])
        return self.setting(treatment)

    def setting(self, treatment: TreatmentValues) -> str:
        """A treatment with the names of what was varied: "army morale 0.3, no pressure (0)"."""
        return ", ".join(map(setting, self.swept, treatment))

    def values(self, row: pd.Series[Any]) -> TreatmentValues:
        """The treatment that a row belongs to."""
        return tuple(row[path] for path in self.swept)

    def at(self, treatment: TreatmentValues) -> str:
        """A treatment within a sentence: " at observed Kremlin pressure (0.4)".

        Nothing when one scenario was run.
        """
        return f" at {self.setting(treatment)}" if self.swept else ""


def read(folder: Path) -> Tables:
    """The tables of a results folder.

    Raises UserError for a table that is missing, empty or not what it should be.
    """
    manifest = read_manifest(folder)
    swept = tuple(manifest["swept"])
    title = str(manifest.get("title") or manifest["experiment"])
    frames = {name: _table(folder / f"{name}.csv", (*swept, *COLUMNS[name])) for name in COLUMNS}
    complete = bool(manifest.get("complete", True))
    tables = Tables(title, swept, manifest["seed"], complete, **frames)
    _check_treatments(folder, tables)
    return tables


def shown(row: pd.Series[Any]) -> Share:
    """The estimate in a row of a table."""
    return Share(row["count"], row["worlds"], row["probability"], row["low"], row["high"])


def seen(rows: Any) -> Any:
    """Whether an estimate says more than its upper bound does, row by row."""
    return (rows["count"] > 0) & (rows["high"] <= VAGUE * rows["probability"])


def most(rows: pd.DataFrame) -> pd.Series[Any]:
    """The row of the highest probability."""
    return rows.iloc[int(rows["probability"].to_numpy().argmax())]


def by_kind(rows: pd.DataFrame, column: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """The rows of each kind, in the order in which they come."""
    for kind in rows[column].unique():
        yield str(kind), rows[rows[column] == kind]


def _table(file: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    try:
        table = pd.read_csv(file, keep_default_na=False, na_values=[""])
    except FileNotFoundError:
        raise UserError(f"{file}: missing; the figures are drawn from it") from None
    except (pd.errors.EmptyDataError, pd.errors.ParserError, UnicodeDecodeError) as problem:
        raise UserError(f"{file}: not a table: {problem}") from None
    absent = [column for column in columns if column not in table]
    if absent:
        raise UserError(
            f"{file}: lacks the columns {', '.join(absent)}; it has "
            f"{', '.join(map(str, table.columns))}"
        )
    if table.empty:
        raise UserError(f"{file}: has no rows")
    for column in table.columns.intersection(list(SENTENCES)):
        table[column] = table[column].fillna("").astype(str)  # there an empty cell is a value
    numbers = [column for column in COLUMNS[file.stem] if column not in _TEXT]
    wrong = [column for column in numbers if not pd.api.types.is_numeric_dtype(table[column])]
    wrong = wrong or [column for column in numbers if (table[column].abs() > _top(column)).any()]
    if wrong:
        raise UserError(f"{file}: {', '.join(wrong)} should hold numbers in their range")
    return table


def _top(column: str) -> float:
    """More than a column of numbers can hold."""
    return 1.0 if column in ("probability", "low", "high") else _MOST


def _check_treatments(folder: Path, tables: Tables) -> None:
    for name in COLUMNS:
        table = getattr(tables, name)
        missing = [
            treatment for treatment in tables.treatments if tables.of(table, treatment).empty
        ]
        if missing:
            raise UserError(
                f"{folder / name}.csv: has no rows{tables.at(missing[0])}, which summary.csv has"
            )
    if "entry" not in set(tables.summary["outcome"]):
        raise UserError(f"{folder / 'summary.csv'}: has no rows of outcome entry")
