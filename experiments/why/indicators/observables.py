"""Signs that an outsider can see, week by week: what each is, and the thresholds of all of them.

A sign is read from what a world shows at the end of a week, never from what a leader thinks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.agents.moscow import Option
from sim.estimates.courses import Courses
from sim.machine.arrays import Bools, Floats
from sim.world import Rung

MORE, MOST = 12.0, 20.0  # Russian personnel in Belarus, thousand; at most, the threat is complete
RUNNING = 2  # weeks in which units stand at the border, so that it is no exercise
WITHHELD = 0.6  # of the Kremlin's backing, which in ordinary times is .78
UNWILLING = 0.3  # share of the army willing, below which refusals are talked of
CROWD = 0.001  # share of citizens in the street: one in a thousand, some nine thousand people
LOSS, WITHIN = 0.05, 8  # of the annexed territory, and the weeks in which it is lost

Seen = Callable[[Courses], Bools]  # whether it is seen in each week, shape (weeks, worlds)


@dataclass(frozen=True)
class Observable:
    """A sign: what it is called, what it is, and how an outsider would come to see it."""

    name: str
    says: str  # within a sentence
    means: str  # its definition
    shows: str  # to an outsider, as
    seen: Seen


@dataclass(frozen=True)
class Gauge:
    """A quantity that can be watched at any threshold, so that more of it speaks for entry."""

    name: str
    says: str
    unit: str
    scale: float  # from the reading to its unit; below 0 where less of it speaks for entry
    reading: Callable[[Courses], NDArray[Any]]  # in each week, shape (weeks, worlds)


def above(thousand: float) -> Seen:
    """Seen where the contingent is larger than so many thousand."""
    return lambda courses: courses.contingent > np.float32(thousand)


def at_the_border(courses: Courses) -> Bools:
    """Where Lukashenko's own units have stood at the border for `RUNNING` weeks."""
    there = courses.rung == Rung.POSTURE
    seen: Bools = np.array(there)
    for before in range(1, RUNNING):
        seen[before:] &= there[:-before]
        seen[:before] = False
    return seen


def withheld(level: float) -> Seen:
    """Seen where the Kremlin's backing is below a level."""
    return lambda courses: courses.backing < np.float32(level)


def unwilling(share: float) -> Seen:
    """Seen where a smaller share of the army would obey an order to fight."""
    return lambda courses: courses.compliance < np.float32(share)


def in_the_street(share: float) -> Seen:
    """Seen where a larger share of citizens is in the street."""
    return lambda courses: courses.protest > np.float32(share)


def lost(courses: Courses) -> Floats:
    """What of the annexed territory the front has lost within `WITHIN` weeks, shape (weeks,
    worlds); less than nothing where it has gained, nothing in the first weeks.
    """
    losses = np.zeros(courses.front.shape)
    losses[WITHIN:] = courses.front[:-WITHIN].astype(float) - courses.front[WITHIN:]
    return losses


def stands(courses: Courses) -> Bools:
    """Where an ultimatum of Putin's stands."""
    seen: Bools = courses.option == Option.ULTIMATUM
    return seen


OBSERVABLES = (
    Observable(
        "ultimatum", "an ultimatum that stands", "Moscow demands entry and waits for the answer",
        "what is leaked of a summit, as of the offer of a specific format in September 2022",
        stands,
    ),
    Observable(
        "border", "own units at the border",
        f"Belarusian units stand at Ukraine's border, {RUNNING} weeks running",
        "counts by Ukraine's border service and by observers of roads and railways",
        at_the_border,
    ),
    Observable(
        "contingent_12", f"more than {MORE:g} thousand Russian troops",
        f"Russian personnel in Belarus are above {MORE:g} thousand",
        "counts of trains and camps", above(MORE),
    ),
    Observable(
        "contingent_20", f"more than {MOST:g} thousand Russian troops",
        f"Russian personnel in Belarus are above {MOST:g} thousand",
        "counts of trains and camps", above(MOST),
    ),
    Observable(
        "backing", "backing withheld",
        f"the Kremlin's backing of his rule is below {WITHHELD:g} (usually 0.78)",
        "loans put off, visits called off, Moscow's television turned against him",
        withheld(WITHHELD),
    ),
    Observable(
        "front", "losses at the front",
        f"Russia has lost {LOSS:g} of the annexed territory within {WITHIN} weeks",
        "maps of the front", lambda courses: lost(courses) > LOSS,
    ),
    Observable(
        "protest", "a crowd in the street",
        f"more than {100 * CROWD:g} % of citizens protest",
        "counts of marches and of arrests", in_the_street(CROWD),
    ),
    Observable(
        "refusals", "talk of refusals in the army",
        f"less than {100 * UNWILLING:g} % of the army would obey an order to fight",
        "deserters, leaks, appeals of soldiers and of their families", unwilling(UNWILLING),
    ),
)  # fmt: skip
NAMES = tuple(each.name for each in OBSERVABLES)
GAUGES = (
    Gauge("contingent", "the number of Russian troops", "thousand", 1.0, lambda c: c.contingent),
    Gauge("front", f"territory lost in {WITHIN} weeks", "share", 1.0, lost),
    Gauge("backing", "waning Kremlin backing", "its lowest", -1.0, lambda c: -c.backing),
    Gauge("protest", "a crowd in the street", "% of citizens", 100.0, lambda c: c.protest),
    Gauge("compliance", "the army's willingness", "%", 100.0, lambda c: c.compliance),
)


def named(name: str) -> Observable:
    """A sign by its name."""
    return OBSERVABLES[NAMES.index(name)]
