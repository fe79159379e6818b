"""How far up the ladder of concessions Minsk went at its highest."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.figures.drawing import rows
from experiments.figures.drawing.canvas import Picture
from experiments.figures.drawing.captions import caption, refuse_story, span, sure
from experiments.figures.drawing.choosing import chosen
from experiments.figures.drawing.leading import leading
from experiments.figures.drawing.tables import Tables
from experiments.words.names import RUNGS


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of the highest rung reached."""
    refuse_story(tables)
    treatments, note = chosen(tables, rows.MOST)
    table = tables.within(tables.rungs, treatments)
    text = caption(tables, table, sure(table), note)
    title = leading(tables, tables.rungs, "highest_rung", "The highest rung is most often:")
    subtitle = (
        f"Highest rung of the ladder of concessions that Lukashenko reached within {span(tables)}"
    )
    if tables.swept:
        subtitle += "; all columns have one scale"
        figure = rows.chart(
            tables, treatments, table, "highest_rung", RUNGS, title, subtitle, text, rest=""
        )
    else:
        figure = rows.single(table, "highest_rung", RUNGS, title, subtitle, text)
    yield Picture("highest_rung", figure, table)
