"""What to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.pages.report.explained import signs
from experiments.pages.report.section import Section, prose

if TYPE_CHECKING:
    from experiments.pages.report.given import Given


def section(given: Given) -> Section | None:
    """Signs that lead entry; none where no table of them was given."""
    table = given.why.get("indicators")
    chart = signs.chart(table)
    if chart is None or table is None:
        return None
    said = (
        "A sign says something only beside how often it is seen without an entry. What is told of "
        "signs holds in the model, for whoever sees them as they are defined."
    )
    return Section(
        signs.says(table), "watch", prose(said), charts=(chart,), contents="What to watch"
    )
