"""A comparison as it is read: who is compared, what they differ in, what that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from experiments.outlets import visible
from experiments.why.comparison.contrasts import Contrast, alone
from experiments.why.comparison.unlike import differing, unlike
from experiments.words.names import named
from experiments.words.paper import Paper
from experiments.words.parameters import setting, value
from experiments.words.why.counterfactual import clear, points
from sim.numbers import ranged, times

if TYPE_CHECKING:
    from experiments.why.comparison.sides import ComparedFolder

MOST_ROWS = 40  # treatments that are told one by one
_MOST_PARAMETERS = 12  # in which scenarios differ that are told one by one
_ENTRY = "entry"
_HOW = (
    "Differences are paired, on the same worlds, in points of per cent; brackets hold 95 % "
    "intervals, of luck alone where worlds have the same parameters. Turned are the worlds that "
    "the dice turned. Every number is P(... | model, assumptions)."
)


def printed(sides: Sequence[ComparedFolder], found: Sequence[Contrast]) -> Paper:
    """Print a comparison; gives the paper."""
    paper = Paper()
    paper.head("The same worlds, compared")
    for line in _who(sides):
        paper.say(line)
    paper.say("")
    if table := _differ(sides):
        paper.show(table)
    for other in sides[1:]:
        mine = [each for each in found if each.other is other]
        for line in said(sides[0], other, mine):
            paper.say(line)
        paper.say("")
        paper.show(_table(sides[0], other, mine), labels=1 + len(mine[0].values))
        if (more := len(_treatments(mine)) - MOST_ROWS) > 0:
            paper.say(f"{more:,} more treatments are in comparison.csv.\n")
    paper.say(_HOW)
    return paper


def said(first: ComparedFolder, other: ComparedFolder, found: Sequence[Contrast]) -> Iterator[str]:
    """What one folder changes against the first, in sentences."""
    yield from unlike(first, other)
    for side, many in zip((first, other), alone(first, other), strict=True):
        if many:
            left = f"{many:,} treatments" if many > 1 else "One treatment"
            verbs = ("have", "are") if many > 1 else ("has", "is")
            yield (
                f"{left} of {side.letter} {verbs[0]} no like in the other and {verbs[1]} left out."
            )
    entries = [each for each in found if each.event == _ENTRY]
    yield _one(entries[0]) if len(entries) == 1 else finding(entries)


def finding(entries: Sequence[Contrast]) -> str:
    """In how many treatments entry is likelier or rarer, and where the difference is largest."""
    first, other = entries[0].first.letter, entries[0].other.letter
    sure = [each for each in entries if clear(each.difference)]
    up = sum(each.difference.probability > 0 for each in sure)
    begins = (
        f"Of {len(entries):,} treatments, entry is clearly likelier in {other} than in {first} in "
        f"{up:,} and clearly rarer in {len(sure) - up:,}"
    )
    if not sure:
        return f"{begins}."
    most = max(sure, key=lambda each: abs(each.difference.probability))
    where = ", ".join(setting(path, each) for path, each in most.values.items())
    return f"{begins}; the largest clear difference is {points(most.difference)}, at {where}."


def _one(entry: Contrast) -> str:
    """How entry differs in a single treatment."""
    first, other = entry.first.label, entry.other.label
    rises = entry.difference.probability > 0
    kind = ("likelier" if rises else "rarer") if clear(entry.difference) else "not clearly likelier"
    return (
        f"Entry is {kind} in {other}: {ranged(entry.after)}, against {ranged(entry.before)} in "
        f"{first}, {points(entry.difference)} on the same {entry.pairs.worlds:,} worlds."
    )


def _who(sides: Sequence[ComparedFolder]) -> Iterator[str]:
    """A line a folder: its letter, its title, where it is, how many worlds."""
    for side in sides:
        many = side.results.treatments
        told = f"{len(many):,} treatments" if len(many) > 1 else f"{many[0].worlds:,} worlds"
        yield f"{side.label}; {told} in {visible(str(side.results.folder))}"


def _differ(sides: Sequence[ComparedFolder]) -> Table | None:
    """The parameters in which scenarios differ; None where there is none."""
    every = differing(sides)
    if not every:
        return None
    more = len(every) - _MOST_PARAMETERS
    title = f"What differs{f' ({more} more in config.yaml)' if more > 0 else ''}"
    table = _new(title, "parameter")
    for side in sides:
        table.add_column(side.heading, justify="right")
    for path, values in list(every.items())[:_MOST_PARAMETERS]:
        table.add_row(path, *(_value(path, each) for each in values))
    return table


def _value(path: str, given: Any) -> str:
    return visible(value(path, tuple(given) if isinstance(given, list) else given))


def _table(first: ComparedFolder, other: ComparedFolder, found: Sequence[Contrast]) -> Table:
    table = _new(f"{other.label}, against {first.label}", *found[0].values, "event")
    for column in (
        first.heading, other.heading, f"{other.letter} less {first.letter}",
        "turned to it, from it", "worlds if luck were apart",
    ):  # fmt: skip
        table.add_column(column, justify="right")
    shown = _treatments(found)[:MOST_ROWS]
    for place, each in enumerate(found):
        if each.values not in shown:
            continue
        last = place + 1 == len(found) or found[place + 1].values != each.values
        saved = f"{times(each.pairs.saved)} times" if each.pairs.saved > 0 else "-"
        table.add_row(
            *(value(path, number) for path, number in each.values.items()),
            named(each.event),
            ranged(each.before),
            ranged(each.after),
            points(each.difference),
            f"{each.pairs.gained:,}, {each.pairs.lost:,}",
            saved,
            end_section=last and len(shown) > 1,
        )
    return table


def _treatments(found: Sequence[Contrast]) -> list[Any]:
    """The swept values of the treatments, each once, in order."""
    seen: list[Any] = []
    for each in found:
        if not seen or each.values != seen[-1]:
            seen.append(each.values)
    return seen


def _new(title: str, *labels: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for label in labels:
        table.add_column(label, no_wrap=True)
    return table
