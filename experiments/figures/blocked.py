"""What blocked entry, as a share of all worlds; the rest entered."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.figures import rows, words
from experiments.figures.canvas import Picture
from experiments.figures.captions import BOUNDS, INTERVALS, caption, chosen, span
from experiments.figures.leading import leading
from experiments.figures.tables import Results


def draw(results: Results) -> Iterator[Picture]:
    """The picture of what blocked entry."""
    treatments, note = chosen(results, rows.MOST)
    table = results.within(results.blocked, treatments)
    text = caption(results, table, INTERVALS, BOUNDS, note)
    title = leading(results, treatments, table, "blocked", "What blocks entry most often:")
    subtitle = (
        f"What blocked entry within {span(results)}, as a share of all worlds; the rest entered"
    )
    if results.swept:
        subtitle += "; each column has its own scale"
        figure = rows.chart(
            results, treatments, table, "blocked", words.BLOCKS, title, subtitle, text, rest="entry"
        )
    else:
        figure = rows.single(table, "blocked", words.BLOCKS, title, subtitle, text)
    yield Picture("blocked", figure, table)
