"""Fifty dots that stand for equal parts of what the vectors say of a probability."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import altair as alt

from experiments.pages.report.charts.look import data, drawn, shares
from experiments.words.colours import BLUE

_COLUMNS = 20
_STEP = 12  # pixels from dot to dot


def dots(quantiles: Sequence[float], mean: float, said: str) -> dict[str, Any]:
    """The dots, stacked where they lie, with a line at the mean."""
    high: Counter[int] = Counter()
    rows = []
    for each in quantiles:
        column = min(int(each * _COLUMNS), _COLUMNS - 1)
        rows.append({"x": (column + 0.5) / _COLUMNS, "y": high[column] + 0.5, "P(entry)": each})
        high[column] += 1
    top = max(high.values())
    x = alt.X("x:Q", **shares("P(entry), a column for every 5 points"))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, top + 1], nice=False))
    points = alt.Chart(data(rows)).mark_circle(size=88, color=BLUE, opacity=1, aria=False)
    line = alt.Chart(data([{"x": mean}])).mark_rule(
        color=BLUE, strokeWidth=1.5, strokeDash=[4, 3], aria=False
    )
    layers = alt.layer(line.encode(x=x), points.encode(x=x, y=y))
    return drawn(layers, _STEP * (top + 1), said)
