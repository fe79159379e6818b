"""The figures of a results folder, drawn from its saved tables alone: nothing is simulated here.

One file per figure; `words` and `captions` hold what is said, `canvas` and `marks` how it looks, `tables` what is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from experiments.figures import blocked, entry, fans, heatmap, highest_rung, incidence, outcomes, rungs_by_week, time_to_entry
from experiments.figures.canvas import Picture, save, style
from experiments.figures.tables import FigureError, Results, read

__all__ = ["FigureError", "draw_all", "pictures"]

_FIGURES = (entry, heatmap, outcomes, blocked, highest_rung, incidence, time_to_entry, rungs_by_week, fans)


def draw_all(folder: Path) -> list[Path]:
    """Draw every figure that the tables of a results folder allow, into folder/figures, and give back the files written.

    Raises FigureError, before anything is drawn, for a table that is missing, empty or lacks columns.
    """
    results = read(Path(folder))
    target = Path(folder) / "figures"
    target.mkdir(exist_ok=True)
    with style():
        return [file for picture in pictures(results) for file in save(picture, target)]


def pictures(results: Results) -> Iterator[Picture]:
    """Every picture that the tables allow, one at a time, not yet on the disk."""
    return (picture for figure in _FIGURES for picture in figure.draw(results))
