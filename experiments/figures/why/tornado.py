"""One at a time: P(entry) with one parameter low and high, and all else as it is."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.marks import halo
from experiments.words.colours import BLACK, BLUE, ORANGE, PALE
from experiments.words.parameters import setting, short
from sim.numbers import percent, thousands

_ENDS = {"10": (BLUE, "s", -0.13), "90": (ORANGE, "o", 0.13)}  # quantile: colour, mark, shift


def draw(rows: pd.DataFrame, about: dict[str, Any]) -> Picture:
    """The picture, from the rows of one level, the widest swing first."""
    subtitle = (
        f"P(entry within {about['weeks']} weeks) with one parameter at its 10 % and its 90 % "
        "quantile, everything else as it is"
    )
    figure = sheet(finding(rows), subtitle, _caption(about), 10, 0.9 + 0.4 * len(rows))
    axes = figure.subplots()
    usual = rows.iloc[0]
    axes.axvspan(usual["usual_low"], usual["usual_high"], color=PALE, alpha=0.6, linewidth=0)
    axes.axvline(usual["usual"], color=BLACK, linewidth=1)
    for place, (_, row) in enumerate(rows.iterrows()):
        _row(axes, place, row)
    _finish(axes, rows)
    return Picture("tornado", figure, rows)


def finding(rows: pd.DataFrame) -> str:
    """The finding: the widest swing, said as one at a time."""
    row = rows.iloc[0]
    where = setting("pressure.level", float(row["level"]))
    if row["difference_low"] <= 0 <= row["difference_high"]:
        return f"One at a time, none of {len(rows)} parameters is seen to move entry at {where}"
    low, high = percent(row["entry_at_10"]), percent(row["entry_at_90"])
    second = rows.iloc[1:]
    sizes = second["difference"].abs()
    reach = float((sizes + (second["difference_high"] - second["difference_low"]) / 2).max())
    least = min(abs(row["difference_low"]), abs(row["difference_high"]))
    widest = "the widest swing" if len(rows) > 1 and least > reach else "a wide swing"
    moves = f"{short(row['parameter'])} takes entry from {low} to {high}"
    return f"One at a time, {moves} at {where}, {widest} of {len(rows)} parameters"


def _row(axes: Axes, place: int, row: pd.Series[Any]) -> None:
    axes.plot([row["entry_at_10"], row["entry_at_90"]], [place] * 2, color=PALE, linewidth=5)
    for end, (colour, mark, shift) in _ENDS.items():
        low, high = row[f"entry_at_{end}_low"], row[f"entry_at_{end}_high"]
        at, setting_ = row[f"entry_at_{end}"], row[f"setting_at_{end}"]
        axes.plot([low, high], [place + shift] * 2, color=colour, linewidth=1.4)
        axes.plot(at, place + shift, marker=mark, color=colour, markersize=6)
        outside = at <= (row["entry_at_10"] + row["entry_at_90"]) / 2
        axes.annotate(
            f"{setting_:.2g}", (low if outside else high, place + shift), (-6 if outside else 6, 0),
            textcoords="offset points", ha="right" if outside else "left", va="center", size=7.5,
            path_effects=halo(),
        )  # fmt: skip


def _finish(axes: Axes, rows: pd.DataFrame) -> None:
    axes.set_yticks(range(len(rows)), [_label(row) for _, row in rows.iterrows()])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    ends = rows[[f"entry_at_{end}_{side}" for end in _ENDS for side in ("low", "high")]].to_numpy()
    room = 0.1 * max(float(ends.max() - ends.min()), 0.02)
    axes.set_xlim(max(float(ends.min()) - room, -0.02), min(float(ends.max()) + room, 1.02))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=None, symbol=" %"))
    axes.set_xlabel("P(entry)")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    for end, (colour, mark, _) in _ENDS.items():
        axes.plot([], [], marker=mark, color=colour, linestyle="none", label=f"{end} % quantile")
    axes.legend(loc="lower right")


def _label(row: pd.Series[Any]) -> str:
    unit = row["unit"]
    return f"{short(row['parameter'])}{f' ({unit})' if isinstance(unit, str) and unit else ''}"


def _caption(about: dict[str, Any]) -> str:
    return (
        "One parameter at a time: what parameters do together is left out, and so is what the "
        f"others would say of it. {thousands(about['tornado_points'])} points "
        f"of {about['beliefs']}, {about['tornado_worlds']} worlds each, on the same luck; lines "
        "are 95 % intervals of each share, wider than those of the paired differences; small "
        "numbers are the parameter's values. Black line and band: nothing moved. Quantiles are "
        "those of what is believed. Everything is given the model and its assumptions."
    )
