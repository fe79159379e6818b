"""Whether he is in power a year later, by pressure and answer: what came, what he expected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from experiments.pages.report.charts.curve import along
from experiments.pages.report.charts.look import Rows, data, drawn, shares
from experiments.words.colours import colour
from experiments.words.parameters import LEVELS

HEIGHT = 280


def powers(rows: Rows, answers: Sequence[str], said: str) -> dict[str, Any]:
    """Lines with whiskers from rows with x, answer, middle, low, high and expected."""
    x = alt.X("x:Q", **along("Kremlin pressure", LEVELS))
    kind = alt.Color(
        "answer:N", scale=alt.Scale(domain=list(answers), range=[colour(a) for a in answers])
    )
    y = shares("in power a year later")
    base = alt.Chart(data(rows))
    line = base.mark_line(strokeWidth=2.4, aria=False)
    points = base.mark_point(filled=True, size=60, opacity=1, aria=False)
    whiskers = base.mark_rule(strokeWidth=1.4, aria=False)
    expected = base.mark_line(strokeWidth=1.4, strokeDash=[2, 3], aria=False)
    middle = alt.Y("middle:Q", **y)
    return drawn(
        alt.layer(
            whiskers.encode(x=x, y=alt.Y("low:Q", **y), y2="high:Q", color=kind),
            line.encode(x=x, y=middle, color=kind),
            points.encode(x=x, y=middle, color=kind, tooltip=["x:Q", "words:N"]),
            expected.encode(x=x, y=alt.Y("expected:Q", **y), color=kind),
        ),
        HEIGHT,
        said,
    )
