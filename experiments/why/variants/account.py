"""The account of variants: a row for each variant, level of pressure and event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

from experiments.store.csv_tables import short
from experiments.why.variants.living import EVENTS, Became
from experiments.why.variants.variant import STRUCTURE, Variant
from sim.estimates.intervals import Estimate
from sim.laws.pressure import LEVELS
from sim.numbers import estimate, listed, told

_TRACE = 1e-4  # a difference that is next to nothing


@dataclass(frozen=True)
class Found:
    """What a variant does at one level of pressure."""

    variant: Variant
    level: str
    seen: Became
    usual: Became  # the same worlds where nothing departs

    def difference(self, event: str) -> Estimate | None:
        """How much more often an event comes about than where nothing departs."""
        return self.seen.less(self.usual, event) if self.variant.group else None


def clear(difference: Estimate | None) -> bool:
    """Whether a difference is one: its interval leaves out nought."""
    return difference is not None and (difference.low > 0 or difference.high < 0)


def rows(found: Sequence[Found]) -> Iterator[dict[str, Any]]:
    """The rows of variants.csv."""
    for each in found:
        for event in EVENTS:
            share, difference = each.seen.estimate(event), each.difference(event)
            less = [nan] * 3 if difference is None else [
                difference.probability, difference.low, difference.high
            ]  # fmt: skip
            yield {
                "group": each.variant.group,
                "variant": each.variant.name,
                "says": each.variant.says,
                "sets": "; ".join(f"{path}={value}" for path, value in each.variant.sets.items()),
                "level": each.level,
                "resolve": LEVELS[each.level],
                "event": event,
                "worlds": share.worlds,
                "count": short(share.count),
                "probability": short(share.probability),
                "low": short(share.low),
                "high": short(share.high),
                **dict(zip(("difference", "less_low", "less_high"), map(short, less), strict=True)),
                "clear": "" if difference is None else clear(difference),
            }


def band(found: Sequence[Found]) -> Iterator[str]:
    """A sentence a level: how far rival leaders and rules of choice are apart, never averaged."""
    for level in dict.fromkeys(each.level for each in found):
        here = [
            each for each in found
            if each.level == level and each.variant.group in ("", *STRUCTURE)
        ]  # fmt: skip
        if len(here) > 1:
            ends = sorted(here, key=lambda each: each.seen.estimate("entry").probability)
            low, high = (
                f"{told(each.seen.estimate('entry'))} ({_called(each.variant)})"
                for each in (ends[0], ends[-1])
            )
            yield f"at {level} pressure from {low} to {high}"


def structure(found: Sequence[Found]) -> str:
    """The structural band in a sentence; nothing where no rival model was lived."""
    parts = list(band(found))
    return (
        f"Rival leaders and rules of choice, one at a time, put P(entry) {listed(parts)}. "
        "They are rival models, not draws of one: never averaged."
        if parts else ""
    )  # fmt: skip


def points(difference: Estimate) -> str:
    """A difference in points with its interval, or that it is unclear."""
    if max(abs(difference.low), abs(difference.high)) < _TRACE:
        return "under 0.01"
    low, high = (_signed(end) for end in (difference.low, difference.high))
    if not clear(difference):
        return f"unclear [{low}, {high}]"
    return f"{_signed(difference.probability)} [{low}, {high}]"


def said(each: Found, event: str) -> str:
    """How often an event comes about."""
    return estimate(each.seen.estimate(event))


def _signed(share: float) -> str:
    """A difference in points: two figures, at most two decimals."""
    value = 100 * share
    return f"{value:+.2f}" if abs(value) < 1 else f"{value:+.1f}" if abs(value) < 9.95 else (
        f"{value:+.0f}"
    )  # fmt: skip


def _called(variant: Variant) -> str:
    return f"{variant.group}={variant.name}" if variant.group else variant.name
