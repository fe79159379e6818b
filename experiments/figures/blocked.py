"""What blocked entry, as a share of all worlds; the rest entered."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.figures.drawing import rows
from experiments.figures.drawing.canvas import Picture
from experiments.figures.drawing.captions import caption, refuse_story, span, sure
from experiments.figures.drawing.choosing import chosen
from experiments.figures.drawing.leading import leading
from experiments.figures.drawing.tables import Tables
from experiments.words.names import BLOCKS

_LAST = (
    "A world counts for the last thing that stood in the way; an order that failed before another "
    "reason came is not among those that the army refused."
)


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of what blocked entry."""
    refuse_story(tables)
    treatments, note = chosen(tables, rows.MOST)
    table = tables.within(tables.blocked, treatments)
    text = caption(tables, table, sure(table), _LAST, note)
    title = leading(tables, tables.blocked, "blocked", "What blocks entry most often:")
    subtitle = (
        f"What blocked entry within {span(tables)}, as a share of all worlds; the rest entered"
    )
    if tables.swept:
        subtitle += "; all columns have one scale"
        figure = rows.chart(
            tables, treatments, table, "blocked", BLOCKS, title, subtitle, text, rest="entry"
        )
    else:
        figure = rows.single(table, "blocked", BLOCKS, title, subtitle, text)
    yield Picture("blocked", figure, table)
