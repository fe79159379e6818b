"""P(entry) over two parameters at once: a cell a treatment, contours where both are numbers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm, Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.captions import caption, span
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Tables, shown
from experiments.words.colours import INK
from experiments.words.parameters import SPACE, axis, value
from sim.numbers import apart, estimate, listed, percent, told

_COLOURS = "cividis"
_CONTOURS = (0.01, 0.05, 0.2, 0.5, 0.8)
_WRITTEN = 150  # cells that still hold a number
_SMOOTH = 500  # cells that contours are drawn through; more have few worlds each
_LABELS = 16  # along an axis
_WIDE = 50  # times the lowest share, from which the colours follow orders of magnitude


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of a two-way grid; none for any other experiment, or where most combinations were
    not lived, such as those of values taken in step.
    """
    if len(tables.swept) != 2 or tables.drawn:
        return
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
    least = (
        table["probability"].where(counted, table["high"]).min()
    )  # the colour of every cell without an entry
    cells = table.assign(shown=table["probability"].where(counted, least)).pivot(
        index=down, columns=along, values="shown"
    )
    shares = table.pivot(index=down, columns=along, values="probability")
    smooth = tables.numeric(down) and tables.numeric(along) and cells.size <= _SMOOTH
    contours = (
        [level for level in _CONTOURS if shares.min().min() < level < shares.max().max()]
        if smooth
        else []
    )
    which = "every combination" if cells.notna().all(axis=None) else "combinations that were lived"
    subtitle = f"P(entry) within {span(tables)}, in {which}"
    text = caption(tables, table, *_notes(table, contours))
    figure = sheet(
        _title(tables, table),
        subtitle,
        text,
        min(5 + 0.85 * cells.shape[1], 13),
        min(1.6 + 0.55 * cells.shape[0], 9),
    )
    axes = figure.subplots()
    norm = _norm(cells)
    image = axes.imshow(cells, cmap=_COLOURS, norm=norm, origin="lower", aspect="auto")
    _scale(figure, axes, image, shares, contours)
    _ticks(axes, cells, down, along)
    if cells.size <= _WRITTEN:
        _numbers(axes, table, cells, down, along, norm)
    return Picture("heatmap", figure, table)


def _norm(cells: pd.DataFrame) -> Normalize:
    low, high = float(cells.min().min()), float(cells.max().max())
    return LogNorm(low, high) if low > 0 and high / low >= _WIDE else Normalize(0, high)


def _scale(
    figure: Figure, axes: Axes, image: Any, shares: pd.DataFrame, contours: list[float]
) -> None:
    bar = figure.colorbar(
        image,
        ax=axes,
        fraction=0.05,
        pad=0.02,
        format=FuncFormatter(lambda share, _: f"{100 * share:.3g} %"),
    )
    if isinstance(image.norm, LogNorm):
        bar.set_ticks(
            [
                step * 10**power
                for power in range(-7, 0)
                for step in (1, 2, 5)
                if image.norm.vmin <= step * 10**power <= image.norm.vmax
            ]
        )
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
    for _, row in table.iterrows():
        place = columns.index(row[along]), rows.index(row[down])
        heat = float(norm(cells.loc[row[down], row[along]]))
        rim = marks.halo(colormaps[_COLOURS](heat))
        ink = "white" if heat < 0.5 else INK
        axes.text(
            *place,
            estimate(shown(row)),
            ha="center",
            va="center",
            size=8.5,
            color=ink,
            path_effects=rim,
        )


def _notes(table: pd.DataFrame, contours: list[float]) -> list[str]:
    widest = percent((table["high"] - table["low"]).max() / 2).removesuffix(" %")
    lines = (
        "White lines: where P(entry) passes "
        f"{listed([f'{100 * level:g} %' for level in contours])}."
        if contours
        else ""
    )
    return [
        f"The 95 % interval of a cell is at most ±{widest} points; < marks an upper bound "
        "(95 %) where no world entered.",
        lines,
    ]


def _title(tables: Tables, table: pd.DataFrame) -> str:
    ranked = table.sort_values("probability")
    low, high = ranked.iloc[0], ranked.iloc[-1]
    if not apart(shown(low), shown(high)):
        return f"Entry differs little over the grid: {told(shown(low))} to {told(shown(high))}"
    least, most = (f"{told(shown(row))}{tables.at(tables.values(row))}" for row in (low, high))
    return f"Entry ranges from {least} to {most}"
