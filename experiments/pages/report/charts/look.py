"""How every chart looks: type, colours, axes in per cent, as wide as the page leaves room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from experiments.words.colours import INK, QUIET

FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', sans-serif"
GRID, RULE = "#E4E2DC", "#8A8780"
PER_CENT = "format(datum.value * 100, '.3~g') + ' %'"
_TENFOLD = [1e-4, 1e-3, 1e-2, 0.1, 1]
Layers = alt.Chart | alt.LayerChart | alt.FacetChart
Rows = Sequence[Mapping[str, Any]]


def data(rows: Rows) -> alt.InlineData:
    """Rows as the data of a chart."""
    return alt.InlineData(values=[dict(row) for row in rows])


def drawn(chart: Layers, height: int, said: str) -> dict[str, Any]:
    """A chart as Vega-Lite, as wide as its place; `said` is what a screen reader says of it."""
    sized = chart.properties(width="container", height=height, description=said)
    spec: dict[str, Any] = sized.configure(**_CONFIG).to_dict()
    spec.pop("$schema")
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return spec


def shares(title: str | None = "P(entry)", top: float = 1.0) -> dict[str, Any]:
    """Scale and axis of a share, in per cent from 0."""
    return {
        "scale": alt.Scale(domain=[0, top], nice=False),
        "axis": alt.Axis(title=title, labelExpr=PER_CENT, tickCount=5),
    }


def tenfold(title: str | None = "P(entry)", lowest: float = 1e-4) -> dict[str, Any]:
    """The same where each grid line is ten times the one below."""
    values = [each for each in _TENFOLD if each >= lowest]
    return {
        "scale": alt.Scale(type="log", domain=[lowest, 1], clamp=True),
        "axis": alt.Axis(title=title, values=values, labelExpr=PER_CENT),
    }


def names(order: Sequence[str], title: str | None = None) -> dict[str, Any]:
    """Sort and axis of names down the side."""
    return {
        "sort": list(order),
        "axis": alt.Axis(title=title, labelLimit=240, domain=False, ticks=False, grid=False,
                         labelPadding=8),
    }  # fmt: skip


_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "view": alt.ViewConfig(stroke=None),
    "axis": alt.AxisConfig(
        labelFontSize=12, titleFontSize=12, labelColor=INK, titleColor=QUIET, titleFontWeight=400,
        gridColor=GRID, domainColor=RULE, tickColor=RULE, titlePadding=10,
    ),
    "text": alt.MarkConfig(fontSize=12, color=INK),
    "legend": alt.LegendConfig(disable=True),
}  # fmt: skip
