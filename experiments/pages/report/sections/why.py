"""Why: what decides, under what assumptions, who can pull which lever."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from experiments.pages.report.explained import box, drivers, due, levers, single
from experiments.pages.report.section import Section, prose

if TYPE_CHECKING:
    from experiments.pages.report.given import Given


def section(given: Given) -> Section | None:
    """What explains the answer; none where no folder of explanations was named, or none of its
    tables is one that can be shown.
    """
    why = given.why
    found = (
        drivers.chart(why.get("sensitivity")), single.chart(why.get("tornado")),
        levers.chart(why.get("levers")), due.chart(why.get("attribution")),
    )  # fmt: skip
    charts = tuple(each for each in found if each is not None)
    boxed = box.listing(why.get("box"))
    said = box.says(why.get("box"))
    if not charts and boxed is None:
        return None
    if charts:
        title = charts[0].title
        charts = (replace(charts[0], title=charts[0].listing.caption), *charts[1:])
    else:
        title = said.removesuffix(".") or "Where entry is likely"
    lead = "Each part answers one question and has its own intervals; none explains alone."
    return Section(
        title, "why", prose(said, lead), charts=charts,
        tables=() if boxed is None else (boxed,), contents="Why",
    )  # fmt: skip
