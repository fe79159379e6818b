"""The rungs of the ladder week by week, as shares of all worlds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from experiments.pages.report.charts.look import Rows, data, drawn, shares
from experiments.words.colours import colour

HEIGHT = 190


def ladder(rows: Rows, kinds: Sequence[str], said: str) -> dict[str, Any]:
    """Stacked areas from rows with week, kind and share; `kinds` from the bottom up."""
    last = max(row["week"] for row in rows)
    scale = alt.Scale(domain=list(kinds), range=[colour(kind) for kind in kinds])
    placed = [{**row, "place": kinds.index(row["kind"])} for row in rows]
    areas = alt.Chart(data(placed)).mark_area(
        interpolate="step-after", stroke="white", strokeWidth=0.4, aria=False
    )
    return drawn(
        areas.encode(
            x=alt.X(
                "week:Q",
                scale=alt.Scale(domain=[0, last], nice=False),
                axis=alt.Axis(title="week", grid=False, tickCount=6),
            ),
            y=alt.Y("share:Q", stack="zero", **shares(None)),
            color=alt.Color("kind:N", scale=scale),
            order=alt.Order("place:Q"),
        ),
        HEIGHT,
        said,
    )
