"""What the record has told of P(entry), and whether known truths lie where their posteriors say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.drawing import marks
from experiments.figures.drawing.canvas import Picture, sheet
from experiments.words.colours import BLACK, BLUE, GREY, PALE, SKY, VERMILLION
from sim.numbers import percent

_LEAST = 1e-4  # P(entry) is not told apart below it
_LOOKS = {  # what is known -> colour, and how far beside its pressure it stands
    "prior": (GREY, -0.036),
    "nothing happened": (SKY, 0.0),
    "record": (BLACK, 0.036),
}
_OBSERVED = "observed"
_SURE = 1.63  # of the Kolmogorov distribution: 99 of a hundred sound methods stay within


def entry_by_knowledge(rows: Sequence[Mapping[str, Any]]) -> Picture:
    """P(entry) by pressure, given the prior alone, that nothing happened, and the record."""
    table = pd.DataFrame(rows)
    shown = table[table["given"].isin(_LOOKS) & (table["level"] != "")].astype({"level": float})
    subtitle = (
        "P(entry in the year from 7 December 2022) by Kremlin pressure: bars hold 90 % of the "
        "parameter vectors, dots their median, diamonds the mean over them"
    )
    caption = (
        "Luck is not in the bars: they are what is not known of the parameters. Nothing from after "
        f"7 December 2022 was used. Chances below {percent(_LEAST)} are not told apart. Everything "
        "is given the model and its prior."
    )
    figure = sheet(entry_says(shown), subtitle, caption, 9, 4)
    axes = figure.subplots()
    for known, (tint, beside) in _LOOKS.items():
        _bars(axes, shown[shown["given"] == known], known, tint, beside)
    marks.log_axis(axes, _LEAST * 0.8)
    axes.set_xlabel("Kremlin pressure")
    axes.set_ylabel("P(entry)")
    axes.set_xticks(sorted(set(shown["level"])))
    marks.name_levels(axes)
    axes.legend(loc="lower right", title="given")
    return Picture("entry_by_knowledge", figure, table)


def entry_says(rows: pd.DataFrame) -> str:
    """The finding: what P(entry) as observed may be before the record and after it."""
    at = rows[rows["pressure"] == _OBSERVED].set_index("given")
    before, after = (
        _range(float(at["low"][known]), float(at["high"][known])) for known in ("prior", "record")
    )
    return (
        f"Under the observed pressure P(entry) may be anything from {after} once the record is "
        f"known, from {before} before"
    )


def known_truths(rows: Sequence[Mapping[str, Any]]) -> Picture:
    """How evenly known truths are ranked in their posteriors."""
    table = pd.DataFrame(rows)
    counts = table[[name for name in table if str(name).startswith("bin_")]].to_numpy(float)
    truths, bins = int(counts[0].sum()), counts.shape[1]
    away = np.cumsum(counts, axis=1) / truths - np.arange(1, bins + 1) / bins
    most = _SURE / np.sqrt(truths)
    subtitle = (
        "Share of known truths that rank so low in their posterior, less what it should be; a line "
        "for each fitted parameter (blue) and for P(entry) at each pressure (black)"
    )
    caption = (
        f"{truths} truths drawn from the prior and held out. Within the grey band 99 of a hundred "
        "sound methods would keep every single line."
    )
    beyond = (np.abs(away) > most).any(axis=1)
    figure = sheet(truths_say(beyond), subtitle, caption, 8, 3.2)
    axes = figure.subplots()
    axes.axhspan(-most, most, color=PALE, alpha=0.6, linewidth=0)
    for name, line, out in zip(table["quantity"], away, beyond, strict=True):
        tint = VERMILLION if out else BLUE if "." in name or " " in name else BLACK
        axes.plot(np.arange(bins + 1) / bins, [0, *line], color=tint, linewidth=1, alpha=0.7)
    axes.set_xlim(0, 1)
    axes.set_xlabel("rank of the truth in its posterior")
    axes.set_ylabel("too many (above 0) or too few")
    return Picture("known_truths", figure, table)


def truths_say(beyond: Any) -> str:
    """The finding: whether truths rank evenly."""
    if not beyond.any():
        return f"Known truths lie where their posteriors say, in all {beyond.size} quantities"
    return f"In {int(beyond.sum())} of {beyond.size} quantities known truths lie elsewhere"


def _bars(axes: Axes, rows: pd.DataFrame, known: str, tint: str, beside: float) -> None:
    x = rows["level"] + beside
    ends = {name: np.maximum(rows[name].astype(float), _LEAST) for name in ("low", "high")}
    axes.vlines(x, ends["low"], ends["high"], color=tint, linewidth=5, alpha=0.55, label=known)
    axes.plot(x, np.maximum(rows["median"], _LEAST), "o", color=tint, markersize=5)
    axes.plot(
        x, np.maximum(rows["mixture"], _LEAST), "D", color=tint, markersize=5,
        markerfacecolor="white",
    )  # fmt: skip


def _range(low: float, high: float) -> str:
    least = f"under {percent(_LEAST)}" if low <= _LEAST * 1.01 else percent(low)
    return f"{least} to {percent(high)}"
