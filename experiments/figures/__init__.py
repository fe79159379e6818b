"""The figures of a results folder, drawn from its saved tables alone: nothing is simulated here.

One file per figure; `words` and `captions` hold what is said, `canvas` and `marks` how it looks,
`tables` what is read.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from types import ModuleType

from experiments.figures import (
    blocked,
    entry,
    fans,
    heatmap,
    highest_rung,
    incidence,
    outcomes,
    rungs_by_week,
    time_to_entry,
)
from experiments.figures.canvas import Picture, save, style
from experiments.figures.tables import FigureError, Results, read

__all__ = ["FigureError", "draw_all", "pictures"]

_FIGURES = (
    fans,
    incidence,
    rungs_by_week,
    time_to_entry,
    outcomes,
    entry,
    heatmap,
    blocked,
    highest_rung,
)  # slowest first
_METHOD = "fork" if sys.platform == "linux" else "spawn"


def draw_all(folder: Path, workers: int = 1) -> list[Path]:
    """Draw every figure that the tables of a results folder allow, into folder/figures, and give
    back the files written.

    Raises FigureError, before anything is drawn, for a table that is missing, empty or lacks
    columns.
    """
    results = read(Path(folder))
    (Path(folder) / "figures").mkdir(exist_ok=True)
    if workers == 1:
        return [file for figure in _FIGURES for file in _draw(figure, results, Path(folder))]
    with ProcessPoolExecutor(
        min(workers, len(_FIGURES)), multiprocessing.get_context(_METHOD)
    ) as pool:
        drawn = list(
            pool.map(_draw_kind, range(len(_FIGURES)), repeat(results), repeat(Path(folder)))
        )
    return [file for files in drawn for file in files]


def pictures(results: Results) -> Iterator[Picture]:
    """Every picture that the tables allow, one at a time, not yet on the disk."""
    return (picture for figure in _FIGURES for picture in figure.draw(results))


def _draw(figure: ModuleType, results: Results, folder: Path) -> list[Path]:
    with style():
        return [
            file for picture in figure.draw(results) for file in save(picture, folder / "figures")
        ]


def _draw_kind(number: int, results: Results, folder: Path) -> list[Path]:
    return _draw(_FIGURES[number], results, folder)
