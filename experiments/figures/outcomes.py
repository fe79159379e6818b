"""How worlds ended: the whole distribution, every share with its interval."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.figures import rows, words
from experiments.figures.canvas import Picture
from experiments.figures.captions import BOUNDS, INTERVALS, caption, chosen, span
from experiments.figures.leading import leading
from experiments.figures.numbers import interval
from experiments.figures.tables import Results


def draw(results: Results) -> Iterator[Picture]:
    """The picture of the outcomes."""
    treatments, note = chosen(results, rows.MOST)
    table = results.within(results.summary[results.summary["outcome"] != "entry"], treatments)
    text = caption(results, table, INTERVALS, BOUNDS, note)
    subtitle = f"How worlds ended within {span(results)}"
    if results.swept:
        title = leading(results, treatments, table, "outcome", "The most common ending is")
        figure = rows.chart(
            results,
            treatments,
            table,
            "outcome",
            words.OUTCOMES,
            title,
            f"{subtitle}; each column has its own scale",
            text,
            rest="",
        )
    else:
        entry = results.summary[results.summary["outcome"] == "entry"].iloc[0]
        table = results.summary
        title = f"Belarus enters in {interval(entry)} of the simulated worlds"
        figure = rows.single(
            table, "outcome", {"entry": "any entry", **words.OUTCOMES}, title, subtitle, text
        )
    yield Picture("outcomes", figure, table)
