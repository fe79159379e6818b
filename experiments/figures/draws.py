"""P(entry) over draws of the parameters, from the rarest to the most frequent draw.

The mean over the draws stands beside them with its interval.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.captions import BOUNDS, caption, span
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import Share, Tables, shown
from experiments.words.colours import BLACK, BLUE, GREY
from sim.numbers import percent, ranged, thousands, told

DOTS = 300  # draws of which each can have a dot and its interval
_POINTS = 1_000  # of the line through more draws than that
_FEW, _MOST = 0.05, 0.95  # between these shares of the draws lie nine in ten


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of P(entry) over the draws; none where the treatments were not drawn."""
    over = tables.draws[tables.draws["event"] == "entry"]
    if not tables.drawn or over.empty:
        return
    rows, mean = in_order(tables), over.iloc[0]
    subtitle = (
        f"P(entry) within {span(tables)} in every draw, in order; both panels show the same numbers"
    )
    drawn = rows if len(rows) <= DOTS else _thinned(rows)
    text = caption(tables, rows, *_notes(rows, drawn, mean))
    figure = sheet(finding(rows, mean), subtitle, text, 11, 4.4)
    plain, log = figure.subplots(1, 2)
    for axes in (plain, log):
        _curve(axes, drawn)
        _mean(axes, mean)
        axes.set_xlabel("share of the draws in which entry is rarer")
    highest = drawn["high"] if len(rows) <= DOTS else drawn["probability"]
    marks.linear_shares(plain, min(1.02, 1.12 * max(highest.max(), mean["high"])))
    marks.log_shares(log, drawn)
    plain.set_ylabel("P(entry), plain scale")
    log.set_ylabel("P(entry), each grid line ten times the one below")
    marks.end_labels(log, [(mean["probability"], "mean over\nthe draws", BLACK)])
    yield Picture("draws", figure, drawn)


def in_order(tables: Tables) -> pd.DataFrame:
    """P(entry) of every draw, the rarest first; equal draws are one row.

    `share` is the part of the draws before the middle of a row.
    """
    rows = tables.summary[tables.summary["outcome"] == "entry"]
    often = tables.times if len(tables.times) == len(rows) else [1] * len(rows)
    rows = rows.assign(draws=often).sort_values("probability", kind="stable", ignore_index=True)
    return rows.assign(share=(rows["draws"].cumsum() - rows["draws"] / 2) / rows["draws"].sum())


def finding(rows: pd.DataFrame, mean: pd.Series[Any]) -> str:
    """What holds for the mean over the draws, and for nine draws in ten."""
    each = ranged(_as_share(mean))
    title = f"Over {thousands(mean['draws'])} draws of the parameters, P(entry) is {each}"
    low, high = _at(rows, _FEW), _at(rows, _MOST)
    if not seen(high):
        return f"{title}; too few worlds entered to tell the draws apart"
    if not seen(low):
        rare, often = _share_of(rows, ~seen(rows)), _share_of(rows, rows["probability"] >= 0.5)
        few = f"in {percent(rare)} of the draws too few worlds enter to tell their chance"
        return f"{title}; {few}, in {percent(often)} at least half do"
    between = f"between {told(shown(low))} and {told(shown(high))}"
    return f"{title}; in nine draws of ten it lies {between}"


def _share_of(rows: pd.DataFrame, which: pd.Series[Any]) -> float:
    """The share of the draws that some rows stand for."""
    return float(rows.loc[which, "draws"].sum() / rows["draws"].sum())


def _at(rows: pd.DataFrame, share: float) -> pd.Series[Any]:
    """The first draw, in order, that so large a share of the draws does not exceed."""
    reached = rows["draws"].cumsum() / rows["draws"].sum()
    return rows.iloc[int(np.searchsorted(reached, share - 1e-12))]


def _thinned(rows: pd.DataFrame) -> pd.DataFrame:
    """Draws that lie evenly spaced in the order, the first and the last among them."""
    return rows.iloc[np.linspace(0, len(rows) - 1, _POINTS).round().astype(int)].drop_duplicates()


def _curve(axes: Axes, rows: pd.DataFrame) -> None:
    """A dot with its interval for each of few draws; a line through many."""
    counted, many = seen(rows), len(rows) > DOTS
    axes.axvspan(_FEW, _MOST, color=GREY, alpha=0.12, linewidth=0)
    if many:
        axes.plot(rows["share"], rows["probability"].where(counted), color=BLUE)
    else:
        known = rows[counted]
        axes.vlines(
            known["share"], known["low"], known["high"], color=BLUE, alpha=0.45, linewidth=0.9
        )
        axes.plot(
            known["share"], known["probability"], color=BLUE, marker="o", markersize=3,
            linestyle="none",
        )  # fmt: skip
        rare = rows[~counted]
        axes.plot(
            rare["share"], rare["high"], color=BLUE, marker="v", markersize=4,
            markerfacecolor="white", linestyle="none",
        )  # fmt: skip
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))


def _mean(axes: Axes, mean: pd.Series[Any]) -> None:
    axes.axhspan(mean["low"], mean["high"], color=BLACK, alpha=0.2, linewidth=0)
    axes.axhline(mean["probability"], color=BLACK, linewidth=1.3)


def _as_share(mean: pd.Series[Any]) -> Share:
    """The mean over the draws as an estimate of so many chances."""
    numbers = (float(mean[name]) for name in ("probability", "low", "high"))
    worlds = int(mean["draws"]) * int(mean["worlds"])
    probability, low, high = numbers
    return Share(probability * worlds, worlds, probability, low, high)


def _notes(rows: pd.DataFrame, drawn: pd.DataFrame, mean: pd.Series[Any]) -> list[str]:
    """What the marks are, and what the spread is made of."""
    few = len(rows) <= DOTS
    rare = int(rows.loc[~seen(rows), "draws"].sum())
    marked = (
        "Bars are the 95 % intervals of the draws."
        if few
        else f"The line runs through {thousands(len(drawn))} of the draws, without their intervals."
    )
    untold = f"In {thousands(rare)} draws too few worlds entered for the line." if rare else ""
    share = mean["share_parameters"]
    due = "" if pd.isna(share) else f"{percent(share)} of the variance between worlds is due to"
    return [
        marked,
        (BOUNDS if rare else "") if few else untold,
        "The black line and its band are the mean over the draws and its 95 % interval, which "
        "counts parameters and luck; the grey field holds nine draws in ten.",
        f"{due} the parameters, the rest to luck; the order of the draws holds some of both."
        if due
        else "",
    ]
