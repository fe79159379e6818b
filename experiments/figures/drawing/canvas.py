"""The sheet every figure is drawn on, and how it reaches the disk: same tables, same bytes."""

from __future__ import annotations

import math
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from experiments.store.whole_files import whole
from experiments.words.colours import INK, QUIET
from experiments.words.parameters import SPACE

DPI = 150
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,  # a dollar is a dollar
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.titlesize": 9.5,
    "axes.labelsize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.7,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "lines.linewidth": 1.8,
    "hatch.linewidth": 0.5,
    "svg.hashsalt": "belarus-war-entry",
    "savefig.dpi": DPI,
}
_MARGIN = 0.12  # inch
_TITLE, _SUBTITLE, _CAPTION = 13.0, 9.5, 8.0  # points


@dataclass(frozen=True)
class Picture:
    """A finished figure and exactly the rows it was drawn from."""

    name: str
    figure: Figure
    rows: pd.DataFrame


@contextmanager
def style() -> Iterator[None]:
    """Matplotlib as the figures need it, whatever the reader's own settings.

    They come back afterwards.
    """
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from")  # drawn as boxes
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        yield


def sheet(title: str, subtitle: str, caption: str, width: float, body: float) -> Figure:
    """A figure with its texts in place; `body` is the height in inches left for the drawing."""
    heads = [
        (_wrapped(title, width, _TITLE, bold=True), _TITLE),
        (_wrapped(subtitle, width, _SUBTITLE), _SUBTITLE),
    ]
    foot = _wrapped(caption, width, _CAPTION)
    top = sum(_inches(text, size) for text, size in heads) + 0.16
    bottom = _inches(foot, _CAPTION) + 0.12
    height = top + body + bottom + 2 * _MARGIN
    room = (0.005, (bottom + _MARGIN) / height, 0.99, body / height)
    figure = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(rect=room))
    place = 1 - _MARGIN / height
    for (text, size), weight, colour in zip(heads, ("bold", "normal"), (INK, QUIET), strict=True):
        figure.text(
            _MARGIN / width,
            place,
            text,
            size=size,
            weight=weight,
            color=colour,
            va="top",
            linespacing=1.2,
        )
        place -= (_inches(text, size) + 0.05) / height
    figure.text(
        _MARGIN / width,
        _MARGIN / height,
        foot,
        size=_CAPTION,
        color=QUIET,
        va="bottom",
        linespacing=1.25,
    )
    return figure


def grid(figure: Figure, count: int, columns: int) -> list[Axes]:
    """As many panels as are needed, row by row, on shared axes."""
    columns = min(columns, count)
    places = figure.add_gridspec(math.ceil(count / columns), columns)
    axes: list[Axes] = []
    for number in range(count):
        first = axes[0] if axes else None
        axes.append(figure.add_subplot(places[number // columns, number % columns], sharey=first))
    return axes


def save(picture: Picture, folder: Path) -> list[Path]:
    """Write NAME.png, NAME.svg and NAME.csv, each whole or not at all; gives where they are."""
    _settle(picture.figure)
    png, svg, table = (folder / f"{picture.name}{suffix}" for suffix in (".png", ".svg", ".csv"))
    with whole(png) as unfinished:
        picture.figure.savefig(unfinished, format="png", metadata={"Software": None})
    with whole(svg) as unfinished:
        undated = {"Date": None, "Creator": None}
        picture.figure.savefig(unfinished, format="svg", metadata=undated)
    with whole(table) as unfinished:
        picture.rows.to_csv(unfinished, index=False, lineterminator="\n")
    return [png, svg, table]


def _settle(figure: Figure) -> None:
    """Lay the figure out once for both formats.

    Rounded, because the solver's last digits differ from run to run.
    """
    engine = figure.get_layout_engine()
    assert engine is not None
    engine.execute(figure)
    figure.set_layout_engine(None)
    for axes in figure.axes:
        left, bottom, width, height = axes.get_position(original=True).bounds
        rounded = (round(left, 6), round(bottom, 6), round(width, 6), round(height, 6))
        axes.set_position(rounded)


def _wrapped(text: str, width: float, size: float, bold: bool = False) -> str:
    text = text.replace(" %", f"{SPACE}%")
    most = int((width - 2 * _MARGIN) * 72 / (size * (0.63 if bold else 0.53)))
    return (
        balanced(text, most)
        if bold
        else textwrap.fill(text, most, break_long_words=False, break_on_hyphens=False)
    )


def balanced(text: str, most: int) -> str:
    """Text in as few lines of at most so many letters as it needs, the lines about equally long."""
    lines = len(textwrap.wrap(text, most, break_on_hyphens=False, break_long_words=False))
    tightest = next(
        letters
        for letters in range(max(1, len(text) // max(lines, 1)), most + 1)
        if len(textwrap.wrap(text, letters, break_on_hyphens=False, break_long_words=False))
        <= lines
    )
    return textwrap.fill(text, tightest, break_on_hyphens=False, break_long_words=False)


def _inches(text: str, size: float) -> float:
    return (text.count("\n") + 1) * size * 1.27 / 72
