"""Single parameters by how much they move the log odds of entry, the strongest first."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.marks import halo
from experiments.words.colours import BLUE, QUIET
from experiments.words.parameters import setting, short
from experiments.words.why.drivers import group
from sim.numbers import listed, odds

SHOWN = 12


def draw(rows: pd.DataFrame, about: dict[str, Any]) -> Picture:
    """The picture, from the rows of one level, the strongest first."""
    shown = rows.head(SHOWN)
    subtitle = (
        "Mean size of the change in the log odds of entry when one parameter goes from its 5 % to "
        "its 95 % quantile, wherever the others stand"
    )
    figure = sheet(finding(rows), subtitle, _caption(rows, about), 10, 0.8 + 0.36 * len(shown))
    axes = figure.subplots()
    for place, (_, row) in enumerate(shown.iterrows()):
        _row(axes, place, row)
    names = [f"{short(row['parameter'])}" for _, row in shown.iterrows()]
    axes.set_yticks(range(len(shown)), names)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xlim(0, 1.3 * float(shown["strength_high"].max()))
    axes.set_xlabel("mean size of the effect on the log odds of entry (circle: the mean effect)")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    return Picture("screening", figure, rows)


def finding(rows: pd.DataFrame) -> str:
    """The finding: the parameters that none is surely ahead of, or that they are many."""
    where = f"at {setting('pressure.level', float(rows['level'].iloc[0]))}"
    if float(rows["strength_low"].max()) <= 0:
        return f"No single parameter is seen to move entry {where}"
    first = rows[rows["strength_high"] >= rows["strength_low"].max()]
    if len(first) > 3:
        held = first["owner"].map(group).unique().tolist()
        of = f", among {listed(held)}" if len(held) <= 4 else ""
        return f"{len(first)} single parameters of {len(rows)} may move entry most {where}{of}"
    names = listed([short(each) for each in first["parameter"]])
    move = "moves" if len(first) == 1 else "move"
    return f"Of {len(rows)} single parameters {names} {move} entry most {where}"


def _row(axes: Axes, place: int, row: pd.Series[Any]) -> None:
    axes.plot([max(row["strength_low"], 0), row["strength_high"]], [place] * 2, color=BLUE)
    axes.plot(row["strength"], place, marker="o", color=BLUE, markersize=6)
    axes.plot(
        abs(row["lean"]), place, marker="o", color=QUIET, markersize=9, markerfacecolor="none"
    )
    sign = "raises" if row["lean"] > 0 else "lowers"
    said = f"  {odds(row['strength'])}, {sign} it on average ({row['owner']})"
    axes.text(row["strength_high"], place, said, va="center", size=8, path_effects=halo())


def _caption(rows: pd.DataFrame, about: dict[str, Any]) -> str:
    return (
        f"Elementary effects of {len(rows)} parameters along {about['morris']} trajectories, "
        f"{about['screening']} worlds a point on common luck; lines are 95 % intervals (Student's "
        f"over the trajectories). Shown: the {min(SHOWN, len(rows))} strongest as estimated; the "
        "largest of many estimates tend to be too large. Where the circle is well inside the dot, "
        f"the sign depends on the others. Parameters: {about['beliefs']}, each by itself. "
        "Everything is given the model and its assumptions."
    )
