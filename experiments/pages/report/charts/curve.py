"""P(entry) along a number: structure lightest, the vectors in two bands, then the lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from experiments.pages.report.charts.look import Layers, Rows, data, drawn, shares, tenfold
from experiments.words.colours import BLACK, BLUE, ORANGE

HEIGHT = 340
LOWEST = 1e-4  # where the tenfold axis begins
_SHADES = {"structure": (ORANGE, 0.24), "parameters": (BLUE, 0.26), "half": (BLUE, 0.36)}
_LINES = {"mixture": (BLUE, 2.6, 60), "luck": (BLACK, 1.6, 34)}


def curve(
    rows: Rows, axis: str, said: str, log: bool = False, named: Mapping[float, str] | None = None
) -> dict[str, Any]:
    """Bands and lines from rows with x, kind, low, high and middle; a row whose middle is missing
    is an upper bound. `named` are the values that have names.
    """
    x = alt.X("x:Q", **along(axis, named or {}))
    y = tenfold() if log else shares()
    kept = [_above(row) for row in rows] if log else rows
    layers: list[Layers] = []
    for kind, (colour, opacity) in _SHADES.items():
        mine = [row for row in kept if row["kind"] == kind]
        if not mine:
            continue
        band = alt.Chart(data(mine)).mark_area(color=colour, opacity=opacity, aria=False)
        layers.append(band.encode(x=x, y=alt.Y("low:Q", **y), y2="high:Q"))
    for kind in _LINES:
        layers += _line([row for row in kept if row["kind"] == kind], kind, x, y)
    return drawn(alt.layer(*layers), HEIGHT, said)


def along(axis: str, named: Mapping[float, str]) -> dict[str, Any]:
    """The axis along the bottom, with names where its values have some."""
    if not named:
        return {"axis": alt.Axis(title=axis, grid=False)}
    texts = "; ".join(f"{value:g} {name}" for value, name in named.items())
    told = " : ".join(f"abs(datum.value - {value:g}) < 1e-9 ? '{name}'"
                      for value, name in named.items())  # fmt: skip
    return {
        "scale": alt.Scale(domain=[min(named), max(named)], nice=False),
        "axis": alt.Axis(title=axis, grid=False, values=list(named), labelExpr=f"{told} : ''",
                         labelFlush=False, labelOverlap="greedy", description=texts),
    }  # fmt: skip


def _line(rows: Rows, kind: str, x: alt.X, y: dict[str, Any]) -> list[Layers]:
    colour, width, size = _LINES[kind]
    told = [row for row in rows if row["middle"] is not None]
    bounds = [row for row in rows if row["middle"] is None]
    middle = alt.Y("middle:Q", **y)
    line = alt.Chart(data(told)).mark_line(color=colour, strokeWidth=width, aria=False)
    points = alt.Chart(data(told)).mark_point(color=colour, filled=True, size=size, opacity=1,
                                              aria=False)  # fmt: skip
    whiskers = alt.Chart(data(told)).mark_rule(color=colour, strokeWidth=1.4, aria=False)
    above = alt.Chart(data(bounds)).mark_point(
        shape="triangle-down", color=colour, filled=False, size=70, opacity=1, aria=False
    )
    drawn_ = alt.layer(
        line.encode(x=x, y=middle),
        whiskers.encode(x=x, y=alt.Y("low:Q", **y), y2="high:Q"),
        points.encode(x=x, y=middle, tooltip=["x:Q", "words:N"]),
    )
    bounded = alt.layer(above.encode(x=x, y=alt.Y("high:Q", **y), tooltip=["x:Q", "words:N"]))
    return [each for each, there in ((drawn_, told), (bounded, bounds)) if there]


def _above(row: Any) -> dict[str, Any]:
    """A row with nothing below the lowest grid line, which stands for all that is less."""
    numbers = ("low", "high", "middle")
    return {
        name: max(each, LOWEST) if name in numbers and each is not None else each
        for name, each in row.items()
    }
