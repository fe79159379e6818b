"""Whether what signs foretell comes as often as foretold, on worlds of other vectors."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.marks import halo
from experiments.words.colours import BLUE, GREY
from experiments.words.why.indicators import reliable
from sim.numbers import thousands


def checked(rows: pd.DataFrame) -> Picture:
    """The picture, from the rows of reliability.csv."""
    good, first = int(rows["reliable"].sum()), rows.iloc[0]
    title = reliable(good, len(rows), first["gain_low"], first["gain_high"])
    subtitle = (
        f"P(entry in {first['within']} weeks | the signs seen by week {first['week']}), foretold "
        "from one half of the vectors, and how often entry came in the other half"
    )
    figure = sheet(title, subtitle, _caption(rows), 8, 4.4)
    axes = figure.subplots()
    _draw(axes, rows)
    return Picture("reliability", figure, rows)


def _draw(axes: Axes, rows: pd.DataFrame) -> None:
    top = min(1.0, 1.08 * float(max(rows["entered_high"].max(), rows["forecast"].max())))
    axes.plot([0, top], [0, top], color=GREY, linewidth=1)
    for _, row in rows.iterrows():
        mark, face = ("o", BLUE) if row["reliable"] else ("D", "white")
        axes.plot([row["forecast"]] * 2, [row["entered_low"], row["entered_high"]], color=BLUE)
        axes.plot(
            row["forecast"], row["entered"], marker=mark, color=BLUE, markersize=6,
            markerfacecolor=face,
        )  # fmt: skip
        axes.annotate(
            thousands(row["entered_worlds"]), (row["forecast"], row["entered_high"]),
            xytext=(0, 3), textcoords="offset points", ha="center", size=7.5, path_effects=halo(),
        )  # fmt: skip
    for kind, mark, face in (("as often as foretold", "o", BLUE), ("not", "D", "white")):
        axes.plot(
            [], [], marker=mark, color=BLUE, markerfacecolor=face, linestyle="none", label=kind
        )
    axes.legend(loc="upper left")
    axes.set_xlim(0, min(top, max(1.15 * float(rows["forecast"].max()), 0.01)))
    axes.set_ylim(0, top)
    axes.set_xlabel("foretold")
    axes.set_ylabel("came")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1.0))


def _caption(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    return (
        f"{thousands(rows['entered_worlds'].sum())} worlds that go on, by what was foretold; "
        "numbers are worlds. Lines are 95 % intervals of what came, worlds of one vector taken "
        f"together. Brier score {first['brier']:.4f}, of the base rate "
        f"{first['brier_of_base_rate']:.4f}; gain {first['gain']:.4f} [{first['gain_low']:.4f} to "
        f"{first['gain_high']:.4f}]. The check is within the model: it says that signs are read "
        "rightly, not that the world is so."
    )
