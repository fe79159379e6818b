"""Three ways in which one probability is unsure, a bar each, none part of another."""

from __future__ import annotations

from typing import Any

import altair as alt

from experiments.pages.report.charts.look import Rows, data, drawn, names, shares
from experiments.words.colours import BLACK, BLUE, ORANGE

KINDS = ("luck", "parameters", "structure")  # in this order, always
COLOURS = {"luck": BLACK, "parameters": BLUE, "structure": ORANGE}
_ROW = 52  # pixels


def ways(rows: Rows, said: str) -> dict[str, Any]:
    """Bars from rows with kind, low, high, middle and words, in the order of `KINDS`."""
    order = [row["kind"] for row in rows]
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    )
    y = alt.Y("kind:N", **names(order))
    base = alt.Chart(data(rows))
    bars = base.mark_bar(height=14, opacity=0.45, aria=False).encode(
        x=alt.X("low:Q", **shares()), x2="high:Q", y=y, color=colour
    )
    middles = base.mark_tick(thickness=3, height=20, opacity=1, aria=False).encode(
        x="middle:Q", y=y, color=colour
    )
    words = base.mark_text(align="left", dy=-17, aria=False).encode(
        x=alt.XDatum(0), y=y, text="words:N"
    )
    return drawn(alt.layer(bars, middles, words), _ROW * len(rows), said)
