"""Fan charts: how a state of the world spreads over time, a panel a treatment."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.figures.drawing import marks, panels
from experiments.figures.drawing.canvas import Picture
from experiments.figures.drawing.captions import caption, chosen, span
from experiments.figures.drawing.tables import Tables, TreatmentValues
from experiments.words.colours import BLUE
from experiments.words.names import QUANTITIES

_NOTE = (
    "Bands hold the middle half and the middle 90 % of the worlds still going on (the "
    "spread between worlds, not 95 % intervals of an "
    "estimate); the line is the median."
)
_QUANTILES = ["q05", "q25", "q50", "q75", "q95"]


def draw(tables: Tables) -> Iterator[Picture]:
    """A picture for each quantity that was saved."""
    treatments, note = chosen(tables, panels.MOST)
    table = tables.within(tables.weekly, treatments)
    for quantity in QUANTITIES:
        rows = table[(table["quantity"] == quantity) & (table["worlds"] > 0)]
        if len(rows) and all(len(tables.of(rows, each)) for each in treatments):
            yield _fan(tables, treatments, quantity, rows, note)


def _fan(
    tables: Tables, treatments: list[TreatmentValues], quantity: str, rows: pd.DataFrame, note: str
) -> Picture:
    name, unit, _, factor, top = QUANTITIES[quantity]
    subtitle = f"{name[0].upper()}{name[1:]}, week by week over {span(tables)}"
    text = caption(tables, rows[rows["week"] == 0], _NOTE, note)
    figure, axes = panels.multiples(
        tables, treatments, _title(tables, treatments, quantity, rows), subtitle, text
    )
    for each, treatment in zip(axes, treatments, strict=True):
        _panel(each, tables.of(rows, treatment), factor)
    axes[0].set_ylim(0, top or max(1.1 * factor * rows["q95"].max(), 1e-6))
    for each in panels.left_column(axes):
        each.set_ylabel(unit)
    shades = ((0.45, "middle half"), (0.2, "middle 90 %"))
    bands = [Patch(color=BLUE, alpha=alpha, label=label) for alpha, label in shades]
    panels.legend(axes, [Line2D([], [], color=BLUE, label="median world"), *bands])
    return Picture(f"fan_{quantity}", figure, rows)


def _panel(axes: Axes, rows: pd.DataFrame, factor: float) -> None:
    x = marks.days(rows)
    q05, q25, q50, q75, q95 = (rows[name] * factor for name in _QUANTILES)
    axes.fill_between(x, q05, q95, color=BLUE, alpha=0.2, linewidth=0)
    axes.fill_between(x, q25, q75, color=BLUE, alpha=0.3, linewidth=0)
    axes.plot(x, q50, color=BLUE)
    panels.months(axes, x)


def _title(
    tables: Tables, treatments: list[TreatmentValues], quantity: str, rows: pd.DataFrame
) -> str:
    """What the median does from the first week to the last, at the two ends of what was varied."""
    name = QUANTITIES[quantity][0]
    told = [
        _move(quantity, tables.of(rows, each)) + tables.at(each)
        for each in dict.fromkeys([treatments[0], treatments[-1]])
    ]
    return f"{name[0].upper()}{name[1:]}: median {', '.join(told)}"


def _move(quantity: str, rows: pd.DataFrame) -> str:
    _, _, decimals, factor, _ = QUANTITIES[quantity]
    rows = rows.sort_values("week")
    first, last = (f"{row['q50'] * factor:.{decimals}f}" for row in (rows.iloc[0], rows.iloc[-1]))
    sign = " %" if factor == 100 else " thousand" if quantity == "contingent" else ""
    if first == last:
        return f"stays at {first}{sign}"
    return f"{'rises' if float(last) > float(first) else 'falls'} from {first} to {last}{sign}"
