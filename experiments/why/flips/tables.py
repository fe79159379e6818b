"""The tables of flips: what changes and what comes of it on the way, and what each lever does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.store.csv_tables import short
from experiments.why.flips.nearest import REACH
from experiments.why.flips.saying import apart, lever
from experiments.why.flips.starts import unscored
from sim.estimates.intervals import Estimate

if TYPE_CHECKING:
    from experiments.why.flips.found import Flip, Flips


def of_flips(found: Flips) -> Iterator[dict[str, Any]]:
    """Rows of each start: P(entry) on the way, at the crossing, and every change of a coordinate;
    a row that says what was tried where there is none.
    """
    for flip in found.flips:
        yield from _of_chances(found, flip)
        if flip.search.found is not None:
            yield from _of_changes(found, flip)


def of_levers(found: Flips) -> Iterator[dict[str, Any]]:
    """A row for each lever, and for all of an actor's together."""
    for each in found.pulls:
        yield {
            "actor": each.actor,
            "parameter": each.path,
            "lever": lever(each.path),
            "way": "up" if each.way > 0 else "down",
            "step": "1 sd" if each.step is None else each.step,
            "points": each.effect.worlds,
            **_change("effect", each.effect),
            "clear": apart(each.effect),
            **_change("up", each.up),
            **_change("down", each.down),
        }


def _of_chances(found: Flips, flip: Flip) -> Iterator[dict[str, Any]]:
    search = flip.search
    distance = np.inf if search.found is None else search.found.distance
    for reach, each in zip(REACH, flip.way or [flip.start], strict=False):
        yield _row(flip, "way", reach * flip.length * distance if flip.way else 0.0, each)
    if flip.there is not None:
        yield _row(flip, "crossing", distance, flip.there) | {
            "verdict": flip.verdict(found.extent.threshold)
        }
    else:
        yield _row(flip, "none found", np.inf, None)


def _of_changes(found: Flips, flip: Flip) -> Iterator[dict[str, Any]]:
    search = flip.search
    assert search.found is not None
    for place in map(int, search.found.changed):
        start, end = float(search.start[place]), float(search.found.point[place])
        each = found.said.coordinates[place]
        yield _row(flip, "change", np.nan, None) | {
            "coordinate": each.name,
            "name": found.said.name(place),
            "unit": each.unit,
            "from": short(found.said.value(place, float(unscored(np.array(start))))),
            "to": short(found.said.value(place, float(unscored(np.array(end))))),
            "from_sd": short(start),
            "to_sd": short(end),
        }


def _row(flip: Flip, what: str, distance: float, each: Estimate | None) -> dict[str, Any]:
    ends = (np.nan,) * 3 if each is None else (each.probability, each.low, each.high)
    blank = ("coordinate", "name", "unit", "from", "to", "from_sd", "to_sd")
    return {
        "start": flip.name,
        "what": what,
        "distance": short(distance),
        **dict(zip(("probability", "low", "high"), map(short, ends), strict=True)),
        "worlds": "" if each is None else each.worlds,
        "verdict": "",
        "tried": flip.search.tried,
        "across": flip.search.across,
        **dict.fromkeys(blank, ""),
    }


def _change(name: str, each: Estimate | None) -> dict[str, Any]:
    ends = (np.nan,) * 3 if each is None else (each.probability, each.low, each.high)
    return {
        f"{name}{end}": short(number)
        for end, number in zip(("", "_low", "_high"), ends, strict=True)
    }
