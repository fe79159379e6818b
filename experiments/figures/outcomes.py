"""How worlds ended: the whole distribution, every share with its interval."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.figures.drawing import rows
from experiments.figures.drawing.canvas import Picture
from experiments.figures.drawing.captions import caption, refuse_story, span, sure
from experiments.figures.drawing.choosing import chosen
from experiments.figures.drawing.leading import leading
from experiments.figures.drawing.tables import Share, Tables, shown
from experiments.words.names import OUTCOMES
from sim.numbers import ranged, told


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of the outcomes."""
    refuse_story(tables)
    treatments, note = chosen(tables, rows.MOST)
    endings = tables.summary[tables.summary["outcome"] != "entry"]
    table = tables.within(endings, treatments)
    text = caption(tables, table, sure(table), note)
    subtitle = f"How worlds ended within {span(tables)}"
    if tables.swept:
        title = leading(tables, endings, "outcome", "The most common ending is")
        figure = rows.chart(
            tables,
            treatments,
            table,
            "outcome",
            OUTCOMES,
            title,
            f"{subtitle}; all columns have one scale",
            text,
            rest="",
        )
    else:
        entry = tables.summary[tables.summary["outcome"] == "entry"].iloc[0]
        table = tables.summary
        title = f"Belarus enters in {_share(shown(entry))} of the simulated worlds"
        figure = rows.single(
            table, "outcome", {"entry": "any entry", **OUTCOMES}, title, subtitle, text
        )
    yield Picture("outcomes", figure, table)


def _share(entry: Share) -> str:
    """The share with its interval where its figures tell the ends apart."""
    text = ranged(entry)
    low, _, high = text.partition("(")[2].removesuffix(" %)").partition(" to ")
    return text if not low or low != high else told(entry)
