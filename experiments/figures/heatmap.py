"""P(entry) over two parameters at once: a cell a treatment with its number, or contours where the
cells are too many for numbers. The study's baseline is framed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LogNorm, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.captions import caption, refuse_story, span
from experiments.figures.drawing.choosing import baseline, values
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Tables, shown
from experiments.words.colours import BLACK, INK, PALE
from experiments.words.columns import alike
from experiments.words.parameters import SPACE, axis, value
from sim.numbers import apart, listed, percent, told

_COLOURS = "cividis"
_CONTOURS = (0.01, 0.05, 0.2, 0.5, 0.8)
_WRITTEN = 150  # cells that still hold a number
_SMOOTH = 500  # cells that contours are drawn through; more have few worlds each
_LABELS = 16  # along an axis
_FRAME: dict[str, Any] = {
    "edgecolor": BLACK, "linewidth": 1.6, "path_effects": marks.halo(), "zorder": 3,
}  # fmt: skip
_WIDE = 50  # times the lowest share, from which the colours follow orders of magnitude


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of a two-way grid; none for any other experiment, or where most combinations were
    not lived, such as those of values taken in step.
    """
    if len(tables.swept) != 2 or tables.drawn:
        return
    refuse_story(tables)
    down, along = sorted(
        tables.swept, key=lambda path: (path == "pressure.level", not tables.numeric(path))
    )[:2]
    table = tables.summary[tables.summary["outcome"] == "entry"]
    rows, columns = table[down].nunique(), table[along].nunique()
    if min(rows, columns) < 2 or len(table) <= rows * columns / 2:
        return
    yield _map(tables, table, down, along)


def _map(tables: Tables, table: pd.DataFrame, down: str, along: str) -> Picture:
    counted = seen(table)
    rows, columns = values(tables, down), values(tables, along)
    cells = _laid(table.assign(shown=table["probability"].where(counted)), "shown", down, along)
    shares = _laid(table, "probability", down, along)
    cells, shares = (each.reindex(index=rows, columns=columns) for each in (cells, shares))
    written = cells.size <= _WRITTEN
    smooth = tables.numeric(down) and tables.numeric(along) and not written
    smooth = smooth and cells.size <= _SMOOTH
    contours = (
        [level for level in _CONTOURS if shares.min().min() < level < shares.max().max()]
        if smooth
        else []
    )
    which = "every combination" if shares.notna().all(axis=None) else "combinations that were lived"
    subtitle = f"P(entry) within {span(tables)}, in {which}"
    own = _own(tables, rows, columns, down, along)
    text = caption(tables, table, *_notes(table, contours, own is not None))
    size = min(5 + 0.85 * cells.shape[1], 13), min(1.6 + 0.55 * cells.shape[0], 9)
    figure = sheet(_title(tables, table), subtitle, text, *size)
    axes = figure.subplots()
    norm = _norm(cells)
    image = axes.imshow(
        np.ma.masked_invalid(cells.to_numpy(dtype=float)), cmap=_colours(), norm=norm,
        origin="lower", aspect="auto",
    )  # fmt: skip
    if counted.any():
        _scale(figure, axes, image, shares, contours)
    _ticks(axes, cells, down, along)
    if written:
        _numbers(axes, table, cells, down, along, norm)
    if own is not None:
        axes.add_patch(Rectangle((own[0] - 0.47, own[1] - 0.46), 0.94, 0.92, fill=False, **_FRAME))
    return Picture("heatmap", figure, table)


def _laid(table: pd.DataFrame, column: str, down: str, along: str) -> pd.DataFrame:
    """A column of the table as a grid."""
    return table.pivot(index=down, columns=along, values=column)


def _own(
    tables: Tables, rows: list[Any], columns: list[Any], down: str, along: str
) -> tuple[int, int] | None:
    """The place of the study's own scenario, along and up; None where it was not lived."""
    value, other = baseline(tables, along), baseline(tables, down)
    if value is None or other is None:
        return None
    return columns.index(value), rows.index(other)


