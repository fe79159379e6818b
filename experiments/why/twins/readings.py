"""What twin worlds show: the effect on what happens, which worlds flip and why, when lives part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

import numpy as np

from experiments.why.twins.by_vector import between, chance, effect, part
from experiments.why.twins.divergence import MEASURES, SHOWN
from experiments.why.twins.records import BECAME, ENTRY, EVENTS, Twins
from sim.estimates.intervals import Estimate, z_score
from sim.machine.arrays import Bools
from sim.world import NEVER


@dataclass(frozen=True)
class Effect:
    """What a change does to how often something happens, on the same worlds."""

    event: str
    before: Estimate
    after: Estimate
    difference: Estimate
    between: float  # standard deviation of the difference between vectors, without luck; or nan
    gained: int  # worlds in which it happens by the dice with the change alone
    lost: int  # and without it alone


@dataclass(frozen=True)
class Turned:
    """From what to what the change turns worlds: entry, or what blocked it."""

    before: str
    after: str
    share: Estimate

    @property
    def flips(self) -> bool:
        """Whether entry is turned into none, or none into entry."""
        return self.before != self.after and ENTRY in (self.before, self.after)


@dataclass(frozen=True)
class Parting:
    """In which week lives part: the median of those that do, with its 95 % interval, and the
    middle half.
    """

    share: Estimate  # of worlds whose lives part at all
    median: float
    low: float
    high: float
    quarters: tuple[float, float]


def effects(twins: Twins) -> list[Effect]:
    """The effect on every event."""
    found = []
    for place, event in enumerate(EVENTS):
        before, after = twins.of(event)
        was, is_ = twins.happened[:, place]
        found.append(
            Effect(
                event=event,
                before=chance(before, twins.vector),
                after=chance(after, twins.vector),
                difference=effect(before, after, twins.vector),
                between=between(after - before, twins.vector),
                gained=int((is_ & ~was).sum()),
                lost=int((was & ~is_).sum()),
            )
        )
    return found


def turns(twins: Twins) -> Iterator[Turned]:
    """What worlds were and are, every pair of it, as shares of all worlds."""
    before, after = twins.became
    for was, name in enumerate(BECAME):
        for is_, other in enumerate(BECAME):
            marked = (before == was) & (after == is_)
            yield Turned(name, other, chance(marked.astype(float), twins.vector))


def flipped(twins: Twins, to_entry: bool | None = None) -> Estimate:
    """The share of worlds that flip: to entry, from it, or either way."""
    return chance(flips(twins, to_entry).astype(float), twins.vector)


def flips(twins: Twins, to_entry: bool | None = None) -> Bools:
    """Which worlds flip, likewise, shape (worlds,)."""
    before, after = twins.entered
    marked: Bools = before != after if to_entry is None else (before != after) & (after == to_entry)
    return marked


def reasons(twins: Twins, to_entry: bool) -> list[tuple[str, Estimate]]:
    """What blocks entry on the other side of the flip, the commonest first, as shares of the worlds
    that flip this way.
    """
    marked = flips(twins, to_entry)
    blocks = twins.became[0 if to_entry else 1]
    found = [
        (name, part(marked & (blocks == place), marked, twins.vector))
        for place, name in enumerate(BECAME)
        if (marked & (blocks == place)).any()
    ]
    return sorted(found, key=lambda each: -each[1].count)


def parting(twins: Twins, measure: str) -> Parting:
    """When lives part, in anything or in a choice."""
    week = twins.week[MEASURES.index(measure)]
    known = np.sort(week[week != NEVER])
    share = chance((week != NEVER).astype(float), twins.vector)
    if not known.size:
        return Parting(share, nan, nan, nan, (nan, nan))
    reach = z_score() * np.sqrt(known.size) / 2  # of the median's rank
    low, high = np.clip(np.round(known.size / 2 + np.array([-reach, reach])), 0, known.size - 1)
    first, median, third = np.quantile(known, (0.25, 0.5, 0.75), method="inverted_cdf")
    ends = float(known[int(low)]), float(known[int(high)])
    return Parting(share, float(median), *ends, (float(first), float(third)))


def shown_in(twins: Twins, measure: str) -> list[tuple[str, Estimate]]:
    """In whom it shows first that lives part, as shares of all worlds, in the order of play."""
    who = twins.who[MEASURES.index(measure)]
    return [
        (name, chance((who == place).astype(float), twins.vector))
        for place, name in enumerate(SHOWN[measure])
    ]
