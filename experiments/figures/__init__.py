"""What is drawn: the figures of a results folder, from its saved tables alone.

One file per figure; `drawing` holds how it looks and what is read, `words` what is said.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import as_completed
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from experiments.figures import (
    blocked,
    draws,
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
from experiments.figures.drawing.progress import Drawing
from experiments.figures.drawing.reading import read
from experiments.figures.drawing.tables import MANY, NotDrawn, Tables
from experiments.figures.why import scatter
from experiments.mistakes import Interrupted, UserError
from experiments.outlets import remark
from experiments.processes import process_pool
from experiments.store.folders import refuse_links
from experiments.store.manifest import read_manifest
from experiments.store.whole_files import clear_mine

__all__ = ["draw", "draw_all", "pictures"]

Figures = tuple[ModuleType, ...]

_SLOWEST_FIRST = (fans, incidence, rungs_by_week, time_to_entry, outcomes, entry, heatmap)
_FIGURES = (*_SLOWEST_FIRST, blocked, highest_rung, draws, scatter)
_MAIN = (outcomes, entry, heatmap, draws, scatter)
WHICH: dict[str, Figures] = {"all": _FIGURES, "main": _MAIN, "none": ()}


@dataclass(frozen=True)
class Finished:
    """What became of a figure: its files, or why it was left out."""

    name: str
    files: Sequence[Path] = ()
    left_out: str = ""


def draw(folder: Path, which: str = "all") -> list[Path]:
    """Draw the figures of a folder, all, the main ones or none; gives back the files written.

    A study that was killed before it could write its tables gets them first. Raises UserError where
    a table is missing or damaged, and Interrupted after Ctrl-C.
    """
    if which not in WHICH:
        raise UserError(f"figures = {which} is not one of {', '.join(WHICH)}")
    read_manifest(folder)
    refuse_links(folder)
    if which == "none":
        return []
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

    How far it is, and what is left out and why, is said on stderr. Raises UserError, before
    anything is drawn, for a table that is missing, empty or lacks columns.
    """
    tables = read(folder)
    (folder / "figures").mkdir(exist_ok=True)
    asked = _FIGURES if figures is None else figures
    few = len(tables.treatments) <= MANY  # more are not worth sending to other processes
    progress = Drawing(len(asked))
    found = {}
    with closing(_in_turn(tables, folder, asked, workers if few else 1)) as finished:
        for each in finished:
            found[each.name] = each
            progress.advance(bool(each.files))
    progress.finish()
    in_order = [found[_name(figure)] for figure in asked]
    _say_left_out(in_order)
    return [file for each in in_order for file in each.files]


def pictures(tables: Tables) -> Iterator[Picture]:
    """Every picture that the tables allow, one at a time, not yet on the disk."""
    for figure in _FIGURES:
        try:
            yield from figure.draw(tables)
        except NotDrawn:
            continue


def _in_turn(
    tables: Tables, folder: Path, asked: Figures, workers: int
) -> Generator[Finished, None, None]:
    """What becomes of each figure, as they are finished."""
    if workers < 2 or len(asked) < 2:
        yield from (_draw(figure, tables, folder) for figure in asked)
        return
    with process_pool(min(workers, len(asked)), clear_mine) as pool:
        places = map(_FIGURES.index, asked)
        drawings = [pool.submit(_draw_kind, place, tables, folder) for place in places]
        try:
            yield from (drawing.result() for drawing in as_completed(drawings))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _draw(figure: ModuleType, tables: Tables, folder: Path) -> Finished:
    name = _name(figure)
    try:
        with style():
            pictures = figure.draw(tables)
            files = [file for picture in pictures for file in save(picture, folder / "figures")]
    except NotDrawn as why:
        return Finished(name, left_out=str(why))
    return Finished(name, files)


def _draw_kind(number: int, tables: Tables, folder: Path) -> Finished:
    return _draw(_FIGURES[number], tables, folder)


def _name(figure: ModuleType) -> str:
    return figure.__name__.rpartition(".")[2]


def _say_left_out(drawn: Sequence[Finished]) -> None:
    """A line for every reason why figures were left out, on stderr."""
    reasons = dict.fromkeys(each.left_out for each in drawn if each.left_out)
    for why in reasons:
        names = ", ".join(each.name for each in drawn if each.left_out == why)
        remark(f"{names}: {why}")
