"""The same worlds as they are and with one thing changed: the effect on what happens, and from what
to what worlds turn.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.marks import halo
from experiments.figures.drawing.tables import Share, shown
from experiments.figures.why.captions import over_vectors, share_of
from experiments.words.colours import BLACK, GREY, INK, ORANGE, QUIET
from experiments.words.why.counterfactual import (
    BECAME,
    DICE,
    EVENTS,
    clear,
    points,
    together,
    typed,
)
from sim.numbers import estimate, ranged, rare, thousands

_SHORT = {
    "entry": "entry",
    "not_demanded": "never\ndemanded",
    "declined": "he\ndeclined",
    "army_refused": "the army\nrefused",
    "regime_fell": "the regime\nfell first",
}
_ENTRY = "entry"
_FEW = 10  # flips below which nothing is said of them


def draw(effects: pd.DataFrame, flips: pd.DataFrame, flipped: pd.DataFrame, weeks: int) -> Picture:
    """The picture, from the rows of twins.csv, flips.csv and flipped.csv of one change."""
    worlds, change = effects["worlds"].iloc[0], str(effects["change"].iloc[0])
    same = "on the same luck" if not _dice(change) else "lived twice, the same but for those dice"
    caption = (
        f"{thousands(worlds)} worlds {same}{over_vectors(effects)}. Lines are 95 % intervals of "
        "each share; open triangles are upper bounds; the difference, world by world, is surer "
        "than the two intervals. Right: endings drawn; outlined cells are worlds that flip between "
        "entry and none; empty cells are worlds that there were none of. Everything is given the "
        "model and its assumptions."
    )
    subtitle = (
        f"Left: chance within {weeks} weeks, as it is and with {_named(change)}. "
        "Right: share of all worlds by what became of them as they are (rows) and changed (columns)"
    )
    figure = sheet(says(effects, flips, flipped), subtitle, caption, 11, 4.0)
    left, right = figure.subplots(1, 2, width_ratios=(1.05, 1))
    _effects(left, effects)
    _turns(right, flips)
    tables = {"twins": effects, "flips": flips, "flipped": flipped}
    both = [each.assign(table=name) for name, each in tables.items()]
    return Picture("twins", figure, pd.concat(both, ignore_index=True))


def says(effects: pd.DataFrame, flips: pd.DataFrame, flipped: pd.DataFrame) -> str:
    """The finding: what the change does to entry, and what most often stands in its place."""
    entry = effects[effects["event"] == _ENTRY].iloc[0]
    less, turn = share_of(entry, "difference"), shown(flipped.iloc[0])
    begins = f"With {_named(str(entry['change']))}"
    flip = f"{together(ranged(turn))} of worlds flip" if turn.count else "no world flips"
    if _dice(str(entry["change"])):
        return f"{begins}, {flip} between entry and none"
    if not clear(less):
        return f"{begins}, entry is not clearly likelier or rarer; {flip}"
    more = less.probability > 0
    turned = flips[(flips["flips"]) & (flips["after" if more else "before"] == _ENTRY)]
    said = f"{begins}, entry is {'likelier' if more else 'rarer'}: {together(points(less))}"
    if turned["count"].sum() < _FEW:
        return said
    names = [BECAME[name] for name in _usual(turned)["before" if more else "after"]]
    return f"{said}; {'where it had been' if more else 'instead'}, mostly, {' or '.join(names)}"


def _usual(turned: pd.DataFrame) -> pd.DataFrame:
    """The commonest kinds of flips that together are more than half of all, and those whose
    intervals touch the last of them.
    """
    order = turned.sort_values("count", ascending=False, kind="stable").reset_index(drop=True)
    half = int((order["count"].cumsum() <= order["count"].sum() / 2).sum())
    touch = order["high"] >= order["low"].iloc[half]
    kept: pd.DataFrame = order[(order.index <= half) | (touch & (order["count"] > 0))]
    return kept


def _dice(change: str) -> str:
    """Whose dice a change deals anew; nothing where it is another change."""
    name, _, owner = change.partition("=")
    return owner if name == "luck" else ""


def _named(change: str) -> str:
    return f"{DICE[_dice(change)]} dealt anew" if _dice(change) else typed(change)


def _effects(axes: Axes, rows: pd.DataFrame) -> None:
    for place, (_, row) in enumerate(rows.iterrows()):
        for name, up in (("before", -0.11), ("after", 0.11)):
            _estimate(axes, place + up, share_of(row, name), name)
        axes.text(
            0.01, place + 0.36, points(share_of(row, "difference")), size=8, color=INK, va="center",
            transform=axes.get_yaxis_transform(),
        )  # fmt: skip
    axes.set_yticks(range(len(rows)), [EVENTS[each] for each in rows["event"]])
    axes.set_ylim(len(rows) - 0.4, -0.5)
    top = float(np.nanmax(rows[["before_high", "after_high"]].to_numpy(float)))
    axes.set_xlim(0, min(1.2, 1.22 * top))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.3g} %"))
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.plot([], [], "o", color=QUIET, markerfacecolor="white", label="as it is")
    axes.plot([], [], "o", color=BLACK, label="changed")
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2)


def _estimate(axes: Axes, place: float, each: Share, name: str) -> None:
    """A share with its interval; an open triangle at its upper bound where only that is known."""
    tint, face = (QUIET, "white") if name == "before" else (BLACK, BLACK)
    if rare(each):
        axes.plot(each.high, place, "v", color=tint, markerfacecolor="white", markersize=6)
    else:
        axes.plot([each.low, each.high], [place] * 2, color=tint, linewidth=1.4)
        axes.plot(each.probability, place, "o", color=tint, markerfacecolor=face, markersize=6)
    said = f"   {estimate(each)}"
    axes.text(each.high, place, said, va="center", size=8, color=tint, path_effects=halo())


def _turns(axes: Axes, rows: pd.DataFrame) -> None:
    names = list(_SHORT)
    deepest = max(float(rows.loc[rows["flips"], "probability"].max()), 1e-9)
    for _, row in rows.iterrows():
        if not row["count"]:
            continue
        x, y = names.index(row["after"]), names.index(row["before"])
        share, flips = float(row["probability"]), bool(row["flips"])
        tint, deep = (ORANGE, 0.12 + 0.7 * share / deepest) if flips else (GREY, 0.12 + 0.6 * share)
        axes.fill(
            [x - 0.48, x + 0.48, x + 0.48, x - 0.48], [y - 0.46] * 2 + [y + 0.46] * 2,
            facecolor=tint, alpha=min(deep, 1.0), linewidth=0,
        )  # fmt: skip
        if flips:
            edge = [x - 0.48, x + 0.48, x + 0.48, x - 0.48, x - 0.48]
            axes.plot(edge, [y - 0.46] * 2 + [y + 0.46] * 2 + [y - 0.46], color=INK, linewidth=0.9)
        each = Share(row["count"], row["worlds"], share, float(row["low"]), float(row["high"]))
        axes.text(x, y, estimate(each), ha="center", va="center", size=8, color=INK)
    axes.set_xticks(range(len(names)), [_SHORT[name] for name in names])
    axes.set_yticks(range(len(names)), [_SHORT[name] for name in names])
    axes.set_xlim(-0.55, len(names) - 0.45)
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("changed", labelpad=8)
    axes.set_ylabel("as it is")
    axes.grid(visible=False)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
