"""What of a difference in P(entry) is due to whom: a waterfall from one scenario to the other."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.marks import halo
from experiments.figures.drawing.tables import Share
from experiments.figures.why.captions import over_vectors, share_of
from experiments.words.colours import BLACK, BLUE, GREY, INK, ORANGE, PALE, QUIET
from experiments.words.why.counterfactual import GROUPS, clear, point, points, together, typed
from sim.numbers import listed, ranged, thousands

_FROM, _TO, _DIFFERENCE = "from", "to", "difference"


def draw(rows: pd.DataFrame, weeks: int) -> Picture:
    """The picture, from the rows of attribution.csv."""
    worlds, over = rows["worlds"].iloc[0], over_vectors(rows)
    orders = int(rows["orders"].iloc[0])
    how = f" from {orders} drawn orders" if orders else ""
    caption = (
        f"{thousands(worlds)} worlds on the same luck{over}. Bars are Shapley values{how}, which "
        "add up to the difference; lines are 95 % intervals of each. Triangles: what a group does "
        "alone, and as the last to be changed, laid off from where its bar begins. Everything is "
        "given the model and its assumptions."
    )
    one, other = (typed(str(rows[name].iloc[0])) for name in ("scenario", "against"))
    subtitle = f"P(entry within {weeks} weeks), from {one} to {other}, by what differs"
    figure = sheet(says(rows), subtitle, caption, 9.5, 1.1 + 0.45 * (len(rows) - 1))
    axes = figure.subplots()
    _waterfall(axes, rows)
    return Picture("attribution", figure, rows)


def says(rows: pd.DataFrame) -> str:
    """The finding: the difference, and what surely raises and lowers it."""
    difference = share_of(rows[rows["group"] == _DIFFERENCE].iloc[0], "part")
    groups = rows[~rows["group"].isin((_FROM, _TO, _DIFFERENCE))]
    kind = "likelier" if difference.probability > 0 else "rarer"
    said = kind if clear(difference) else "not clearly likelier or rarer"
    begins = f"Entry is {said}, {together(points(difference))}"
    sure = [row for _, row in groups.iterrows() if clear(share_of(row, "part"))]
    if not sure:
        return f"{begins}; no part is clearly anybody's"
    parts = {
        "raised by": [_named(row) for row in sure if row["part"] > 0],
        "lowered by": [_named(row) for row in sure if row["part"] < 0],
    }
    return f"{begins}: {', '.join(f'{how} {listed(who)}' for how, who in parts.items() if who)}"


def _named(row: pd.Series[Any]) -> str:
    each = share_of(row, "part")
    return f"{GROUPS[row['group']]} ({point(each.probability, each)})"


def _waterfall(axes: Axes, rows: pd.DataFrame) -> None:
    shown = rows[rows["group"] != _DIFFERENCE].reset_index(drop=True)
    names, stands, top = [], 0.0, 0.0
    for place, row in shown.iterrows():
        at, each = int(str(place)), share_of(row, "part")
        if row["group"] in (_FROM, _TO):
            names.append(typed(str(row["scenario" if row["group"] == _FROM else "against"])))
            _end(axes, at, each)
            stands, top = each.probability, max(top, each.high)
        else:
            names.append(GROUPS[row["group"]])
            _step(axes, at, stands, row)
            stands += each.probability
            top = max(top, stands, stands - each.probability + each.high)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(left=min(0.0, axes.get_xlim()[0]), right=top * 1.4)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.3g} %"))
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    for mark, label in (("^", "alone"), ("v", "as the last")):
        axes.plot(
            [], [], mark, color=BLACK, markersize=4.5, markerfacecolor="white",
            markeredgewidth=0.8, label=label,
        )  # fmt: skip
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2)


def _end(axes: Axes, place: int, each: Share) -> None:
    """One of the two scenarios: its P(entry)."""
    axes.barh(place, each.probability, height=0.5, color=GREY)
    axes.plot([each.low, each.high], [place] * 2, color=INK, linewidth=1.2)
    axes.text(each.high, place, f"  {ranged(each)}", va="center", size=8, path_effects=halo())


def _step(axes: Axes, place: int, stands: float, row: pd.Series[Any]) -> None:
    """A group: its part, laid off from where those above it lead to."""
    each = share_of(row, "part")
    tint = PALE if not clear(each) else ORANGE if each.probability > 0 else BLUE
    axes.barh(place, each.probability, left=stands, height=0.5, color=tint)
    axes.plot([stands + each.low, stands + each.high], [place] * 2, color=INK, linewidth=1.2)
    for name, mark, up in (("alone", "^", 0.16), ("last", "v", -0.16)):
        axes.plot(
            stands + float(row[name]), place + up, mark, color=BLACK, markersize=4.5,
            markerfacecolor="white", markeredgewidth=0.8,
        )  # fmt: skip
    axes.plot([stands] * 2, [place - 0.75, place + 0.25], color=QUIET, linewidth=0.6)
    right = max(
        stands, stands + each.high, stands + float(row["alone"]), stands + float(row["last"])
    )
    axes.text(right, place, f"  {points(each)}", va="center", size=8, path_effects=halo())
