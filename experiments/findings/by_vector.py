"""What single vectors of parameters say: P(entry) under each, freed of luck, cell by cell.

The table lies beside the bands; from it come the dots and the inner band that readers are shown.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import stdtrit

from experiments.store.csv_tables import short

if TYPE_CHECKING:
    from experiments.findings.bands import Unsure

FILE = "entry_by_vector.csv"  # of a results folder
VECTOR, PROBABILITY = "vector", "probability"
DOTS = 50
INNER = (0.25, 0.75)  # shares of the vectors between which the inner band lies


def rows(cells: Sequence[Unsure]) -> Iterator[dict[str, Any]]:
    """The rows of the table: a row a cell and vector."""
    for cell in cells:
        for number, share in enumerate(cell.of_vectors):
            yield {**cell.values, VECTOR: number, PROBABILITY: short(share)}


def read(path: Path, cells: Sequence[Mapping[str, Any]]) -> list[tuple[float, ...]]:
    """P(entry) under each vector, cell by cell, from a table in the order of the cells' values.

    Raises OSError, KeyError or ValueError where the table is not that of the cells.
    """
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    starts = [place for place, row in enumerate(table) if row[VECTOR] == "0"]
    if len(starts) != len(cells):
        raise ValueError(f"{path} has {len(starts)} cells instead of {len(cells)}")
    ends = [*starts[1:], len(table)]
    return [
        tuple(float(row[PROBABILITY]) for row in table[start:stop])
        for start, stop in zip(starts, ends, strict=True)
    ]


def dots(of_vectors: Sequence[float], many: int = DOTS) -> list[float]:
    """So many quantiles that stand for equal parts of the vectors, in order."""
    levels = (np.arange(many) + 0.5) / many
    return [float(each) for each in np.quantile(np.array(of_vectors), levels)]


def inner(of_vectors: Sequence[float]) -> tuple[float, float]:
    """Between what half of the vectors lie."""
    low, high = np.quantile(np.array(of_vectors), INNER).tolist()
    return float(low), float(high)


def difference(one: Sequence[float], other: Sequence[float]) -> tuple[float, float, float]:
    """By how much the first says more than the other, vector by vector: mean and 95 % interval."""
    apart = np.array(one) - np.array(other)
    mean = float(apart.mean())
    if apart.size < 2:
        return mean, -1.0, 1.0
    error = float(apart.std(ddof=1)) / np.sqrt(apart.size)
    half = float(stdtrit(apart.size - 1, 0.975)) * error
    return mean, max(mean - half, -1.0), min(mean + half, 1.0)
