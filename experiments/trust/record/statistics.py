"""What a recorder would count in simulated worlds: the statistics that targets are about.

Rungs are coded in four classes, because the record does not tell hosting from supplying: both
stood at once, and the model allows one a week.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.agents.moscow import Option
from sim.agents.opposition import Tactic
from sim.agents.public import PublicIncentives, arrest
from sim.estimates.histories import Histories
from sim.machine.arrays import Bools, Floats, Whole
from sim.world import Fate, Outcome

BELOW, MATERIAL, POSTURE, ENTRY = range(4)
CLASSES = ("below", "material", "posture", "entry")
CLASS_OF_RUNG = np.array([BELOW, BELOW, MATERIAL, MATERIAL, POSTURE, ENTRY, ENTRY])
KHARKIV = date(2022, 9, 6)
MONTHS = tuple(date(2022, month, 1) for month in range(4, 12))  # where one block ends
JUNE = 3  # its place among the blocks: February and March are one
_SPRING, _MID_APRIL, _EARLY = date(2022, 4, 1), date(2022, 4, 15), 5
_MARCHES = {"street_13_sep": 5, "street_20_sep": 6, "street_18_oct": 10, "street_15_nov": 14}
_HALF = 0.5  # of a week of sabotage: added so that none can be divided by


class WeeksOfWorlds(Protocol):
    """Weeks of worlds, arrays of shape (weeks, worlds)."""

    rung: NDArray[Any]
    option: NDArray[Any]
    tactic: NDArray[Any]
    protest: NDArray[Any]


def first_days(start: date, weeks: int) -> list[date]:
    """The first day of every week."""
    return [start + timedelta(weeks=week) for week in range(weeks)]


def classes(lived: WeeksOfWorlds) -> Whole:
    """The class of the rung of every week, shape (weeks, worlds)."""
    seen: Whole = CLASS_OF_RUNG[lived.rung]
    return seen


def of_the_ladder(lived: WeeksOfWorlds) -> dict[str, Floats]:
    """How long Minsk was where, and how often it changed, each of shape (worlds,)."""
    seen = classes(lived)
    changed = seen[1:] != seen[:-1]
    return {
        "material_weeks": (seen == MATERIAL).sum(axis=0).astype(float),
        "below_weeks": (seen == BELOW).sum(axis=0).astype(float),
        "changes": np.maximum(changed.sum(axis=0), _HALF),
        "longest_stand": longest_run(changed),
    }


def longest_run(changed: Bools) -> Floats:
    """The longest stretch without a change, in weeks, shape (worlds,)."""
    running = np.ones(changed.shape[1])
    longest = running.copy()
    for change in changed:
        running = np.where(change, 1.0, running + 1)
        longest = np.maximum(longest, running)
    return longest


def border_blocks(lived: WeeksOfWorlds, start: date) -> Bools:
    """In which months own units stood at the border, shape (months, worlds)."""
    days = first_days(start, len(lived.rung))
    block = np.array([sum(day >= end for end in MONTHS) for day in days])
    there = classes(lived) == POSTURE
    return np.array([there[block == each].any(axis=0) for each in range(len(MONTHS) + 1)])


def ultimatum_weeks(lived: WeeksOfWorlds) -> Bools:
    """In which weeks an ultimatum began, shape (weeks, worlds)."""
    stands = lived.option == Option.ULTIMATUM
    before = np.vstack([np.zeros_like(stands[:1]), stands[:-1]])
    began: Bools = stands & ~before
    return began


def of_the_street(lived: WeeksOfWorlds, start: date) -> dict[str, Floats]:
    """Protest and sabotage against the war, each of shape (worlds,)."""
    days = np.array(first_days(start, len(lived.protest)))
    sabotage = lived.tactic == Tactic.SABOTAGE
    early, later = sabotage[:_EARLY], sabotage[_EARLY:]
    return {
        "peak_protest": lived.protest[days < _SPRING].max(axis=0).astype(float),
        "later_protest": lived.protest[days >= _MID_APRIL].max(axis=0).astype(float),
        "early_sabotage": ((early.sum(axis=0) + _HALF) / len(early))
        / ((later.sum(axis=0) + _HALF) / len(later)),
    }


def of_the_election(lived: WeeksOfWorlds, public: PublicIncentives) -> dict[str, Floats]:
    """The street after the election of August 2020, each of shape (worlds,)."""
    street = {name: lived.protest[week].astype(float) for name, week in _MARCHES.items()}
    return {
        "turnout": lived.protest.max(axis=0).astype(float),
        **street,
        "risk_september": arrest(street["street_13_sep"], _grip(public), public),
        "risk_november": arrest(street["street_15_nov"], _grip(public), public),
    }


def of_quiet_years(histories: Histories, each: int) -> dict[str, Floats]:
    """How power is lost without pressure, over so many worlds of each point together, each of
    shape (points,).
    """
    falls, coups, uprisings = (
        chances.reshape(-1, each).mean(axis=1)
        for chances in (
            histories.chances[[Outcome.UPRISING, Outcome.REPLACED]].sum(axis=0),
            histories.fates[Fate.COUP],
            histories.fates[Fate.UPRISING],
        )
    )
    both = coups + uprisings
    insiders = np.divide(coups, both, out=np.full(both.size, _HALF), where=both > 0)
    return {"yearly_fall": falls, "insiders": insiders}


def whether_first_after(began: Bools, start: date, day: date) -> Bools:
    """Where there was an ultimatum, whether the first came on a day or later, shape (worlds,)."""
    days = np.array(first_days(start, len(began)))
    first = began.argmax(axis=0)
    after: Bools = began.any(axis=0) & (days[first] >= day - timedelta(days=6))
    return after


def _grip(public: PublicIncentives) -> Any:
    """The security forces' grip: marches of one or two in a hundred hardly wear it."""
    return public.repression
