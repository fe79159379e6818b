"""How far up the ladder of concessions Minsk went at its highest."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.figures import rows, words
from experiments.figures.canvas import Picture
from experiments.figures.captions import BOUNDS, INTERVALS, caption, chosen, span
from experiments.figures.leading import leading
from experiments.figures.tables import Results


def draw(results: Results) -> Iterator[Picture]:
    """The picture of the highest rung reached."""
    treatments, note = chosen(results, rows.MOST)
    table = results.within(results.rungs, treatments)
    text = caption(results, table, INTERVALS, BOUNDS, note)
    title = leading(results, treatments, table, "highest_rung", "The highest rung is most often:")
    subtitle = (
        f"Highest rung of the ladder of concessions that Lukashenko reached within {span(results)}"
    )
    if results.swept:
        subtitle += "; each column has its own scale"
        figure = rows.chart(
            results, treatments, table, "highest_rung", words.RUNGS, title, subtitle, text, rest=""
        )
    else:
        figure = rows.single(table, "highest_rung", words.RUNGS, title, subtitle, text)
    yield Picture("highest_rung", figure, table)
