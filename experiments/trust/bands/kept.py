"""Bands kept in a results folder: `bands.csv`, what each vector says, and what both were made from.

An unchanged study reads them back; what luck leaves open is always the study's own, and new.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.findings import by_vector
from experiments.findings.bands import FILE, LUCK, MADE_FROM, Band, Bands, Unsure
from experiments.store.csv_tables import write_csv
from experiments.store.whole_files import write_text

if TYPE_CHECKING:
    from experiments.trust.bands.cells import Cell


def write(folder: Path, bands: Bands, made_from: str) -> None:
    """Write the bands of a study."""
    write_csv(folder / FILE, bands.rows())
    write_csv(folder / by_vector.FILE, by_vector.rows(bands.cells))
    said = {
        "made_from": made_from,
        "table": _digest(folder / FILE),
        "by_vector": _digest(folder / by_vector.FILE),
        "vectors": bands.vectors,
        "structures": bands.structures,
    }
    write_text(folder / MADE_FROM, json.dumps(said, indent=1) + "\n")


def clear(folder: Path) -> None:
    """Take away bands that are not this study's any more."""
    for name in (MADE_FROM, FILE, by_vector.FILE):
        (folder / name).unlink(missing_ok=True)


def read(folder: Path, cells: Sequence[Cell], made_from: str) -> list[Unsure] | None:
    """The bands of a folder but for luck, cell by cell; None where there are none that were made
    from the same, or where the table was changed since.
    """
    try:
        said = json.loads((folder / MADE_FROM).read_text(encoding="utf-8"))
        digests = tuple(_digest(folder / name) for name in (FILE, by_vector.FILE))
        if (said["made_from"], said["table"], said["by_vector"]) != (made_from, *digests):
            return None
        of_vectors = by_vector.read(folder / by_vector.FILE, [cell.values for cell in cells])
        with (folder / FILE).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    found: list[list[Band]] = []
    before = None
    for row in rows:
        mine = [row[str(name)] for name in cells[0].values]
        if mine != before:
            found.append([])
            before = mine
        if row["band"] != LUCK:
            found[-1].append(_band(row))
    return [
        Unsure(cell.values, tuple(mine), each)
        for cell, mine, each in zip(cells, found, of_vectors, strict=True)
    ]


def _band(row: dict[str, str]) -> Band:
    probability, low, high = (float(row[name]) for name in ("probability", "low", "high"))
    return Band(
        row["outcome"], row["band"], probability, low, high,
        int(row["worlds"]), int(row["vectors"]), row["lowest"], row["highest"],
    )  # fmt: skip


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
