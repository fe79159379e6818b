"""How a hindcast went, month by month: differences of scores, the course as it was forecast and as
it was, and where the counts of troops lay in their forecasts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, sheet
from experiments.trust.hindcast.names import (
    FREQUENCY,
    HIGHEST,
    MODEL,
    MONTH,
    PERSISTENCE,
    ROLLING,
    SETS,
    WALK,
)
from experiments.trust.record.statistics import CLASSES
from experiments.trust.scores.windows import CODINGS, grid, observed
from experiments.words.colours import BLACK, BLUE, GREEN, GREY, PALE, VERMILLION, colour
from sim.numbers import listed, percent

if TYPE_CHECKING:
    from experiments.trust.hindcast.compared import Compared
    from experiments.trust.hindcast.contingents import Told
    from experiments.trust.hindcast.sayings import Saying

_TINTS = {  # as the rungs that a class holds
    name: colour(rung)
    for name, rung in zip(CLASSES, ("stall", "supply", "posture", "limited_entry"), strict=True)
}
_MARKS = {"strict": ("o", BLACK), "loose": ("o", "white")}
_NINETY = (0.05, 0.95)


def differences(every: Sequence[Compared], note: str = "") -> Picture:
    """The model's score less frequency's and persistence's, a dot a month; `note` is added to what
    stands below.
    """
    shown = [
        each
        for each in every
        if (each.information, each.kind, each.quantity) == (ROLLING, MONTH, HIGHEST)
        and each.other in (FREQUENCY, PERSISTENCE)
    ]
    subtitle = (
        "Log score of the month's highest rung, model less the other, each forecast on the day "
        "before: above 0 the model is worse"
    )
    caption = (
        "Lines are means, bands their 90 % intervals over blocks of six months drawn again. Months "
        f"hang together, and are worth fewer than they are.{note}"
    )
    figure = sheet(differences_say(shown), subtitle, caption, 9.5, 4.6)
    panels = figure.subplots(len(CODINGS), 2, sharex=True, sharey=True).ravel()
    for axes, each in zip(panels, shown, strict=True):
        _dots(axes, each)
    rows = [
        {"coding": each.coding, "less": each.other, "window": key, "difference": value}
        for each in shown
        for key, value in zip(each.windows, each.each.tolist(), strict=True)
    ]
    return Picture("hindcast_differences", figure, pd.DataFrame(rows))


def differences_say(shown: Sequence[Compared]) -> str:
    """The finding: how often the model is better, of the comparisons shown."""
    won = [each for each in shown if each.won]
    if len(won) == len(shown):
        return "The model forecasts the months better than frequency and persistence"
    lost = [f"{each.other} ({each.coding}) by {each.difference.mean:.2f}"
            for each in shown if not each.won]  # fmt: skip
    return f"The model loses to {listed(lost)} a month"


def months(sayings: Sequence[Saying], note: str = "") -> Picture:
    """What was said of the highest rung of every month, and what the record tells of it."""
    shown = {
        how: [
            each
            for each in sayings
            if (each.information, each.forecaster, each.window.kind) == (how, MODEL, MONTH)
        ]
        for how in SETS
    }
    subtitle = (
        "Chances of the highest rung of every month, forecast on the day before (rolling) or on 7 "
        "December 2022 (origin); dots stand in the class that was observed"
    )
    caption = (
        "Black dots: strict coding. White dots: loose coding, where it differs. The chances are "
        f"those of the mixture over the calibrated vectors, given that nothing ended before.{note}"
    )
    figure = sheet(months_say(shown[ROLLING]), subtitle, caption, 9.5, 5)
    for axes, (how, mine) in zip(figure.subplots(len(SETS), 1, sharex=True), shown.items(),
                                 strict=True):  # fmt: skip
        _stacks(axes, how, mine)
    handles = [Patch(color=tint, label=name) for name, tint in _TINTS.items()]
    figure.axes[0].legend(handles=handles[::-1], loc="upper left", bbox_to_anchor=(1.01, 1.0))
    rows = [each.row() for mine in shown.values() for each in mine]
    return Picture("hindcast_months", figure, pd.DataFrame(rows))


def months_say(mine: Sequence[Saying]) -> str:
    """The finding: what chance was given to what then happened."""
    given = {
        coding: float(np.mean([_shares(each)[_seen(each, coding)] for each in mine]))
        for coding in CODINGS
    }
    told = listed([f"{percent(share)} ({coding})" for coding, share in given.items()])
    return f"To the course that was then observed the model gave {told} in the mean month"


def ranks(told: Sequence[Told], note: str = "") -> Picture:
    """Where every count of Russian troops lay in its forecasts."""
    many = len({each.count.key for each in told})
    figure = sheet(
        ranks_say(told),
        "Probability at which the forecast made before the month had the number that was counted "
        "(PIT); the band holds 90 % of counts if forecasts are sound",
        f"{many} counts are few, and neighbours share an error.{note}",
        9.5,
        3.4,
    )
    panels = figure.subplots(1, len(SETS), sharey=True)
    for axes, how in zip(panels, SETS, strict=True):
        axes.axhspan(*_NINETY, color=PALE, alpha=0.6, linewidth=0)
        for name, tint in ((MODEL, BLACK), (WALK, BLUE)):
            rows = _rows([e for e in told if (e.information, e.forecaster) == (how, name)])
            axes.plot(marks.days(rows), rows["pit"], "o", color=tint, markersize=5, label=name)
        axes.set_title(how, loc="left")
        axes.set_ylim(-0.03, 1.03)
        marks.dates(axes)
    panels[0].set_ylabel("rank of the count")
    panels[-1].legend(loc="upper left", bbox_to_anchor=(1.01, 1.0))
    return Picture("hindcast_contingent", figure, _rows(told))


def ranks_say(told: Sequence[Told]) -> str:
    """The finding: how many counts the model's intervals held."""
    mine = [e.row() for e in told if (e.information, e.forecaster) == (ROLLING, MODEL)]
    held = sum(row["covered_90"] == 1.0 for row in mine)
    return f"{held} of {len(mine)} counts lie within the model's 90 % interval of the day before"


