"""What an outsider could have seen of a world: six signs, each seen or not by the end of some week.

Weeks are counted from 0, as everywhere. A sign is read from what a world shows at the end of a
week, never from what a leader thinks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.agents.moscow import Option
from sim.estimates.courses import Courses
from sim.machine.arrays import Bools
from sim.world import Rung

MOMENTS = (4, 13, 26)  # weeks by the end of which something is seen
MORE, MOST = 12.0, 20.0  # Russian personnel in Belarus, thousand
RUNNING = 2  # weeks in which units stand at the border, so that it is no exercise
UNWILLING = 0.3  # share of the army willing, below which refusals are talked of
CROWD = 0.001  # share of citizens in the street


@dataclass(frozen=True)
class Visible:
    """A sign: what it is called, what it is, and how an outsider would come to see it."""

    name: str
    says: str  # within a sentence
    means: str  # its definition
    shows: str  # to an outsider, as
    seen: Callable[[Courses], Bools]  # in each week, shape (weeks, worlds)


def at_the_border(courses: Courses) -> Bools:
    """Where Lukashenko's own units have stood at the border for `RUNNING` weeks."""
    there = courses.rung == Rung.POSTURE
    seen: Bools = there.copy()
    for before in range(1, RUNNING):
        seen[before:] &= there[:-before]
        seen[:before] = False
    return seen


def above(thousand: float) -> Callable[[Courses], Bools]:
    """Seen where the contingent is larger than so many thousand."""
    return lambda courses: courses.contingent > np.float32(thousand)


VISIBLE = (
    Visible(
        "ultimatum", "an ultimatum that stands", "Moscow demands entry and waits for the answer",
        "what is leaked of a summit", lambda courses: courses.option == Option.ULTIMATUM,
    ),
    Visible(
        "border", "own units at the border",
        f"Belarusian units stand at Ukraine's border, {RUNNING} weeks running",
        "counts by Ukraine's border service and by observers of roads and railways", at_the_border,
    ),
    Visible(
        "contingent_12", f"more than {MORE:g} thousand Russian troops",
        f"Russian personnel in Belarus are above {MORE:g} thousand",
        "counts of trains and camps", above(MORE),
    ),
    Visible(
        "contingent_20", f"more than {MOST:g} thousand Russian troops",
        f"Russian personnel in Belarus are above {MOST:g} thousand",
        "counts of trains and camps", above(MOST),
    ),
    Visible(
        "protest", "a crowd in the street", f"more than {100 * CROWD:g} % of citizens protest",
        "counts of marches and of arrests", lambda courses: courses.protest > np.float32(CROWD),
    ),
    Visible(
        "refusals", "talk of refusals in the army",
        f"less than {100 * UNWILLING:g} % of the army would obey an order to fight",
        "deserters, leaks, appeals of soldiers and of their families",
        lambda courses: courses.compliance < np.float32(UNWILLING),
    ),
)  # fmt: skip


def seen_by(courses: Courses, week: int) -> Bools:
    """Which signs stood in one of the weeks up to the end of one, shape (signs, worlds)."""
    return np.array([each.seen(courses)[: week + 1].any(axis=0) for each in VISIBLE])
