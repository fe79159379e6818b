"""Fan charts: how a state of the world spreads over time, a panel a treatment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures.drawing import marks, panels
from experiments.figures.drawing.canvas import Picture, balanced
from experiments.figures.drawing.captions import alone, caption, span
from experiments.figures.drawing.choosing import chosen, extremes
from experiments.figures.drawing.tables import Tables, TreatmentValues
from experiments.findings.company import LEFT, troops
from experiments.words.colours import INK
from experiments.words.company import of_troops
from experiments.words.names import QUANTITIES
from sim.numbers import percent

_BANDS = (
    "Bands hold the middle half and the middle 90 % of the worlds still going on (the spread "
    "between worlds, not 95 % intervals of an estimate); the line is the median."
)
_FEW = 20  # worlds still going on, below which nothing is drawn
_CUT = f"Nothing is drawn once fewer than {_FEW} worlds go on; how many do is said where they are "
_SCARCE = 0.5  # of all worlds
_QUANTILES = ["q05", "q25", "q50", "q75", "q95"]
_ALIKE = 0.04  # of the scale: treatments that differ by less everywhere are one panel
_HARDLY = 0.1  # of the spread between worlds, below which a median hardly moves


def draw(tables: Tables) -> Iterator[Picture]:
    """A picture for each quantity that was saved."""
    weekly = tables.weekly[tables.weekly["worlds"] > 0]
    least = 0 if weekly["worlds"].max() < _FEW else _FEW
    for quantity in QUANTITIES:
        every = weekly[(weekly["quantity"] == quantity) & (weekly["worlds"] >= least)]
        if len(every) and all(len(tables.of(every, each)) for each in tables.treatments):
            yield _fan(tables, quantity, every)


def _fan(tables: Tables, quantity: str, every: pd.DataFrame) -> Picture:
    name, unit, _, factor, top = QUANTITIES[quantity]
    highest = top or max(1.1 * factor * every["q95"].max(), 1e-6)
    treatments, note, alike = _shown(tables, every, highest / factor)
    rows, single = tables.within(every, treatments), alone(tables)
    scarce = _scarce(tables, rows, treatments)
    text = caption(
        tables, rows[rows["week"] == 0], "" if single else _BANDS,
        f"{_CUT}under {percent(_SCARCE)}." if scarce else "", note,
        _record(every) if quantity == "contingent" else "",
    )  # fmt: skip
    subtitle = f"{name[0].upper()}{name[1:]}, week by week over {span(tables)}"
    title = _title(tables, quantity, every, single, alike)
    figure, axes = panels.multiples(tables, treatments, title, subtitle, text)
    for each, treatment in zip(axes, treatments, strict=True):
        _panel(each, tables.of(rows, treatment), factor, bare=single)
        panels.months(each, marks.days(tables.of(tables.weekly, treatment)))
        if treatment in scarce:
            _say_scarce(each, scarce[treatment])
    axes[0].set_ylim(-0.015 * highest, 1.02 * highest)
    for each in panels.left_column(axes):
        each.set_ylabel(balanced(unit, 24))
    panels.legend(axes, _handles(single))
    return Picture(f"fan_{quantity}", figure, rows)


def _shown(
    tables: Tables, every: pd.DataFrame, scale: float
) -> tuple[list[TreatmentValues], str, bool]:
    """The treatments drawn and the note on them; only one where all look alike, and whether so."""
    if len(tables.treatments) < 2 or not _alike(tables, every, scale):
        return *chosen(tables, panels.MOST), False
    note = (
        f"All {len(tables.treatments)} treatments look alike, within {percent(_ALIKE)} of the "
        "scale in every week; shown is the one with the most entries."
    )
    return extremes(tables)[1:], note, True


def _handles(single: bool) -> list[Line2D | Patch]:
    """What the legend shows: a line, and bands where there is more than one world."""
    shades = () if single else ((0.45, "middle half"), (0.2, "middle 90 %"))
    line = Line2D([], [], color=INK, label="the world" if single else "median world")
    return [line, *(Patch(color=INK, alpha=alpha, label=label) for alpha, label in shades)]


def _panel(axes: Axes, rows: pd.DataFrame, factor: float, bare: bool) -> None:
    x = marks.days(rows)
    q05, q25, q50, q75, q95 = (rows[name] * factor for name in _QUANTILES)
    if not bare:
        axes.fill_between(x, q05, q95, color=INK, alpha=0.2, linewidth=0)
        axes.fill_between(x, q25, q75, color=INK, alpha=0.3, linewidth=0)
    axes.plot(x, q50, color=INK)


def _alike(tables: Tables, every: pd.DataFrame, scale: float) -> bool:
    """Whether no treatment differs from another to the eye, in any week and quantile."""
    weeks = every.groupby("week")[_QUANTILES]
    spread = weeks.max() - weeks.min()
    whole = every.groupby("week").size().eq(len(tables.treatments)).all()
    return bool(whole and (spread.to_numpy() < _ALIKE * scale).all())


def _scarce(
    tables: Tables, rows: pd.DataFrame, treatments: list[TreatmentValues]
) -> dict[TreatmentValues, float]:
    """The share of worlds that still go on in the last week drawn, where it is small."""
    shares = {}
    for each in treatments:
        mine = tables.of(rows, each).sort_values("week")
        left = float(mine["worlds"].iloc[-1] / mine["worlds"].iloc[0])
        if left < _SCARCE:
            shares[each] = left
    return shares


def _say_scarce(axes: Axes, left: float) -> None:
    """Say how many worlds go on, in the corner that the line does not end in."""
    end = float(np.asarray(axes.lines[0].get_ydata(), dtype=float)[-1]) if axes.lines else 0.0
    low, high = axes.get_ylim()
    above = end < low + 0.6 * (high - low)
    axes.text(
        0.98, 0.97 if above else 0.03, f"{percent(left)} of worlds go on",
        transform=axes.transAxes, size=7.5, color=INK, ha="right", va="top" if above else "bottom",
        path_effects=marks.halo(),
    )  # fmt: skip


def _record(every: pd.DataFrame) -> str:
    """What the record says where the contingent climbs after it had left for the front."""
    start = str(every["date"].min())
    found = troops(date.fromisoformat(str(every["date"].max())))
    medians = every.sort_values("week").groupby("week")["q50"].max()
    if start < LEFT.isoformat() or found is None or medians.iloc[-1] <= medians.iloc[0]:
        return ""
    return of_troops(found)


def _title(tables: Tables, quantity: str, every: pd.DataFrame, single: bool, alike: bool) -> str:
    """What the median of one scenario does, or between what it ends over all treatments."""
    name = QUANTITIES[quantity][0]
    first = f"{name[0].upper()}{name[1:]}"
    if len(tables.treatments) == 1:
        whose = "in one world, a story and no estimate, it" if single else "the median"
        return f"{first}: {whose} {_move(quantity, every)}"
    if alike:
        return f"{first}: much the same in all {len(tables.treatments)} treatments"
    ends = every.loc[every.groupby(list(tables.swept), sort=False)["week"].idxmax()]
    ends = ends.sort_values("q50", kind="stable")
    low, high = ends.iloc[0], ends.iloc[-1]
    least, most = (_said(quantity, float(row["q50"])) for row in (low, high))
    if least == most:
        return f"{first}: the median ends at {most} in every treatment"
    least, most = (
        f"{text}{tables.at(tables.values(row))}" for text, row in ((least, low), (most, high))
    )
    return f"{first}: the median ends lowest, {least}, and highest, {most}"


def _move(quantity: str, rows: pd.DataFrame) -> str:
    rows = rows.sort_values("week")
    first, last = rows.iloc[0], rows.iloc[-1]
    begins, ends = (_said(quantity, float(row["q50"])) for row in (first, last))
    change, spread = last["q50"] - first["q50"], last["q95"] - last["q05"]
    if begins == ends or abs(change) < _HARDLY * spread:
        return f"hardly moves: {begins} in the first week, {ends} in the last"
    return f"{'rises' if change > 0 else 'falls'} from {begins} to {ends}"


def _said(quantity: str, value: float) -> str:
    """A state in the words of its axis."""
    _, _, decimals, factor, _ = QUANTITIES[quantity]
    if factor == 100:
        return percent(value)
    unit = " thousand" if quantity == "contingent" else ""
    return f"{value * factor:.{decimals}f}{unit}"
