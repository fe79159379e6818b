"""Two pictures of how the model works: what pulls towards entry and what holds back, and whether
Lukashenko keeps power as often as he believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.words.colours import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    QUIET,
    SKY,
    VERMILLION,
)

_COLOURS = {
    "survival": VERMILLION, "sovereignty": BLUE, "army": GREEN, "support": SKY, "rewards": ORANGE,
    "west": PURPLE, "continuity": GREY,
}  # fmt: skip
_NARROW = 0.10  # a gap between belief and event that is small
_GIVEN = "Everything is given the model and its assumptions."


def pulls(rows: pd.DataFrame) -> Picture:
    """What pulls towards limited entry, and what holds back, by pressure."""
    answers = rows.groupby("resolve", sort=True)["answers"].first()
    subtitle = (
        "What each incentive adds to limited entry, less what it adds to the best rung below it, "
        "when an ultimatum is first answered: mean over worlds"
    )
    counted = ", ".join(f"{count:,} at {level}" for level, count in _levels(rows, answers))
    caption = (
        f"First answers to an ultimatum within a year: {counted}. Lines are 95 % intervals of the "
        f"mean. {_GIVEN}"
    )
    figure = sheet(pulls_say(rows), subtitle, caption, 10, 4.4)
    axes = figure.subplots()
    incentives = list(dict.fromkeys(rows["incentive"]))
    shown = [each for each in incentives if rows.loc[rows["incentive"] == each, "pull"].any()]
    places = {level: place for place, level in enumerate(answers.index)}
    width = 0.8 / len(shown)
    for number, incentive in enumerate(shown):
        mine = rows[rows["incentive"] == incentive]
        x = [places[level] + (number - (len(shown) - 1) / 2) * width for level in mine["resolve"]]
        reach = [mine["pull"] - mine["low"], mine["high"] - mine["pull"]]
        axes.bar(x, mine["pull"], width, color=_COLOURS.get(incentive, QUIET), label=incentive)
        axes.errorbar(x, mine["pull"], reach, fmt="none", ecolor=INK, elinewidth=0.8)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set_xticks(range(len(places)), [level for level, _ in _levels(rows, answers)])
    axes.set_xlabel("pressure")
    axes.set_ylabel("holds back     utility     pulls towards entry")
    axes.grid(axis="x", visible=False)
    axes.legend(ncols=1, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return Picture("pulls", figure, rows)


def pulls_say(rows: pd.DataFrame) -> str:
    """The finding: which incentive is largest, and where it changes sides."""
    means = rows.pivot(index="resolve", columns="incentive", values="pull")
    sizes = means.abs().mean().sort_values(ascending=False)
    first, last = means.index[0], means.index[-1]
    levels = dict(_levels(rows, pd.Series(means.index, index=means.index)))
    name = {value: level for level, value in levels.items()}
    if sizes.index[0] != "survival":
        return (
            f"{sizes.index[0].capitalize()}, not survival, counts most when he answers an ultimatum"
        )
    start, end = means.loc[first, "survival"], means.loc[last, "survival"]
    if start < 0 < end:
        return (
            f"Survival counts most: it holds him back at {name[first]} pressure and pulls him "
            f"towards entry at {name[last]}"
        )
    side = "holds him back" if end <= 0 else "pulls him towards entry"
    return f"Survival counts most, and {side} at every pressure"


def belief(rows: pd.DataFrame) -> Picture:
    """Survival projected at the first answer to an ultimatum, and realised a year later."""
    ways = list(dict.fromkeys(rows["way"]))
    subtitle = (
        "Chance of being in power a year after the first answer to an ultimatum: as he projected "
        "it then, and as it came about"
    )
    worlds = f"{rows['worlds'].min():,} to {rows['worlds'].max():,}"
    caption = (
        f"Entry is forbidden where he does not enter. Each point rests on {worlds} worlds; levels "
        f"with fewer than 30 ultimatums are left out. Lines are 95 % intervals. {_GIVEN}"
    )
    figure = sheet(belief_says(rows), subtitle, caption, min(4.2 * len(ways) + 1.4, 13), 3.9)
    panels = figure.subplots(1, len(ways), sharey=True, squeeze=False)[0]
    for axes, way in zip(panels, ways, strict=True):
        _believed(axes, rows[rows["way"] == way].sort_values("resolve"))
        axes.set_title(_WAYS.get(way, way), loc="left")
    panels[0].set_ylabel("still in power a year later")
    panels[-1].legend(loc="lower left")
    return Picture("belief", figure, rows)


_WAYS: Mapping[str, str] = {
    "free, entry forbidden": "He answers as he likes, below entry",
    "refuse kept": "He refuses, and keeps refusing",
    "limited_entry kept, army known": "He enters; expected with the true army",
}


def belief_says(rows: pd.DataFrame) -> str:
    """The finding: how far belief and event are apart, and on which side."""
    gaps = rows["projected"] - rows["realised"]
    place = int(gaps.abs().to_numpy().argmax())
    worst, gap = rows.iloc[place], float(gaps.iloc[place])
    points = f"{100 * abs(gap):.0f} points"
    if abs(gap) <= _NARROW:
        return f"He sees the danger he is in: belief and event are at most {points} apart"
    side = "safer" if gap > 0 else "in more danger"
    return (
        f"He believes himself {side} than he is, by up to {points} (at {worst['level']} pressure)"
    )


def _believed(axes: Axes, rows: pd.DataFrame) -> None:
    reach = [rows["realised"] - rows["low"], rows["high"] - rows["realised"]]
    axes.errorbar(
        rows["resolve"], rows["realised"], reach, color=BLACK, marker="o", markersize=5,
        label="realised",
    )  # fmt: skip
    axes.plot(
        rows["resolve"], rows["projected"], color=BLUE, marker="s", markersize=4,
        linestyle=(0, (4, 1.5)), label="projected",
    )  # fmt: skip
    axes.set_xticks(rows["resolve"], rows["level"])
    axes.set_xlabel("pressure")
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))


def _levels(rows: pd.DataFrame, values: pd.Series[Any]) -> list[tuple[str, Any]]:
    names = dict(zip(rows["resolve"], rows["level"], strict=True))
    return [(str(names[resolve]), value) for resolve, value in values.items()]
