"""Estimates with their intervals in rows: one or two marks a row, on a plain or a log axis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from experiments.pages.report.charts.look import Rows, data, drawn, names
from experiments.words.colours import QUIET

_ROW = 30  # pixels
UNITS = {
    "%": "format(datum.value * 100, '.3~g') + ' %'",
    "points": "format(datum.value * 100, '+.3~g')",
}
_DECADES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]


def spans(
    rows: Rows,
    colours: Mapping[str, str],
    axis: str,
    said: str,
    nought: float | None = None,
    log: bool = False,
    unit: str = "",
) -> dict[str, Any]:
    """Marks with whiskers from rows with name, kind, middle, low and high; `nought` is where
    nothing would be.
    """
    order = list(dict.fromkeys(row["name"] for row in rows))
    kinds = list(colours)
    x = _along(axis, log, nought is None or nought == 0, unit)
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=list(colours.values())))
    y = alt.Y("name:N", **names(order))
    apart = alt.YOffset("kind:N", scale=alt.Scale(domain=kinds, paddingInner=0.4, paddingOuter=0.3))
    base = alt.Chart(data(rows))
    whiskers = base.mark_rule(strokeWidth=2, aria=False).encode(
        x=alt.X("low:Q", **x), x2="high:Q", y=y, color=colour
    )
    points = base.mark_point(filled=True, size=70, opacity=1, aria=False).encode(
        x=alt.X("middle:Q", **x), y=y, color=colour, tooltip=["name:N", "words:N"]
    )
    if len(kinds) > 1:
        whiskers, points = whiskers.encode(yOffset=apart), points.encode(yOffset=apart)
    layers: list[alt.Chart] = [whiskers, points]
    if nought is not None:
        line = alt.Chart(data([{"x": nought}])).mark_rule(color=QUIET, strokeWidth=1.2, aria=False)
        layers.insert(0, line.encode(x=alt.X("x:Q", **x)))
    step = _ROW + 12 * (len(kinds) - 1)
    return drawn(alt.layer(*layers), step * len(order), said)


def _along(axis: str, log: bool, from_nought: bool, unit: str) -> dict[str, Any]:
    """Scale and axis along the bottom; the unit is one of `UNITS` or none."""
    told = UNITS.get(unit, "format(datum.value, '~g')")
    at = {"values": _DECADES} if log else {"tickCount": 5}
    return {
        "scale": alt.Scale(type="log", nice=False) if log else alt.Scale(zero=from_nought),
        "axis": alt.Axis(title=axis, labelExpr=told, titleAnchor="start", **at),
    }
