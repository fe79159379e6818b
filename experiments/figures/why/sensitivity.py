"""What drives entry: shares of the variance by group of inputs, alone and with others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.marks import halo
from experiments.words.colours import BLACK, BLUE, GREY, INK, ORANGE, PALE
from experiments.words.parameters import setting
from experiments.words.why.drivers import (
    DUMMY,
    TOGETHER,
    Row,
    finding,
    group,
    kind,
    noise,
    single,
    whole,
)
from sim.numbers import thousands

_COLOURS = {"parameters": BLUE, "structure": ORANGE, "luck": BLACK, DUMMY: GREY}
_PANELS = {"entry": "Log odds of entry", "share of entry": "P(entry) itself"}
_GAP = 0.19  # of a row, between what a group decides alone and with others


def draw(rows: pd.DataFrame, about: dict[str, Any]) -> Picture:
    """The picture, from the rows of one level; `about` says weeks, points, worlds and beliefs."""
    names = _order(rows)
    where = f"at {setting('pressure.level', float(rows['level'].iloc[0]))}"
    title = finding(_records(_of(rows, "entry")), where)
    figure = sheet(title, _subtitle(about), _caption(about), 11, 0.9 + 0.34 * len(names))
    panels = figure.subplots(1, len(_PANELS), sharey=True)
    for axes, (output, says) in zip(panels, _PANELS.items(), strict=True):
        mine = {str(row["group"]): row for row in _records(_of(rows, output))}
        _floor(axes, mine)
        for place, name in enumerate(names):
            _row(axes, place, mine[name])
        axes.set_title(says, loc="left")
        _finish(axes, names, mine)
    _legend(panels[0])
    return Picture("sensitivity", figure, rows)


def _of(rows: pd.DataFrame, output: str) -> pd.DataFrame:
    return rows[rows["output"] == output]


def _order(rows: pd.DataFrame) -> list[str]:
    """Groups from the top: what is made of others first, then those that decide most."""
    mine = _records(_of(rows, "entry"))
    there = {row["group"] for row in mine}
    return [name for name in TOGETHER if name in there] + [row["group"] for row in single(mine)]


def _records(rows: pd.DataFrame) -> list[Row]:
    return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


def _row(axes: Axes, place: int, row: Row) -> None:
    """What a group decides alone, open, above what it decides with others, filled."""
    colour = _COLOURS[kind(row["group"])]
    for column, shift, filled in (("first", -_GAP, False), ("total", _GAP, True)):
        low, high = max(row[f"{column}_low"], 0.0), row[f"{column}_high"]
        axes.plot([low, min(max(high, 0.0), 1.0)], [place + shift] * 2, color=colour, lw=1.4)
        axes.plot(
            min(max(row[column], 0.0), 1.0), place + shift, marker="o", ms=5.5, color=colour,
            markerfacecolor=colour if filled else "white", linestyle="none", clip_on=False,
        )  # fmt: skip
    at = min(max(row["total_high"], row["first_high"]), 1.0)
    axes.text(at, place + _GAP, f"  {whole(row)}", va="center", size=8, path_effects=halo())


def _floor(axes: Axes, rows: Mapping[str, Row]) -> None:
    """Up to where an input that nothing uses may seem to decide something alone."""
    if DUMMY in rows:
        floor = noise(rows[DUMMY])
        axes.axvspan(0, floor, color=PALE, alpha=0.5, linewidth=0)
        axes.axvline(floor, color=GREY, linewidth=1)


def _finish(axes: Axes, names: list[str], rows: Mapping[str, Row]) -> None:
    axes.set_yticks(range(len(names)), [_label(name) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    together = sum(name in TOGETHER for name in names)
    axes.axhline(together - 0.5, color=INK, linewidth=0.6)
    top = max(max(rows[name]["total_high"], rows[name]["first_high"]) for name in names)
    axes.set_xlim(0, min(1.14 * max(top, 0.05), 1.12))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=None, symbol=" %"))
    axes.set_xlabel("share of the variance")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)


def _label(name: str) -> str:
    told = group(name)
    return told[0].upper() + told[1:]


def _legend(axes: Axes) -> None:
    for word, filled in (("alone", False), ("with others", True)):
        axes.plot([], [], marker="o", color=INK, linestyle="none", label=word,
                  markerfacecolor=INK if filled else "white")  # fmt: skip
    for name in ("parameters", "structure", "luck"):
        axes.plot([], [], color=_COLOURS[name], linewidth=3, label=name)
    axes.legend(loc="lower right", fontsize=8)


def _subtitle(about: dict[str, Any]) -> str:
    return (
        "Share of the variance that each group of inputs decides alone and with all that it does "
        f"together with others; entry within {about['weeks']} weeks"
    )


def _caption(about: dict[str, Any]) -> str:
    return (
        f"Sobol' indices from {thousands(about['evaluations'])} evaluations of "
        f"{thousands(about['worlds'])} worlds that share their dice, on {about['replicates']} "
        "replicates; lines are 95 % intervals (Student's over the replicates), numbers are what a "
        "group decides with others. Grey: what an input that nothing uses may seem to decide "
        "alone, by an estimator that is noisier than that of small groups. Parameters: "
        f"{about['beliefs']}, groups independent of one another; structures uniformly. Everything "
        "is given the model and its assumptions."
    )
