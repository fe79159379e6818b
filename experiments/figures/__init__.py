"""What is drawn: the figures of a results folder, from its saved tables alone.

One file per figure; `drawing` holds how it looks and what is read, `words` what is said.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
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
from experiments.figures.drawing.canvas import Picture, save, style
from experiments.figures.drawing.tables import Tables, read
from experiments.mistakes import Interrupted
from experiments.processes import process_pool
from experiments.store.folders import refuse_links
from experiments.store.manifest import read_manifest
from experiments.store.whole_files import clear_mine

__all__ = ["draw", "draw_all", "pictures"]

Figures = tuple[ModuleType, ...]

_SLOWEST_FIRST = (fans, incidence, rungs_by_week, time_to_entry, outcomes, entry, heatmap)
_FIGURES = (*_SLOWEST_FIRST, blocked, highest_rung)
WHICH: dict[str, Figures] = {"all": _FIGURES, "main": (outcomes, entry, heatmap), "none": ()}


def draw(folder: Path, which: str = "all") -> list[Path]:
    """Draw the figures of a folder, all, the main ones or none; gives back the files written.

    A study that was killed before it could write its tables gets them first. Raises UserError where
    a table is missing or damaged, and Interrupted after Ctrl-C.
    """
    read_manifest(folder)
    refuse_links(folder)
    if not (folder / "summary.csv").is_file() and list((folder / "counts").glob("part-*")):
        from experiments.findings.tables import refresh_tables

        refresh_tables(folder)
    try:
        return draw_all(folder, workers=os.cpu_count() or 1, figures=WHICH[which])
    except KeyboardInterrupt:
        again = f"python -m experiments.plot {folder}"
        raise Interrupted(f"worlds and tables are kept; {again} draws the figures") from None


def draw_all(folder: Path, workers: int = 1, figures: Figures | None = None) -> list[Path]:
    """Draw some figures, or every one that the tables of a folder allow, into folder/figures.

    Raises UserError, before anything is drawn, for a table that is missing, empty or lacks columns.
    """
    tables = read(folder)
    (folder / "figures").mkdir(exist_ok=True)
    asked = _FIGURES if figures is None else figures
    if workers == 1 or len(asked) < 2:
        drawn = [_draw(figure, tables, folder) for figure in asked]
    else:
        with process_pool(min(workers, len(asked)), clear_mine) as pool:
            places = map(_FIGURES.index, asked)
            drawn = list(pool.map(_draw_kind, places, repeat(tables), repeat(folder)))
    return [file for files in drawn for file in files]


def pictures(tables: Tables) -> Iterator[Picture]:
    """Every picture that the tables allow, one at a time, not yet on the disk."""
    return (picture for figure in _FIGURES for picture in figure.draw(tables))


def _draw(figure: ModuleType, tables: Tables, folder: Path) -> list[Path]:
    with style():
        pictures = figure.draw(tables)
        return [file for picture in pictures for file in save(picture, folder / "figures")]


def _draw_kind(number: int, tables: Tables, folder: Path) -> list[Path]:
    return _draw(_FIGURES[number], tables, folder)
