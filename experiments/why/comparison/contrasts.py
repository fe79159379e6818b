"""Contrasts: what becomes of the same worlds in one folder and in another, treatment by treatment.

The chances of an event in the same worlds are compared, 0 or 1 where endings were drawn; the worlds
that turn are those that the dice turned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.findings.pairs import Pairs, paired
from experiments.mistakes import Damaged, UserError
from experiments.plan.treatments import matching
from experiments.store.csv_tables import short

if TYPE_CHECKING:
    from experiments.plan.treatments import Treatment, Treatments
    from experiments.plan.values import Value
    from experiments.why.comparison.sides import ComparedFolder
    from sim.estimates.intervals import Estimate


@dataclass(frozen=True)
class Contrast:
    """One event in the same worlds of two folders."""

    first: ComparedFolder  # that the other is compared with
    other: ComparedFolder
    values: Mapping[str, Value]  # swept path or group -> value
    event: str
    pairs: Pairs
    before: Estimate  # in the first
    after: Estimate  # in the other
    difference: Estimate


def contrasts(sides: Sequence[ComparedFolder]) -> list[Contrast]:
    """What changes in every folder against the first; raises UserError where two have no treatment
    or no finished world in common, or a shard is damaged.
    """
    first = sides[0]
    return [each for other in sides[1:] for each in _between(first, other)]


def alone(first: ComparedFolder, other: ComparedFolder) -> tuple[int, int]:
    """How many treatments only one of two folders has: of the first, of the other."""
    both = len(list(_matched(first.results.treatments, other.results.treatments)))
    return len(first.results.treatments) - both, len(other.results.treatments) - both


def rows(found: Sequence[Contrast]) -> Iterator[dict[str, Any]]:
    """The rows of comparison.csv."""
    for each in found:
        yield {
            "first": each.first.letter,
            "first_title": each.first.title,
            "other": each.other.letter,
            "other_title": each.other.title,
            **each.values,
            "event": each.event,
            "worlds": each.pairs.worlds,
            **_estimate("before", each.before),
            **_estimate("after", each.after),
            **_estimate("difference", each.difference),
            "gained": each.pairs.gained,
            "lost": each.pairs.lost,
            "saved": short(each.pairs.saved),
        }


def _between(first: ComparedFolder, other: ComparedFolder) -> list[Contrast]:
    matched = list(_matched(first.results.treatments, other.results.treatments))
    if not matched:
        both = f"{first.results.folder} and {other.results.folder}"
        raise UserError(f"{both} have no treatment with the same swept values")
    found = [each for pair in matched for each in _events(first, other, *pair)]
    if not found:
        both = f"{first.results.folder} and {other.results.folder}"
        raise UserError(f"{both} have no finished world in common")
    return found


def _events(
    first: ComparedFolder, other: ComparedFolder, before: Treatment, after: Treatment
) -> Iterator[Contrast]:
    """A contrast an event, of those that both folders know."""
    treated, reference = other.results.worlds_of(after), first.results.worlds_of(before)
    try:
        found = paired(treated, reference)
    except Damaged as damage:
        raise UserError(f"{damage}; the command that made the folder repairs it") from None
    for event, pairs in found.items():
        if pairs.worlds:
            now, then = pairs.arms
            yield Contrast(first, other, after.values, event, pairs, then, now, pairs.difference)


def _matched(ones: Treatments, others: Treatments) -> Iterator[tuple[Treatment, Treatment]]:
    """Treatments with the same swept values; two single scenarios always match."""
    if len(ones) == len(others) == 1:
        yield ones[0], others[0]
    elif ones.values(0).keys() == others.values(0).keys():
        for other in others:
            yield from ((one, other) for one in matching(ones, other.values))


def _estimate(name: str, each: Estimate) -> dict[str, Any]:
    return {
        name: short(each.probability),
        f"{name}_low": short(each.low),
        f"{name}_high": short(each.high),
    }