def _dots(axes: Axes, each: Compared) -> None:
    days = marks.days(pd.DataFrame({"date": [str(grid()[key].first) for key in each.windows]}))
    found = each.difference
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.axhspan(found.low, found.high, color=PALE, alpha=0.7, linewidth=0)
    axes.axhline(found.mean, color=BLACK, linewidth=1.2)
    for worse, tint in ((True, VERMILLION), (False, GREEN)):
        at = (each.each > 0) == worse
        axes.plot(days[at], each.each[at], "o", color=tint, markersize=4)
    axes.set_title(f"less {each.other}, {each.coding}", loc="left")
    marks.dates(axes)


def _stacks(axes: Axes, how: str, mine: Sequence[Saying]) -> None:
    days = marks.days(pd.DataFrame({"date": [str(each.window.first) for each in mine]}), 15)
    shares = np.array([_shares(each) for each in mine])
    edges = np.hstack([np.zeros((len(mine), 1)), np.cumsum(shares, axis=1)])
    for place, name in enumerate(CLASSES):
        axes.bar(days, shares[:, place], 29, edges[:, place], color=_TINTS[name], alpha=0.75)
    seen = {coding: np.array([_seen(each, coding) for each in mine]) for coding in CODINGS}
    for coding, (mark, face) in _MARKS.items():
        at = seen[coding]
        new = np.ones(len(mine), bool) if coding == "strict" else at != seen["strict"]
        middles = (edges[np.arange(len(mine)), at] + edges[np.arange(len(mine)), at + 1]) / 2
        axes.plot(days[new], middles[new], mark, color=BLACK, markerfacecolor=face, markersize=4)
    axes.set_title(how, loc="left")
    axes.set_ylim(0, 1)
    axes.grid(visible=False)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    marks.dates(axes)


def _shares(each: Saying) -> list[float]:
    return [each.chances[f"{HIGHEST}_{name}"] for name in CLASSES]


def _seen(each: Saying, coding: str) -> int:
    return observed()[each.window.key].course(HIGHEST, coding)


def _rows(told: Sequence[Told]) -> pd.DataFrame:
    return pd.DataFrame([each.row() for each in told])
