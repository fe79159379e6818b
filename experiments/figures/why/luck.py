"""Whose luck decides: how often other dice for one owner flip the outcome."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.marks import halo
from experiments.figures.drawing.tables import shown
from experiments.figures.why.captions import share_of
from experiments.words.colours import BLACK, GREY
from experiments.words.why.counterfactual import DICE, clear
from sim.numbers import listed, ranged, thousands

_ALL = "all"


def draw(rows: pd.DataFrame, weeks: int) -> Picture:
    """The picture, from the rows of flipped.csv."""
    rows = rows.assign(owner=rows["change"].str.partition("=")[2])
    caption = (
        f"{thousands(rows['worlds'].iloc[0])} worlds, each lived once as it is and once with other "
        "dice for one owner and everything else the same. Lines are 95 % intervals. "
        "Whether one share is larger is judged on the same worlds, which is surer. Shares of "
        "owners need not add up to that of all. Everything is given the model and its assumptions."
    )
    subtitle = f"Share of worlds that flip between entry within {weeks} weeks and none"
    figure = sheet(says(rows), subtitle, caption, 8.5, 2.6)
    axes = figure.subplots()
    for place, (_, row) in enumerate(rows.iterrows()):
        _bar(axes, place, row)
    axes.set_yticks(range(len(rows)), [DICE[owner] for owner in rows["owner"]])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, 1.45 * float(rows["high"].max()))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.3g} %"))
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    return Picture("luck", figure, rows)


def says(rows: pd.DataFrame) -> str:
    """The finding: whose dice flip the outcome most often, if that is sure."""
    own = rows[rows["owner"] != _ALL].sort_values("probability", ascending=False, kind="stable")
    first = own.iloc[0]
    if first["count"] == 0:
        return "No single owner's dice flip the outcome in these worlds"
    who = DICE[first["owner"]]
    begins = f"{who[0].upper()}{who[1:]}"
    rivals = [DICE[row["owner"]] for _, row in own.iloc[1:].iterrows()
              if not clear(share_of(row, "behind"))]  # fmt: skip
    if not rivals:
        return f"{begins} flip the outcome most often: in {ranged(shown(first))} of worlds"
    return f"{begins} flip the outcome most often, but not surely more often than {listed(rivals)}"


def _bar(axes: Axes, place: int, row: pd.Series[Any]) -> None:
    tint = GREY if row["owner"] == _ALL else BLACK
    axes.plot([0, row["probability"]], [place] * 2, color=tint, linewidth=1, alpha=0.5)
    axes.plot([row["low"], row["high"]], [place] * 2, color=tint, linewidth=1.6)
    axes.plot(row["probability"], place, "o", color=tint, markersize=6)
    axes.text(
        row["high"], place, f"  {ranged(shown(row))}", va="center", size=8, path_effects=halo()
    )
