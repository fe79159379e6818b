"""Whole worlds in stacked bars: a bar a treatment, a colour an ending or a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from experiments.pages.report.charts.look import Rows, data, drawn, names, shares
from experiments.words.colours import colour

_ROW = 40  # pixels


def stacks(rows: Rows, order: Sequence[str], kinds: Sequence[str], said: str) -> dict[str, Any]:
    """Bars from rows with name, kind, probability and words; `kinds` from left to right."""
    scale = alt.Scale(domain=list(kinds), range=[colour(kind) for kind in kinds])
    placed = [{**row, "place": kinds.index(row["kind"])} for row in rows]
    bars = alt.Chart(data(placed)).mark_bar(height=24, stroke="white", strokeWidth=0.8, aria=False)
    return drawn(
        bars.encode(
            x=alt.X("probability:Q", stack="zero", **shares("share of worlds")),
            y=alt.Y("name:N", **names(order)),
            color=alt.Color("kind:N", scale=scale),
            order=alt.Order("place:Q"),
            tooltip=["name:N", "words:N"],
        ),
        _ROW * len(order),
        said,
    )
