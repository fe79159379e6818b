"""Small multiples over time: a panel a treatment, months along the bottom."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures import marks, words
from experiments.figures.canvas import balanced, grid, sheet
from experiments.figures.tables import Results, Treatment

MOST = 9
_COLUMNS = 3


def multiples(
    results: Results, treatments: list[Treatment], title: str, subtitle: str, caption: str
) -> tuple[Figure, list[Axes]]:
    """A figure with a headed panel for each treatment; the heights are shared."""
    columns = min(_COLUMNS, len(treatments))
    size = (
        (8.5, 3.9)
        if len(treatments) == 1
        else (2.4 + 2.95 * columns, 2.35 * math.ceil(len(treatments) / columns))
    )
    figure = sheet(title, subtitle, caption, *size)
    panels = grid(figure, len(treatments), columns)
    for axes, treatment in zip(panels, treatments, strict=True):
        if results.swept:
            axes.set_title(
                _headed(results, treatment, 38 if len(treatments) > 1 else 80), loc="left"
            )
        marks.dates(axes)
    for place, axes in enumerate(panels):
        axes.tick_params(labelleft=place % columns == 0)
    return figure, panels


def _headed(results: Results, treatment: Treatment, most: int) -> str:
    """A treatment as a heading: on one line if it fits, else a line for each parameter."""
    text = results.setting(treatment)
    if len(text) > most:
        parts = [
            words.setting(path, value) for path, value in zip(results.swept, treatment, strict=True)
        ]
        text = ",\n".join(balanced(part, most) for part in parts)
    return text[0].upper() + text[1:]


def legend(panels: list[Axes], handles: list[Line2D | Patch], title: str | None = None) -> None:
    """A legend right of the top row."""
    corner = panels[min(_COLUMNS, len(panels)) - 1]
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
    return panels[:: min(_COLUMNS, len(panels))]


def months(axes: Axes, x: pd.Series) -> None:
    """The horizontal axis from the first to the last day."""
    axes.set_xlim(x.min(), max(x.max(), x.min() + 7))
