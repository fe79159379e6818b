"""What follows where a reader moves the assumptions: the vectors that were lived, weighed anew.

A range that is narrowed keeps the vectors inside it and drops the others: its edges are hard. What
was seen keeps the worlds that show it: a vector weighs as much as it makes that likely, and entry
is what those worlds do later. No world is lived anew. `reweighting.js` is the same in JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from experiments.pages.explored.payload import Held, Payload
from experiments.pages.explored.weighing import (
    Weighed,
    difference,
    freed_of_luck,
    quantiles,
    weighed,
    worth,
)
from experiments.plan.vectors import CALIBRATED
from experiments.trust.bands.spread import FROM, TO
from sim.machine.arrays import Bools, Floats

DOTS = 50
SIGNS = "signs"  # what was seen, where it is what leaves too few vectors


@dataclass(frozen=True)
class Assumed:
    """What a reader has moved."""

    level: int  # of pressure, by place
    pool: str = CALIBRATED
    ranges: Mapping[int, tuple[int, int]] = field(default_factory=dict)  # parameter: stops
    moment: int = 0  # by place
    seen: tuple[int, ...] = ()  # signs, by place
    only: bool = False  # whether the signs that are not in `seen` were not seen

    @property
    def looks(self) -> bool:
        """Whether anything is said of signs."""
        return bool(self.seen) or self.only


@dataclass(frozen=True)
class Moved:
    """P(entry) as it is then: within the horizon, or later than what was seen."""

    probability: float
    low: float  # 95 % interval of the mean over vectors
    high: float
    band: tuple[float, float, float]  # 5, 50 and 95 % of the vectors
    dots: tuple[float, ...]  # as many quantiles of the vectors, equally likely
    effective: float  # vectors of equal weight that would be as sure
    vectors: int  # that have any weight
    change: tuple[float, float, float]  # less the unmoved answer, with its 95 % interval


@dataclass(frozen=True)
class TooFew:
    """No answer: too few vectors bear what was asked."""

    effective: float
    vectors: int
    widen: int | str  # the parameter, by place, or `SIGNS`: given up, it leaves most


@dataclass(frozen=True, eq=False)
class Counted:
    """Vectors under a move, arrays of shape (vectors,)."""

    weights: Floats  # add up to 1, or all 0
    chances: Floats
    errors: Floats  # of the chances, from luck


def answer(payload: Payload, move: Assumed) -> Moved | TooFew:
    """P(entry) under assumptions, or why it is refused."""
    counted = count(payload, move)
    left, vectors = worth(counted.weights), int(np.count_nonzero(counted.weights))
    if left < payload.least:
        return TooFew(left, vectors, _widen(payload, move))
    mean = weighed(counted.chances, counted.weights)
    freed = freed_of_luck(counted.chances, counted.errors, counted.weights)
    low, middle, high = quantiles(freed, counted.weights, np.array([FROM, 0.5, TO])).tolist()
    dots = quantiles(freed, counted.weights, (np.arange(DOTS) + 0.5) / DOTS)
    change = difference(mean, unmoved(payload), move.pool == CALIBRATED)
    band = low, middle, high
    return Moved(mean.mean, mean.low, mean.high, band, tuple(dots.tolist()), left, vectors, change)


def unmoved(payload: Payload) -> Weighed:
    """P(entry) as the record has it, at the scenario's own pressure."""
    counted = count(payload, Assumed(payload.unmoved))
    return weighed(counted.chances, counted.weights)


def count(payload: Payload, move: Assumed) -> Counted:
    """The vectors under assumptions."""
    held = payload.pools[move.pool]
    inside = within(held, move.ranges).astype(float)
    if not move.looks:
        weights, level = inside / max(inside.sum(), 1), move.level
        return Counted(weights, held.share[level], held.error[level])
    return _conditioned(held, move, inside)


def within(held: Held, ranges: Mapping[int, tuple[int, int]]) -> Bools:
    """Which vectors lie between the stops of all ranges, shape (vectors,)."""
    inside = np.full(held.part.shape[1], True)
    for parameter, (first, last) in ranges.items():
        inside &= (held.part[parameter] >= first) & (held.part[parameter] < last)
    return inside


def shows(held: Held, move: Assumed) -> Bools:
    """Which worlds show what was seen, shape (vectors, worlds)."""
    asked = sum(1 << sign for sign in move.seen)
    signs = held.signs[move.level, move.moment]
    shown: Bools = signs == asked if move.only else signs & asked == asked
    return shown


def _conditioned(held: Held, move: Assumed, inside: Floats) -> Counted:
    """The vectors, where worlds show what was seen and go on: how much of each does, and of that
    the part that enters later.
    """
    place = move.level, move.moment
    going = shows(held, move) * held.left[place]
    borne, many = going.sum(axis=1), np.count_nonzero(going, axis=1)
    safe = np.where(borne > 0, borne, 1.0)
    chances = (going * held.later[place]).sum(axis=1) / safe
    strays = (going * (held.later[place] - chances[:, None])) ** 2
    errors = np.sqrt(strays.sum(axis=1) * many / np.maximum(many - 1, 1)) / safe
    weights = inside * borne
    total = weights.sum()
    return Counted(weights / total if total > 0 else weights, chances, errors)


def _widen(payload: Payload, move: Assumed) -> int | str:
    """What of them, given up, would leave most vectors; the first of equals."""
    without: dict[int | str, Assumed] = {
        place: replace(move, ranges={at: each for at, each in move.ranges.items()
                                         if at != place})
        for place in sorted(move.ranges)
    }  # fmt: skip
    if move.looks:
        without[SIGNS] = replace(move, seen=(), only=False)
    left = {name: round(worth(count(payload, each).weights), 3) for name, each in without.items()}
    return max(left, key=lambda name: left[name], default=SIGNS)
