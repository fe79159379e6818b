"""What each actor's levers do to P(entry), a prior standard deviation up, with intervals."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.words.colours import BLACK, BLUE, GREY, INK, ORANGE

_KINDS = {"prior": "points of the prior", "calibrated": "vectors of the record"}
_TOGETHER = "together"


def draw(rows: pd.DataFrame, kind: str, worlds: int) -> Picture:
    """The picture, from the rows of levers.csv."""
    subtitle = (
        "Change of P(entry), in points, when a lever is raised by one prior sd (by its step where "
        "that is named), everything else as it was; diamonds: all of an actor's, pulled as he would"
    )
    caption = (
        f"{int(rows['points'].max()):,} {_KINDS[kind]}, {worlds} worlds each, the same whatever is "
        "pulled; lines are 95 % intervals over them. Grey: the interval holds nought. Which way an "
        "actor would pull is a judgement. Everything is given the model and its assumptions."
    )
    actors = list(dict.fromkeys(rows["actor"]))
    figure = sheet(says(rows), subtitle, caption, 9.5, 0.9 + 0.25 * (len(rows) + len(actors)))
    axes = figure.subplots()
    names: list[str] = []
    for actor in actors:
        names.append(actor)
        for _, row in rows[rows["actor"] == actor].iterrows():
            _mark(axes, len(names), row)
            names.append(_named(row))
    _finish(axes, names, actors)
    return Picture("levers", figure, rows)


def says(rows: pd.DataFrame) -> str:
    """The finding: the strongest lever of one prior sd, and whose levers do most together."""
    single = rows[(rows["parameter"] != _TOGETHER) & (rows["step"] == "1 sd") & rows["clear"]]
    both = rows[(rows["parameter"] == _TOGETHER) & rows["clear"]]
    if single.empty:
        return "No lever moves P(entry) clearly by one prior sd"
    first = single.iloc[int(single["effect"].abs().argmax())]
    said = (
        f"One prior sd of {first['lever']} moves P(entry) most: {_points(first['effect'])} points"
    )
    if both.empty:
        return said
    most = both.iloc[int(both["effect"].abs().argmax())]
    return f"{said}; all that {most['actor']} can do: {_points(most['effect'])}"


def _mark(axes: Axes, place: int, row: pd.Series[Any]) -> None:
    together = row["parameter"] == _TOGETHER
    tint = GREY if not row["clear"] else ORANGE if together else BLUE
    low, high, at = (100 * float(row[f"effect{end}"]) for end in ("_low", "_high", ""))
    axes.plot([low, high], [place, place], color=tint, linewidth=1.5)
    axes.plot(at, place, marker="D" if together else "o", color=tint, markersize=6)


def _named(row: pd.Series[Any]) -> str:
    if row["parameter"] == _TOGETHER:
        return f"{row['lever']}  "
    step = "" if row["step"] == "1 sd" else f" (+{row['step']:g})"
    return f"{row['lever']}{step} {'↑' if row['way'] == 'up' else '↓'}  "


def _finish(axes: Axes, names: list[str], actors: list[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    for label in axes.get_yticklabels():
        if label.get_text() in actors:
            label.set(weight="bold", color=INK)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.axvline(0, color=BLACK, linewidth=0.9)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda points, _: f"{points:+.0f}"))
    axes.set_xlabel("points of P(entry); arrows: the way in which the actor would pull")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)


def _points(effect: float) -> str:
    return f"{100 * effect:+.0f}" if abs(effect) >= 0.0995 else f"{100 * effect:+.1f}"
