"""The tables of a results folder, read and checked before anything is drawn."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.figures import words

_SHARE = ("worlds", "count", "probability", "low", "high")
COLUMNS = {
    "summary": ("outcome", *_SHARE),
    "blocked": ("blocked", *_SHARE),
    "rungs": ("highest_rung", *_SHARE),
    "incidence": ("outcome", "week", "date", *_SHARE),
    "weekly": ("week", "date", "quantity", "worlds", "mean", "q05", "q25", "q50", "q75", "q95"),
}
_TEXT = {"outcome", "blocked", "highest_rung", "date", "quantity"}

Treatment = tuple[Any, ...]


class FigureError(ValueError):
    """A results folder that cannot be drawn: says which file and what is wrong with it,
    in one line.
    """


@dataclass(frozen=True)
class Results:
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
    def treatments(self) -> list[Treatment]:
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

    def of(self, table: pd.DataFrame, treatment: Treatment) -> pd.DataFrame:
        """The rows of a table that belong to a treatment."""
        for path, value in zip(self.swept, treatment, strict=True):
            table = table[table[path] == value]
        return table

    def within(self, table: pd.DataFrame, treatments: list[Treatment]) -> pd.DataFrame:
        """The rows of a table that belong to some treatments, treatment by treatment."""
        return pd.concat([self.of(table, treatment) for treatment in treatments], ignore_index=True)

    def label(self, treatment: Treatment) -> str:
        """A treatment in plain words."""
        if len(self.swept) == 1:
            return words.value(self.swept[0], treatment[0])
        return self.setting(treatment)

    def setting(self, treatment: Treatment) -> str:
        """A treatment with the names of what was varied: "army morale 0.3, no
        Kremlin pressure (0)".
        """
        return ", ".join(
            words.setting(path, value) for path, value in zip(self.swept, treatment, strict=True)
        )

    def at(self, treatment: Treatment) -> str:
        """A treatment within a sentence: " at observed Kremlin pressure (0.4)".

        Nothing when one scenario was run.
        """
        return f" at {self.setting(treatment)}" if self.swept else ""


def read(folder: Path) -> Results:
    """The tables of a results folder.

    Raises FigureError for a table that is missing, empty or not what it should be.
    """
    manifest = _manifest(folder / "manifest.json")
    swept = tuple(manifest["swept"])
    tables = {
        name: _table(folder / f"{name}.csv", (*swept, *columns))
        for name, columns in COLUMNS.items()
    }
    title = str(manifest.get("title") or manifest.get("experiment") or folder.name)
    results = Results(
        title, swept, manifest["seed"], bool(manifest.get("complete", True)), **tables
    )
    _check_treatments(folder, results)
    return results


def _manifest(file: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FigureError(f"{file}: missing; a results folder has one") from None
    except ValueError as problem:
        raise FigureError(f"{file}: not JSON: {problem}") from None
    for key, kind in (("swept", list), ("seed", int)):
        if not isinstance(manifest, dict) or not isinstance(manifest.get(key), kind):
            raise FigureError(f"{file}: {key} is missing or not a {kind.__name__}")
    return manifest


def _table(file: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    try:
        table = pd.read_csv(file, keep_default_na=False, na_values=[""])
    except FileNotFoundError:
        raise FigureError(f"{file}: missing; the figures are drawn from it") from None
    except (pd.errors.EmptyDataError, pd.errors.ParserError, UnicodeDecodeError) as problem:
        raise FigureError(f"{file}: not a table: {problem}") from None
    absent = [column for column in columns if column not in table]
    if absent:
        raise FigureError(
            f"{file}: lacks the columns {', '.join(absent)}; it has "
            f"{', '.join(map(str, table.columns))}"
        )
    if table.empty:
        raise FigureError(f"{file}: has no rows")
    numbers = [column for column in COLUMNS[file.stem] if column not in _TEXT]
    wrong = [column for column in numbers if not pd.api.types.is_numeric_dtype(table[column])]
    if wrong:
        raise FigureError(f"{file}: {', '.join(wrong)} should hold numbers")
    return table


def _check_treatments(folder: Path, results: Results) -> None:
    for name in COLUMNS:
        table = getattr(results, name)
        missing = [
            treatment for treatment in results.treatments if results.of(table, treatment).empty
        ]
        if missing:
            raise FigureError(
                f"{folder / name}.csv: has no rows{results.at(missing[0])}, which summary.csv has"
            )
    if "entry" not in set(results.summary["outcome"]):
        raise FigureError(f"{folder / 'summary.csv'}: has no rows of outcome entry")
