"""How worlds ended: the whole distribution, every share with its interval."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.figures.drawing import rows
from experiments.figures.drawing.canvas import Picture
from experiments.figures.drawing.captions import BOUNDS, INTERVALS, caption, chosen, span
from experiments.figures.drawing.leading import leading
from experiments.figures.drawing.tables import Tables, shown
from experiments.words.names import OUTCOMES
from sim.numbers import ranged


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of the outcomes."""
    treatments, note = chosen(tables, rows.MOST)
    table = tables.within(tables.summary[tables.summary["outcome"] != "entry"], treatments)
    text = caption(tables, table, INTERVALS, BOUNDS, note)
    subtitle = f"How worlds ended within {span(tables)}"
    if tables.swept:
        title = leading(tables, treatments, table, "outcome", "The most common ending is")
        figure = rows.chart(
            tables,
            treatments,
            table,
            "outcome",
            OUTCOMES,
            title,
            f"{subtitle}; each column has its own scale",
            text,
            rest="",
        )
    else:
        entry = tables.summary[tables.summary["outcome"] == "entry"].iloc[0]
        table = tables.summary
        title = f"Belarus enters in {ranged(shown(entry))} of the simulated worlds"
        figure = rows.single(
            table, "outcome", {"entry": "any entry", **OUTCOMES}, title, subtitle, text
        )
    yield Picture("outcomes", figure, table)
