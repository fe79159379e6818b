"""What the page is made from: a results folder and what explains it, read and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.figures.drawing.reading import read as read_tables
from experiments.figures.drawing.tables import Tables, TreatmentValues
from experiments.findings import by_vector
from experiments.findings.bands import (
    LEARNED,
    LEVEL,
    MADE_FROM,
    NONE,
    Band,
    Bands,
    Unsure,
    share_said,
)
from experiments.mistakes import UserError
from experiments.plan.identity import model_version
from experiments.plan.vectors import SHIPPED, about
from experiments.store.manifest import read_manifest
from sim.laws.pressure import LEVELS as PRESSURE

DILEMMA = ("dilemma", "beliefs")
WHY = (
    "sensitivity", "screening", "tornado", "box", "recurrence", "tree", "levers", "flip",
    "attribution", "twins", "indicators", "lead_times",
)  # fmt: skip


@dataclass(frozen=True)
class Given:
    """All that the sections read."""

    folder: Path
    manifest: Mapping[str, Any]
    tables: Tables
    bands: Bands
    dilemma: Mapping[str, pd.DataFrame] = field(default_factory=dict)  # by name of the table
    why: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    why_folder: Path | None = None

    @property
    def weeks(self) -> int:
        """How long worlds were lived."""
        return int(self.manifest.get("weeks", 0))

    @property
    def mixed(self) -> bool:
        """Whether the folder's own worlds differ in parameters."""
        return bool(self.manifest.get("vectors"))

    @property
    def this_model(self) -> bool:
        """Whether the folder's worlds were lived by this state of the model."""
        return bool(self.manifest["identity"].get("model") == model_version())

    def cell(self, treatment: TreatmentValues) -> Unsure | None:
        """How unsure P(entry) under a treatment is; None where bands were not made."""
        swept = self.tables.swept
        for each in self.bands.cells:
            if not each.learned and tuple(each.values[path] for path in swept) == treatment:
                return each
        return None


def given(folder: Path, dilemma: Path | None, why: Path | None) -> Given:
    """What a results folder holds, with folders of the dilemma and of explanations.

    Raises UserError for what is no such folder.
    """
    manifest = read_manifest(folder)
    tables = read_tables(folder)
    bands = _bands(folder, tables, manifest)
    answers = {} if dilemma is None else _tables(dilemma, DILEMMA, DILEMMA, "dilemma")
    reasons = {} if why is None else _tables(why, WHY, (), "why")
    return Given(folder, manifest, tables, bands, answers, reasons, why)


def _tables(
    folder: Path, wanted: tuple[str, ...], needed: tuple[str, ...], name: str
) -> dict[str, pd.DataFrame]:
    """The tables of a folder that are there and hold rows; raises UserError."""
    if not folder.is_dir():
        raise UserError(f"{name} = {folder} is not a folder")
    files = {each: _first(folder, f"{each}.csv") for each in wanted}
    there = {each: path for each, path in files.items() if path is not None}
    missing = [f"{each}.csv" for each in needed if each not in there]
    if missing or not there:
        told = ", ".join(missing) or f"none of {', '.join(f'{each}.csv' for each in wanted)}"
        what = "lacks" if missing else "holds"
        levels = [each for each in PRESSURE if (folder / each).is_dir()]
        hint = f"; name a level of it, such as {name}={folder / levels[-1]}" if levels else ""
        raise UserError(f"{name} = {folder} {what} {told}{hint}")
    found = {each: _frame(path) for each, path in there.items()}
    return {each: frame for each, frame in found.items() if not frame.empty}


def _first(folder: Path, name: str) -> Path | None:
    """A table of a folder, or of a folder in it, as a chain of explanations leaves them."""
    return next((path for path in [folder / name, *sorted(folder.glob(f"*/{name}"))]
                 if path.is_file()), None)  # fmt: skip


def _frame(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path)
    except pd.errors.EmptyDataError:
        return pd.DataFrame()
    except (pd.errors.ParserError, UnicodeDecodeError, OSError) as problem:
        raise UserError(f"{path}: not a table: {str(problem).splitlines()[0]}") from None


def _bands(folder: Path, tables: Tables, manifest: Mapping[str, Any]) -> Bands:
    """The bands of a folder; none where luck is told alone."""
    if tables.bands.empty:
        return NONE
    columns = list(dict.fromkeys((*tables.swept, LEVEL)))
    cells = []
    for values, rows in tables.bands.groupby(columns, sort=False, dropna=False):
        told = dict(zip(columns, map(_value, values), strict=True))
        cells.append(Unsure(told, tuple(_band(row) for _, row in rows.iterrows())))
    said = _said(folder)
    mine = manifest["identity"].get("model") == model_version()
    shipped = about(SHIPPED) if mine else {}
    return Bands(
        _with_vectors(folder, cells),
        vectors=int(tables.bands["vectors"].max()),
        structures=int(said.get("structures", 0)),
        assumed=share_said(shipped.get("assumed")),
        hindcast=share_said(shipped.get("hindcast")),
    )


def _with_vectors(folder: Path, cells: list[Unsure]) -> list[Unsure]:
    """The cells with what each vector says, where the folder tells it."""
    try:
        found = by_vector.read(folder / by_vector.FILE, [each.values for each in cells])
    except (OSError, KeyError, ValueError):
        return cells
    return [Unsure(cell.values, cell.bands, each) for cell, each in zip(cells, found, strict=True)]


def _said(folder: Path) -> dict[str, Any]:
    try:
        said = json.loads((folder / MADE_FROM).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _value(text: Any) -> Any:
    """A value of a treatment: a number where it is one, no words where there are none."""
    if isinstance(text, float) and isnan(text):
        return ""
    if text == LEARNED or not isinstance(text, str):
        return text
    try:
        return float(text)
    except ValueError:
        return text


def _band(row: pd.Series[Any]) -> Band:
    lowest, highest = ("" if pd.isna(row[name]) else str(row[name]) for name in _ENDS)
    return Band(
        str(row["outcome"]), str(row["band"]), float(row["probability"]), float(row["low"]),
        float(row["high"]), int(row["worlds"]), int(row["vectors"]), lowest, highest,
    )  # fmt: skip


_ENDS = ("lowest", "highest")
