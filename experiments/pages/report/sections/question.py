"""What is asked, and what counts as entry."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from experiments.pages.report.section import Section, items, prose
from experiments.words.definition import FROM, NOT, WHAT, WHEN, WHO_SAYS
from experiments.words.frequencies import years
from experiments.words.parameters import day

if TYPE_CHECKING:
    from experiments.pages.report.given import Given

QUESTION = (
    "If Moscow presses this hard, how often does Belarus enter Russia's war on Ukraine, how far up "
    "the ladder of concessions does Minsk go, and what stops it?"
)


def section(given: Given) -> Section:
    """The question, and the definition on which every number rests."""
    start = day(str(given.manifest.get("start", "")))
    lead = prose(
        QUESTION,
        f"Five actors – Putin, Lukashenko, the Belarusian army, the public and the opposition in "
        f"exile – act on incentives in many {years(given.weeks)} from {start}. Every number here "
        "is P(... | model, assumptions): a share of simulated worlds, and not a forecast.",
    )
    definition = (
        f"<h3>What counts as entry</h3><p><strong>{escape(WHAT)}</strong> {escape(FROM)}</p>"
    )
    more = (
        '<details class="more"><summary>What does not count, and who says so</summary>'
        f"{items(NOT, WHO_SAYS, WHEN)}</details>"
    )
    return Section(
        "What is asked, and what counts as entry", "question",
        html=lead + definition + more, contents="The question",
    )  # fmt: skip
