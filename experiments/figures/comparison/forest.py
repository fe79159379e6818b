"""A forest of paired differences: what other folders change against the first, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.tables import Share
from experiments.words.colours import BLACK, GREY, QUIET
from experiments.words.names import named
from experiments.words.parameters import value
from experiments.words.why.counterfactual import clear, points
from sim.numbers import listed, thousands

_MARKS = "osD^vP*X"
_MOST = 24  # rows of treatments that are drawn
_EVENTS = ("entry", "in_power")  # that are drawn where there are several treatments
_LETTERS = 90  # of a title in the subtitle


def draw(rows: pd.DataFrame, swept: Sequence[str], weeks: int, names: Mapping[str, str]) -> Picture:
    """The picture, from the rows of comparison.csv; `names` of the folders by letter."""
    rows = rows.assign(row=_labels(rows, swept), clear=[clear(_share(row)) for _, row in _in(rows)])
    labels = list(dict.fromkeys(rows["row"]))
    shown = _evenly(labels)
    panels = [each for each in _EVENTS if each in set(rows["event"])] if swept else [""]
    others = list(dict.fromkeys(rows["other"]))
    first = rows.iloc[0]
    subtitle = (
        f"What changes of the chances within {weeks} weeks against {first['first']}: "
        f"{_cut(first['first_title'])}"
    )
    body = 1.3 + len(shown) * (0.22 + 0.16 * len(others))
    figure = sheet(says(rows), subtitle, _caption(rows, labels, shown), 10, body)
    axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    drawn = rows[rows["row"].isin(shown) & rows["event"].isin(panels if swept else rows["event"])]
    reach = float(np.abs(drawn[["difference_low", "difference_high"]].to_numpy()).max())
    for each, event in zip(axes, panels, strict=True):
        _forest(each, drawn[drawn["event"] == event] if event else drawn, shown, others)
        each.set_xlim(-1.08 * (reach or 0.01), 1.08 * (reach or 0.01))
        if event:
            each.set_title(named(event), loc="left")
    _legend(axes[0], [names[each] for each in others])
    return Picture("comparison", figure, rows.drop(columns=["row"]))


def says(rows: pd.DataFrame) -> str:
    """The finding: in which folders entry is clearly likelier or rarer than in the first."""
    entry = rows[rows["event"] == "entry"]
    told = [_says(mine) for _, mine in entry.groupby("other", sort=False)]
    return "; ".join(told)


def _says(rows: pd.DataFrame) -> str:
    first, other = rows.iloc[0]["first"], rows.iloc[0]["other"]
    if len(rows) == 1:
        each = _share(rows.iloc[0])
        kind = "likelier" if each.probability > 0 else "rarer"
        kind = kind if clear(each) else "not clearly likelier or rarer"
        return f"Entry is {kind} in {other} than in {first}: {points(each)}"
    sure = rows[rows["clear"]]
    up = int((sure["difference"] > 0).sum())
    down = len(sure) - up
    told = [
        f"clearly {kind} at {many}" for kind, many in (("likelier", up), ("rarer", down)) if many
    ]
    said = listed(told) if told else "clearly likelier or rarer at none"
    return f"Entry in {other}, against {first}: {said} of {len(rows)} treatments"


def _forest(axes: Axes, rows: pd.DataFrame, shown: Sequence[str], others: Sequence[str]) -> None:
    for _, row in _in(rows):
        which = others.index(row["other"])
        at = shown.index(row["row"]) + (which - (len(others) - 1) / 2) * 0.8 / (len(others) + 1)
        each = _share(row)
        axes.plot([each.low, each.high], [at] * 2, color=BLACK, linewidth=1.2)
        axes.plot(
            each.probability, at, _MARKS[which % len(_MARKS)], color=BLACK, markersize=5.5,
            markerfacecolor=BLACK if row["clear"] else "white",
        )  # fmt: skip
        axes.annotate(
            f"{_bare(each)}  ", (1.0, at), xycoords=("axes fraction", "data"), xytext=(6, 0),
            textcoords="offset points", va="center", size=7.2, color=QUIET, annotation_clip=False,
        )  # fmt: skip
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set_yticks(range(len(shown)), shown)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda share, _: f"{100 * share:+.3g}" if share else "0")
    )
    axes.set_xlabel("difference (points of per cent)")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)


def _legend(axes: Axes, names: Sequence[str]) -> None:
    for which, label in enumerate(names):
        axes.plot([], [], _MARKS[which % len(_MARKS)], color=BLACK, linestyle="none", label=label)
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.06))


def _caption(rows: pd.DataFrame, labels: Sequence[str], shown: Sequence[str]) -> str:
    least, most = rows["worlds"].min(), rows["worlds"].max()
    many = thousands(most) if least == most else f"{thousands(least)} to {thousands(most)}"
    left = "" if len(shown) == len(labels) else (
        f"Shown: {len(shown)} of {thousands(len(labels))} treatments, evenly spaced; the title "
        "counts all. "
    )  # fmt: skip
    return (
        f"{left}The same {many} worlds, on the same luck. Lines are 95 % intervals of the paired "
        "difference, of luck alone where worlds have the same parameters; open marks: nought is "
        "within. Everything is given the model and its assumptions."
    )


def _labels(rows: pd.DataFrame, swept: Sequence[str]) -> list[str]:
    """What each row stands for: its treatment, or where there is one its event."""
    if not swept:
        return [named(event) for event in rows["event"]]
    return [", ".join(value(path, row[path]) for path in swept) for _, row in _in(rows)]


def _evenly(labels: list[str]) -> list[str]:
    if len(labels) <= _MOST:
        return labels
    return [labels[round(place)] for place in np.linspace(0, len(labels) - 1, _MOST)]


def _cut(title: str) -> str:
    return title if len(title) <= _LETTERS else f"{title[: _LETTERS - 3]}..."


def _share(row: pd.Series[Any]) -> Share:
    middle = float(row["difference"])
    low, high = float(row["difference_low"]), float(row["difference_high"])
    return Share(middle * int(row["worlds"]), int(row["worlds"]), middle, low, high)


def _bare(each: Share) -> str:
    """A difference without its unit, which stands along the axis."""
    return points(each).replace(" points", "").replace(" point", "")


def _in(rows: pd.DataFrame) -> Any:
    return rows.iterrows()
