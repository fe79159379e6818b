"""Sums over worlds of what became of his rule and of the expedition: what every estimate of fates
is made of.

Worlds that entered, or branches that stand for entry, count with their weight. Like those of
`masses`, the sums are whole numbers in fixed point, so that batches, chunks and processes, in any
order, give the same to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np

from sim.estimates.entries import Entries
from sim.estimates.histories import Histories
from sim.estimates.many import sums_of_points
from sim.estimates.masses import carry, moments
from sim.machine.arrays import Floats, Whole
from sim.world import NEVER, Fate, Return

KNOWN = tuple(fate for fate in Fate if fate != Fate.NOT_FOLLOWED)
AFTER = (26, 52)  # weeks after entry at which is looked, beside the horizon
TIMES = 1 + len(AFTER)  # the horizon comes first
TOLLS = 1_000  # steps of the share of the army that fighting has cost
_MOST = 4_096  # weights that are added before the sums are carried


class Expedition(IntEnum):
    """Where an expedition is. Append only: the numbers are in saved results."""

    STANDS = 0
    RECALLED = 1
    BROKE = 2
    MUTINIED = 3
    RULE_ENDED = 4  # while it stood


@dataclass(frozen=True)
class Fates:
    """Sums over worlds; the last two axes are (sum, sum of squares) and the parts of a number."""

    alone: Whole  # (fates, 2, 3): chance of each without entry; NOT_FOLLOWED stands for entry
    beside: Whole  # (known fates, 2, 3): that chance and the chance of no entry together
    together: Whole  # (known fates, 2, 3): that chance and the weight of entries that ended so
    became: Whole  # (times, known fates, 2, 3): weights of the entries followed so long, by fate
    expedition: Whole  # (times, expeditions, 2, 3): the same, by where the expedition is
    lasted: Whole  # (times, expeditions, weeks, 2, 3): those over, by weeks from entry to that
    toll: Whole  # (expeditions, tolls, 2, 3): at the horizon, by what fighting has cost

    @classmethod
    def shapes(cls, weeks: int) -> dict[str, tuple[int, ...]]:
        """The shape of each array, for worlds of so many weeks."""
        kinds = {
            "alone": (len(Fate),), "beside": (len(KNOWN),), "together": (len(KNOWN),),
            "became": (TIMES, len(KNOWN)), "expedition": (TIMES, len(Expedition)),
            "lasted": (TIMES, len(Expedition), weeks), "toll": (len(Expedition), TOLLS + 1),
        }  # fmt: skip
        return {name: (*shape, 2, 3) for name, shape in kinds.items()}

    @classmethod
    def empty(cls, weeks: int) -> Fates:
        """Nothing added yet."""
        shapes = cls.shapes(weeks).items()
        return cls(**{name: np.zeros(shape, dtype=np.int64) for name, shape in shapes})

    @classmethod
    def of(cls, histories: Histories, entries: Entries) -> Fates:
        """The sums of some worlds, numbered one after the other, and of their entries."""
        found = cls.empty(entries.weeks)
        alone, told, weight = histories.fates, entries.histories, entries.weight
        known, stayed = alone[list(KNOWN)], 1 - alone[Fate.NOT_FOLLOWED]
        together = known.copy()
        together[told.fate, (told.number - histories.number[0]).astype(np.int64)] += weight
        for name, chances in (("alone", alone), ("beside", known + stayed), ("together", together)):
            getattr(found, name)[...] = sums_of_points(chances, 0, 1)[0]
        for time in range(TIMES):
            found._add(time, entries)
        place, toll = _expedition(told, _horizon(told)), np.rint(told.toll * TOLLS)
        found.toll[...] = _binned(weight, (place, toll.astype(np.int64)), found.toll.shape)
        return found

    def _add(self, time: int, entries: Entries) -> None:
        """Add the entries that are followed so long, as they are then."""
        told, weight = entries.histories, entries.weight
        by = _horizon(told)
        if time > 0:
            longest = AFTER[time - 1]
            enough = np.flatnonzero(entries.followed(longest))
            told, weight = told.taken(enough), weight[enough]
            by = told.ended + longest
        fate = np.where((told.fell != NEVER) & (told.fell <= by), told.fate, int(Fate.IN_POWER))
        place = _expedition(told, by)
        over = np.where(place == Expedition.RULE_ENDED, told.fell, told.home) - told.ended
        some = np.flatnonzero(place != Expedition.STANDS)
        ended = (place[some], over[some])
        self.became[time] = _binned(weight, (fate,), self.became[time].shape)
        self.expedition[time] = _binned(weight, (place,), self.expedition[time].shape)
        self.lasted[time] = _binned(weight[some], ended, self.lasted[time].shape)

    def merge(self, other: Fates) -> None:
        """Add the sums of other worlds."""
        for each in fields(self):
            mine = getattr(self, each.name)
            mine += getattr(other, each.name)
            carry(mine)


def _horizon(told: Histories) -> Whole:
    """A week by which everything has happened, shape (entries,)."""
    return np.full(told.worlds, np.iinfo(np.int64).max)


def _expedition(told: Histories, by: Whole) -> Whole:
    """Where each expedition is at the end of a week, as an Expedition, shape (entries,)."""
    home = (told.home != NEVER) & (told.home <= by)
    fell = (told.fell != NEVER) & (told.fell <= by)
    stands = np.where(fell, int(Expedition.RULE_ENDED), int(Expedition.STANDS))
    return np.where(home, _AS_RETURNED[told.returned], stands)


def _binned(weight: Floats, places: tuple[Whole, ...], shape: tuple[int, ...]) -> Whole:
    """Sums of weights, and of their squares, by the place that each belongs to."""
    sums = np.zeros(shape, dtype=np.int64)
    for begin in range(0, weight.size, _MOST):
        some = slice(begin, begin + _MOST)
        np.add.at(sums, tuple(each[some] for each in places), moments(weight[some, None]))
        carry(sums)
    return sums


_AS_RETURNED = np.array([Expedition[each.name] if each else Expedition.STANDS for each in Return])
