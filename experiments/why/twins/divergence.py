"""When two lives of the same world first differ, and in whom that shows first.

Within a week the order is that of play: the army takes stock, Putin leans, Lukashenko answers, the
opposition acts, the public protests, the regime may fall, the front drifts.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.estimates.courses import Courses
from sim.machine.arrays import Bools, Whole
from sim.world import NEVER

ANYTHING, CHOICE = MEASURES = ("anything", "choice")
_TOLD = {  # in whom a difference shows -> in what of a course
    "army": "compliance",
    "putin": "option",
    "contingent": "contingent",
    "lukashenko": "rung",
    "opposition": "tactic",
    "public": "protest",
    "backing": "backing",
    "ending": "weight",
    "front": "front",
}
SHOWN: Mapping[str, tuple[str, ...]] = {
    ANYTHING: tuple(_TOLD),
    CHOICE: ("putin", "lukashenko", "opposition"),
}


def parting(one: Courses, other: Courses) -> tuple[Whole, Whole]:
    """The first week in which anything differs and in which a choice does, and in whom by place
    among those `SHOWN`; both of shape (measures, worlds), NEVER where nothing does.
    """
    found = [_first(one, other, SHOWN[measure]) for measure in MEASURES]
    weeks, who = zip(*found, strict=True)
    return np.array(weeks), np.array(who)


def _first(one: Courses, other: Courses, shown: tuple[str, ...]) -> tuple[Whole, Whole]:
    weeks = min(one.weeks, other.weeks)
    differ = np.array([
        getattr(one, _TOLD[each])[:weeks] != getattr(other, _TOLD[each])[:weeks] for each in shown
    ])  # fmt: skip
    in_week = differ.any(axis=0) & _both_go_on(one, other, weeks)
    week, ever = in_week.argmax(axis=0), in_week.any(axis=0)
    who = differ[:, week, np.arange(week.size)].argmax(axis=0)
    return np.where(ever, week, NEVER), np.where(ever, who, NEVER)


def _both_go_on(one: Courses, other: Courses, weeks: int) -> Bools:
    """Whether neither life was over before the week, shape (weeks, worlds): what is over chooses
    nothing any more.
    """
    go_on = (one.weight[: weeks - 1] > 0) & (other.weight[: weeks - 1] > 0)
    return np.concatenate([np.ones_like(go_on, shape=(1, go_on.shape[1])), go_on])
