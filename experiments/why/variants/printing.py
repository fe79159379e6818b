"""The account of variants as it is read: tables on a console, or Markdown for a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich import box
from rich.table import Table

from experiments.why.variants.account import Found, points, said, structure
from experiments.why.variants.living import EVENTS
from experiments.words.paper import Paper
from sim.numbers import interval

_LONG = 12  # numbers of a list that is still written out: one a month
HEADINGS = {
    "ultimatum": "P(ultimatum)",
    "entry": "P(entry)",
    "failed": "an order failed",
    "fell": "the regime fell",
}


def printed(found: Sequence[Found], weeks: int) -> Paper:
    """Print what every variant is and does, group by group; gives the paper."""
    paper = Paper()
    for line in lead(found, weeks):
        paper.say(line)
    for group, members in _groups(found):
        paper.head(group)
        for each in {each.variant.name: each for each in members}.values():
            if each.variant.group:
                paper.say(f"  {each.variant.name}: {each.variant.says}")
        paper.show(_table(members), labels=2)
    if rivals := structure(found):
        paper.say(rivals)
    return paper


def markdown(found: Sequence[Found], weeks: int) -> Iterator[str]:
    """The same as lines of Markdown."""
    yield from (f"{line}\n" for line in lead(found, weeks))
    for group, members in _groups(found):
        yield f"### {group}\n"
        for each in {each.variant.name: each for each in members}.values():
            if each.variant.group:
                sets = ", ".join(
                    f"`{path}={_short(value)}`" for path, value in each.variant.sets.items()
                )
                yield f"- **{each.variant.name}**: {each.variant.says} {sets}"
        yield f"\n| variant | pressure | {' | '.join(HEADINGS.values())} |"
        yield f"|---|---|{'---|' * len(HEADINGS)}"
        for each in members:
            mark = "; " if each.variant.group else " "
            cells = [mark.join(_cell(each, event)) for event in EVENTS]
            yield f"| {each.variant.name} | {each.level} | {' | '.join(cells)} |"
        yield ""
    if rivals := structure(found):
        yield rivals


def lead(found: Sequence[Found], weeks: int) -> list[str]:
    """How the tables are to be read."""
    worlds = found[0].seen.worlds
    return [
        f"What each variant does, one at a time, in {worlds:,} worlds of {weeks} weeks on the same "
        f"luck. {found[0].variant.says} Everything is given the model and its assumptions.",
        "Under a share: its 95 % interval where nothing departs, else the difference that the "
        "variant makes in the same worlds, in points; "
        "unclear where the interval reaches over nought. Of differences that are nought, one in "
        "twenty is called one by luck.",
    ]


def _short(value: Any) -> Any:
    """A value, or of a list week by week how many numbers it has."""
    return f"[{len(value)} numbers]" if isinstance(value, list) and len(value) > _LONG else value


def _groups(found: Sequence[Found]) -> Iterator[tuple[str, list[Found]]]:
    """Every group with the baseline before it, level by level."""
    levels = dict.fromkeys(each.level for each in found)
    for group in dict.fromkeys(each.variant.group for each in found if each.variant.group):
        members = [each for each in found if each.variant.group in ("", group)]
        yield group, [each for level in levels for each in members if each.level == level]


def _table(members: Sequence[Found]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("pressure")
    table.add_column("variant", no_wrap=True)
    for heading in HEADINGS.values():
        table.add_column(heading, justify="right", no_wrap=True)
    last = ""
    for place, each in enumerate(members):
        ends = place + 1 == len(members) or members[place + 1].level != each.level
        cells = ["\n".join(_cell(each, event)) for event in EVENTS]
        shown = "" if each.level == last else each.level
        table.add_row(shown, each.variant.name, *cells, end_section=ends)
        last = each.level
    return table


def _cell(each: Found, event: str) -> tuple[str, str]:
    difference = each.difference(event)
    below = interval(each.seen.estimate(event)) if difference is None else points(difference)
    return said(each, event), below
