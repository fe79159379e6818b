"""Does entering save him? In power a year after the first answer, by pressure and answer: over all
worlds asked, and where the army obeys.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, sheet
from experiments.words.colours import colour
from experiments.words.dilemma import Verdict, finding, verdict
from experiments.words.names import RUNGS
from sim.numbers import thousands

_PANELS = {"all": "All worlds asked", "obeys": "Where the army obeys the order to enter"}
_LINES = {"limited_entry": "o", "posture": "s", "refuse": "^"}  # answer -> mark
_NAMES = {"limited_entry": "limited\nentry", "posture": "own units\nto the border"}


def dilemma(rows: pd.DataFrame) -> Picture:
    """The picture, from rows of dilemma.csv with what he expected."""
    shown = rows[rows["answer"].isin(_LINES)]
    panels = [name for name in _PANELS if name in set(shown["group"])]
    subtitle = (
        "Chance of still being in power a year after his first answer to an ultimatum, by that "
        "answer, kept for the year; filled: what happened, open: what he expected"
    )
    figure = sheet(dilemma_says(rows), subtitle, _caption(shown), 10, 4.2)
    axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    for each, group in zip(axes, panels, strict=True):
        mine = shown[shown["group"] == group]
        _lines(each, mine)
        each.set_title(_PANELS[group], loc="left", pad=22)
    axes[0].set_ylabel("in power a year later")
    return Picture("dilemma", figure, rows)


def dilemma_says(rows: pd.DataFrame) -> str:
    """The finding: whether entering saves him, over all and where the army obeys."""
    entering = rows[rows["answer"] == "limited_entry"]
    found: dict[str, dict[float, Verdict]] = {group: {} for group in _PANELS}
    for _, row in entering.iterrows():
        said = verdict(row["less_best_low"], row["less_best_high"])
        found[row["group"]][float(row["pressure"])] = said
    return finding(*found.values())


def _lines(axes: Axes, rows: pd.DataFrame) -> None:
    ends = []
    for answer, mark in _LINES.items():
        mine = rows[rows["answer"] == answer].sort_values("pressure")
        x, tint = mine["pressure"], colour(answer)
        axes.fill_between(
            x, mine["in_power_low"], mine["in_power_high"], color=tint, alpha=0.18, linewidth=0
        )
        axes.plot(x, mine["in_power"], color=tint, marker=mark, markersize=5)
        axes.plot(
            x, pd.to_numeric(mine["expected"]), color=tint, marker=mark, markersize=6,
            markerfacecolor="white", linestyle=(0, (1, 2)), linewidth=1,
        )  # fmt: skip
        ends.append((float(mine["in_power"].iloc[-1]), _NAMES.get(answer, RUNGS[answer]), tint))
    marks.linear_shares(axes, 1.02)
    axes.margins(x=0.04)
    axes.set_xticks(sorted(set(rows["pressure"])))
    axes.set_xlabel("Kremlin pressure")
    marks.name_levels(axes)
    marks.end_labels(axes, ends, gap=0.09)


def _caption(rows: pd.DataFrame) -> str:
    worlds = rows["asked"]
    least, most = thousands(worlds.min()), thousands(worlds.max())
    return (
        f"The same worlds with each answer forced, {least} to {most} a point; pressures at which "
        "fewer than 30 were asked are left out. Bands are 95 % intervals. He is saved where he is "
        "in power more often than with the best of four answers below entry. Everything is given "
        "the model and its assumptions."
    )
