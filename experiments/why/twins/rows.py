"""The rows of twins.csv, flips.csv, flipped.csv and divergence.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from experiments.store.csv_tables import short
from experiments.why.twins.by_vector import effect
from experiments.why.twins.divergence import MEASURES, SHOWN
from experiments.why.twins.readings import effects, flipped, parting, turns
from experiments.why.twins.records import FORESEEN, Twins
from sim.estimates.intervals import Estimate
from sim.luck import DICE
from sim.world import NEVER

Row = dict[str, Any]
_PARTS = ("probability", "low", "high")


def of_effects(change: str, twins: Twins, over: str) -> Iterator[Row]:
    """A row an event: how often as it is and changed, and the paired difference; over parameters of
    a kind.
    """
    for each in effects(twins):
        yield {
            "change": change,
            "event": each.event,
            "over": over,
            "worlds": twins.worlds,
            "vectors": twins.vectors,
            "estimator": "conditional" if each.event in FORESEEN else "counted",
            **_estimate("before", each.before),
            **_estimate("after", each.after),
            **_estimate("difference", each.difference),
            "between_vectors": short(each.between),
            "gained": each.gained,
            "lost": each.lost,
        }


def of_flips(change: str, twins: Twins) -> Iterator[Row]:
    """A row a pair of what worlds were and are: entry, or what blocked it."""
    for each in turns(twins):
        yield {
            "change": change,
            "before": each.before,
            "after": each.after,
            "flips": each.flips,
            "count": round(each.share.count),
            "worlds": twins.worlds,
            **_plain(each.share),
        }


def of_flipped(change: str, twins: Twins) -> Row:
    """How often the outcome flips, and when lives part in a choice."""
    parts, found = parting(twins, MEASURES[1]), flipped(twins)
    return {
        "change": change,
        "count": round(found.count),
        "worlds": twins.worlds,
        **_plain(found),
        **_estimate("to_entry", flipped(twins, True)),
        **_estimate("from_entry", flipped(twins, False)),
        **_estimate("choices_part", parts.share),
        "median_week": short(parts.median),
        "median_week_low": short(parts.low),
        "median_week_high": short(parts.high),
    }


def of_swaps(found: Sequence[tuple[str, Twins]]) -> list[Row]:
    """The same of other dice of several owners by change, and how much more often, on the same
    worlds, the dice flip the outcome that do so most often of a single owner's.
    """
    single = [each for change, each in found if change.partition("=")[2] in DICE]
    most = max(single, key=lambda each: each.flipped.sum()).flipped.astype(float)
    return [
        of_flipped(change, each)
        | _estimate("behind", effect(each.flipped.astype(float), most, each.vector))
        for change, each in found
    ]


def of_divergence(change: str, twins: Twins) -> Iterator[Row]:
    """A row a week and whom a first difference shows in, where there is any; last, the worlds whose
    lives never part.
    """
    for place, measure in enumerate(MEASURES):
        week, who = twins.week[place], twins.who[place]
        seen, counts = np.unique(np.array([week, who]), axis=1, return_counts=True)
        order = np.argsort(seen[0] == NEVER, kind="stable")
        for (when, whom), count in zip(seen.T[order].tolist(), counts[order].tolist(), strict=True):
            yield {
                "change": change,
                "measure": measure,
                "week": "" if when == NEVER else when,
                "shows_in": "" if when == NEVER else SHOWN[measure][whom],
                "count": count,
                "worlds": twins.worlds,
            }


def _estimate(name: str, each: Estimate) -> Row:
    return {
        name: short(each.probability),
        f"{name}_low": short(each.low),
        f"{name}_high": short(each.high),
    }


def _plain(each: Estimate) -> Row:
    return {part: short(getattr(each, part)) for part in _PARTS}
