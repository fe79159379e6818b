"""The tables of a results folder, read and checked before anything is drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from experiments.figures.drawing.tables import MANY, Tables
from experiments.findings.bands import FILE
from experiments.mistakes import UserError
from experiments.plan.values import SENTENCES
from experiments.store.manifest import read_manifest

_SHARE = ("worlds", "count", "probability", "low", "high")
_OF_TREATMENTS: dict[str, tuple[str, ...]] = {
    "summary": ("outcome", *_SHARE),
    "blocked": ("blocked", *_SHARE),
    "rungs": ("highest_rung", *_SHARE),
}
_BY_WEEK: dict[str, tuple[str, ...]] = {
    "incidence": ("outcome", "week", "date", *_SHARE),
    "weekly": ("week", "date", "quantity", "worlds", "mean", "q05", "q25", "q50", "q75", "q95"),
}
COLUMNS = {**_OF_TREATMENTS, **_BY_WEEK}
_MOST = 1e12  # worlds, weeks or thousands of troops
_TEXT = {"outcome", "blocked", "highest_rung", "date", "quantity", "event", "band"}
_OF_BANDS = ("outcome", "band", "probability", "low", "high", "worlds", "vectors")
_SHARE_OF_DRAWS = ("worlds", "probability", "low", "high")


def read(folder: Path) -> Tables:
    """The tables of a results folder.

    Raises UserError for a table that is missing, empty or not what it should be.
    """
    manifest = read_manifest(folder)
    swept = tuple(manifest["swept"])
    title = str(manifest.get("title") or manifest["experiment"])
    frames = {name: _table(folder, name, swept) for name in _OF_TREATMENTS}
    tables = Tables(
        title=title,
        swept=swept,
        seed=manifest["seed"],
        complete=bool(manifest.get("complete", True)),
        **frames,
        by_week=_weeks(folder, swept, frames["summary"]),
        weeks=int(manifest.get("weeks", 0)),
        start=str(manifest.get("start", "")),
        drawn=(folder / "draws.csv").is_file(),
        draws=_draws(folder),
        times=_times(folder),
        bands=_bands(folder),
        base=manifest["parameters"],
    )
    _check_treatments(folder, tables)
    return tables


def _weeks(folder: Path, swept: tuple[str, ...], summary: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables by week; none where there are too many treatments for them."""
    there = any((folder / f"{name}.csv").exists() for name in _BY_WEEK)
    if not there and len(summary) > MANY * summary["outcome"].nunique():
        return {}
    return {name: _table(folder, name, swept) for name in _BY_WEEK}


def _draws(folder: Path) -> pd.DataFrame:
    """The table over the draws; empty where treatments were not drawn, or too few."""
    file = folder / "draws.csv"
    if not file.is_file() or not file.stat().st_size:
        return pd.DataFrame(columns=["event"])
    return _checked(file, _read(file), ("event", "draws", *_SHARE_OF_DRAWS))


def _bands(folder: Path) -> pd.DataFrame:
    """How unsure P(entry) is; empty where luck is told alone."""
    file = folder / FILE
    if not file.is_file():
        return pd.DataFrame()
    table = _checked(file, _read(file), _OF_BANDS)
    return table[table["outcome"] == "entry"].reset_index(drop=True)


def _times(folder: Path) -> list[int]:
    """How often each treatment was drawn; empty where nothing tells."""
    file = folder / "treatments.parquet"
    return [int(each) for each in _read(file)["draws"]] if file.is_file() else []


def _table(folder: Path, name: str, swept: tuple[str, ...]) -> pd.DataFrame:
    """A table of the folder; from its Parquet file where it has one, which is read sooner."""
    quick = folder / f"{name}.parquet"
    file = quick if quick.is_file() else folder / f"{name}.csv"
    table = _checked(file, _read(file), (*swept, *COLUMNS[name]))
    for column in table.columns.intersection(list(SENTENCES)):
        table[column] = table[column].fillna("").astype(str)  # there an empty cell is a value
    return table


def _read(file: Path) -> pd.DataFrame:
    try:
        if file.suffix == ".parquet":
            return _as_in_csv(pd.read_parquet(file))
        return pd.read_csv(file, keep_default_na=False, na_values=[""])
    except FileNotFoundError:
        raise UserError(f"{file}: missing; the figures are drawn from it") from None
    except (pd.errors.EmptyDataError, pd.errors.ParserError, UnicodeDecodeError) as problem:
        raise UserError(f"{file}: not a table: {problem}") from None
    except (ValueError, OSError) as problem:
        if file.suffix != ".parquet":
            raise
        raise UserError(f"{file}: not a table: {problem}") from None


def _as_in_csv(table: pd.DataFrame) -> pd.DataFrame:
    """Lists of numbers as the words that a CSV file has for them."""
    for column, values in table.items():
        if len(values) and isinstance(values.iloc[0], (list, np.ndarray)):
            table[column] = [str(tuple(each)) for each in values]
    return table


def _checked(file: Path, table: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """The table; raises UserError where it lacks columns or rows, or holds no numbers."""
    absent = [column for column in columns if column not in table]
    if absent:
        raise UserError(
            f"{file}: lacks the columns {', '.join(absent)}; it has "
            f"{', '.join(map(str, table.columns))}"
        )
    if table.empty:
        raise UserError(f"{file}: has no rows")
    numbers = [column for column in COLUMNS.get(file.stem, columns) if column not in _TEXT]
    wrong = [column for column in numbers if not pd.api.types.is_numeric_dtype(table[column])]
    wrong = wrong or [column for column in numbers if (table[column].abs() > _top(column)).any()]
    if wrong:
        raise UserError(f"{file}: {', '.join(wrong)} should hold numbers in their range")
    return table


def _top(column: str) -> float:
    """More than a column of numbers can hold."""
    return 1.0 if column in ("probability", "low", "high") else _MOST


def _check_treatments(folder: Path, tables: Tables) -> None:
    """Raise UserError where a table lacks a treatment of the summary."""
    if "entry" not in set(tables.summary["outcome"]):
        raise UserError(f"{folder / 'summary.csv'}: has no rows of outcome entry")
    columns = list(tables.swept)
    frames = {"blocked": tables.blocked, "rungs": tables.rungs, **tables.by_week}
    for name, table in frames.items() if columns else ():
        there = pd.MultiIndex.from_frame(table[columns].drop_duplicates())
        wanted = pd.MultiIndex.from_frame(tables.summary[columns].drop_duplicates())
        missing = wanted[~wanted.isin(there)]
        if len(missing):
            where = tables.at(tuple(missing[0]))
            raise UserError(f"{folder / name}.csv: has no rows{where}, which summary.csv has")