def _colours() -> Colormap:
    """Shares from dark to bright; grey where too few worlds entered to tell."""
    return colormaps[_COLOURS].with_extremes(bad=PALE)


def _norm(cells: pd.DataFrame) -> Normalize:
    low, high = float(cells.min().min()), float(cells.max().max())
    if not high > 0:
        return Normalize(0, 1)
    return LogNorm(low, high) if low > 0 and high / low >= _WIDE else Normalize(0, high)


def _scale(
    figure: Figure, axes: Axes, image: Any, shares: pd.DataFrame, contours: list[float]
) -> None:
    written = FuncFormatter(marks.in_per_cent)
    bar = figure.colorbar(image, ax=axes, fraction=0.05, pad=0.02, format=written)
    if isinstance(image.norm, LogNorm):
        low, high = image.get_clim()
        steps = (1, 2, 5) if high < 1e3 * low else (1,)
        ticks = [step * 10**power for power in range(-7, 0) for step in steps]
        bar.set_ticks([tick for tick in ticks if low <= tick <= high])
    bar.ax.minorticks_off()
    bar.set_label("P(entry)")
    bar.outline.set_visible(False)
    if contours:
        bar.add_lines(axes.contour(shares, levels=contours, colors="white", linewidths=1.3))


def _ticks(axes: Axes, cells: pd.DataFrame, down: str, along: str) -> None:
    columns, rows = _labelled(cells.shape[1]), _labelled(cells.shape[0])
    names = [value(along, cells.columns[place]) for place in columns]
    axes.set_xticks(columns, [name.replace(f"{SPACE}(", "\n(") for name in names])
    axes.set_yticks(rows, [value(down, cells.index[place]) for place in rows])
    axes.set_xlabel(axis(along))
    axes.set_ylabel(textwrap.fill(axis(down), min(8 * cells.shape[0] + 10, 90)))
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _labelled(count: int) -> list[int]:
    """The places along an axis that bear a label: all, or some evenly spaced."""
    return list(range(0, count, -(-count // _LABELS)))


def _numbers(
    axes: Axes, table: pd.DataFrame, cells: pd.DataFrame, down: str, along: str, norm: Normalize
) -> None:
    rows, columns = list(cells.index), list(cells.columns)
    numbers = alike([shown(row) for _, row in table.iterrows()])
    for (_, row), number in zip(table.iterrows(), numbers, strict=True):
        place = columns.index(row[along]), rows.index(row[down])
        told = pd.notna(cells.loc[row[down], row[along]])
        heat = float(norm(cells.loc[row[down], row[along]])) if told else 1.0
        ink = "white" if heat < 0.5 else INK
        axes.text(*place, number, ha="center", va="center", size=8.5, color=ink)


def _notes(table: pd.DataFrame, contours: list[float], framed: bool) -> list[str]:
    widest = percent((table["high"] - table["low"]).max() / 2).removesuffix(" %")
    lines = (
        "White lines: where P(entry) passes "
        f"{listed([f'{100 * level:g} %' for level in contours])}."
        if contours
        else ""
    )
    rare = (
        ""
        if seen(table).all()
        else "Grey: too few worlds entered to tell; < is an upper bound (95 %)."
    )
    return [
        f"The 95 % interval of a cell, of luck alone, is at most ±{widest} points.",
        rare,
        "Framed: the study's own scenario." if framed else "",
        lines,
    ]


def _title(tables: Tables, table: pd.DataFrame) -> str:
    ranked = table.sort_values("probability", kind="stable")
    low, high = ranked.iloc[0], ranked.iloc[-1]
    if not apart(shown(low), shown(high)):
        return f"Entry differs little over the grid: {told(shown(low))} to {told(shown(high))}"
    least, most = (f"{told(shown(row))}{tables.at(tables.values(row))}" for row in (low, high))
    return f"Entry ranges from {least} to {most}"
