"""Small multiples over time: a panel a treatment, months along the bottom."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import balanced, grid, sheet
from experiments.figures.drawing.choosing import two_way
from experiments.figures.drawing.tables import Tables, TreatmentValues
from experiments.words.parameters import setting

MOST = 9
_COLUMNS, _MOST_COLUMNS = 3, 4


def multiples(
    tables: Tables, treatments: list[TreatmentValues], title: str, subtitle: str, caption: str
) -> tuple[Figure, list[Axes]]:
    """A figure with a headed panel for each treatment; the heights are shared."""
    columns = _columns(tables, treatments)
    size = (
        (8.5, 3.9)
        if len(treatments) == 1
        else (2.4 + 2.95 * columns, 2.35 * math.ceil(len(treatments) / columns))
    )
    figure = sheet(title, subtitle, caption, *size)
    panels = grid(figure, len(treatments), columns)
    for axes, treatment in zip(panels, treatments, strict=True):
        if tables.swept:
            axes.set_title(
                _headed(tables, treatment, 38 if len(treatments) > 1 else 80), loc="left"
            )
        marks.dates(axes)
    for place, axes in enumerate(panels):
        axes.tick_params(labelleft=place % columns == 0)
    return figure, panels


def _columns(tables: Tables, treatments: list[TreatmentValues]) -> int:
    """Panels side by side: of a grid of two the values of one, so that rows are the other's."""
    ways = two_way(tables)
    if ways and tables.swept[1] == ways[1] and len(treatments) > 1:
        along = len({treatment[1] for treatment in treatments})
        if 1 < along <= _MOST_COLUMNS:
            return along
    return min(_COLUMNS, len(treatments))


def _headed(tables: Tables, treatment: TreatmentValues, most: int) -> str:
    """A treatment as a heading: on one line if it fits, else a line for each parameter."""
    text = tables.setting(treatment)
    if len(text) > most:
        parts = [setting(path, value) for path, value in zip(tables.swept, treatment, strict=True)]
        text = ",\n".join(balanced(part, most) for part in parts)
    return text[0].upper() + text[1:]


def legend(panels: list[Axes], handles: Sequence[Line2D | Patch], title: str | None = None) -> None:
    """A legend right of the top row."""
    corner = panels[_beside(panels) - 1]
    corner.legend(
        handles=handles,
        title=title,
        loc="upper left",
        bbox_to_anchor=(1.01, 1.03),
        borderaxespad=0.3,
        alignment="left",
    )


def left_column(panels: list[Axes]) -> list[Axes]:
    """The panels that carry the label of the heights."""
    return panels[:: _beside(panels)]


def _beside(panels: list[Axes]) -> int:
    """How many panels stand side by side."""
    place = panels[0].get_subplotspec()
    return min(place.get_gridspec().ncols if place else 1, len(panels))


def months(axes: Axes, x: pd.Series[Any]) -> None:
    """The horizontal axis from the first to the last day."""
    axes.set_xlim(x.min(), max(x.max(), x.min() + 7))
