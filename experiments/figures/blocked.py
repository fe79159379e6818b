"""What blocked entry, as a share of all worlds; the rest entered."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.figures.drawing import rows
from experiments.figures.drawing.canvas import Picture
from experiments.figures.drawing.captions import BOUNDS, INTERVALS, caption, chosen, span
from experiments.figures.drawing.leading import leading
from experiments.figures.drawing.tables import Tables
from experiments.words.names import BLOCKS


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of what blocked entry."""
    treatments, note = chosen(tables, rows.MOST)
    table = tables.within(tables.blocked, treatments)
    text = caption(tables, table, INTERVALS, BOUNDS, note)
    title = leading(tables, treatments, table, "blocked", "What blocks entry most often:")
    subtitle = (
        f"What blocked entry within {span(tables)}, as a share of all worlds; the rest entered"
    )
    if tables.swept:
        subtitle += "; each column has its own scale"
        figure = rows.chart(
            tables, treatments, table, "blocked", BLOCKS, title, subtitle, text, rest="entry"
        )
    else:
        figure = rows.single(table, "blocked", BLOCKS, title, subtitle, text)
    yield Picture("blocked", figure, table)
