"""Fan charts: how a state of the world spreads over time, a panel a treatment."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures import marks, panels, words
from experiments.figures.canvas import Picture
from experiments.figures.captions import caption, chosen, span
from experiments.figures.tables import Results, Treatment

_NOTE = (
    "Bands hold the middle half and the middle 90 % of the worlds still going on (the "
    "spread between worlds, not 95 % intervals of an "
    "estimate); the line is the median."
)
_QUANTILES = ["q05", "q25", "q50", "q75", "q95"]


def draw(results: Results) -> Iterator[Picture]:
    """A picture for each quantity that was saved."""
    treatments, note = chosen(results, panels.MOST)
    table = results.within(results.weekly, treatments)
    for quantity in words.QUANTITIES:
        rows = table[(table["quantity"] == quantity) & (table["worlds"] > 0)]
        if len(rows) and all(len(results.of(rows, each)) for each in treatments):
            yield _fan(results, treatments, quantity, rows, note)


def _fan(
    results: Results, treatments: list[Treatment], quantity: str, rows: pd.DataFrame, note: str
) -> Picture:
    name, unit, _, factor, top = words.QUANTITIES[quantity]
    subtitle = f"{name[0].upper()}{name[1:]}, week by week over {span(results)}"
    text = caption(results, rows[rows["week"] == 0], _NOTE, note)
    figure, axes = panels.multiples(
        results, treatments, _title(results, treatments, quantity, rows), subtitle, text
    )
    for each, treatment in zip(axes, treatments, strict=True):
        _panel(each, results.of(rows, treatment), factor)
    axes[0].set_ylim(0, top or max(1.1 * factor * rows["q95"].max(), 1e-6))
    for each in panels.left_column(axes):
        each.set_ylabel(unit)
    handles = [Line2D([], [], color=words.BLUE, label="median world")]
    handles += [
        Patch(color=words.BLUE, alpha=alpha, label=label)
        for alpha, label in ((0.45, "middle half"), (0.2, "middle 90 %"))
    ]
    panels.legend(axes, handles)
    return Picture(f"fan_{quantity}", figure, rows)


def _panel(axes: Axes, rows: pd.DataFrame, factor: float) -> None:
    x = marks.days(rows)
    q05, q25, q50, q75, q95 = (rows[name] * factor for name in _QUANTILES)
    axes.fill_between(x, q05, q95, color=words.BLUE, alpha=0.2, linewidth=0)
    axes.fill_between(x, q25, q75, color=words.BLUE, alpha=0.3, linewidth=0)
    axes.plot(x, q50, color=words.BLUE)
    panels.months(axes, x)


def _title(results: Results, treatments: list[Treatment], quantity: str, rows: pd.DataFrame) -> str:
    """What the median does from the first week to the last, at the two ends of what was varied."""
    name = words.QUANTITIES[quantity][0]
    told = [
        _move(quantity, results.of(rows, each)) + results.at(each)
        for each in dict.fromkeys([treatments[0], treatments[-1]])
    ]
    return f"{name[0].upper()}{name[1:]}: median {', '.join(told)}"


def _move(quantity: str, rows: pd.DataFrame) -> str:
    _, _, decimals, factor, _ = words.QUANTITIES[quantity]
    rows = rows.sort_values("week")
    first, last = (f"{row['q50'] * factor:.{decimals}f}" for row in (rows.iloc[0], rows.iloc[-1]))
    sign = f"{words.SPACE}%" if factor == 100 else " thousand" if quantity == "contingent" else ""
    if first == last:
        return f"stays at {first}{sign}"
    return f"{'rises' if float(last) > float(first) else 'falls'} from {first} to {last}{sign}"
