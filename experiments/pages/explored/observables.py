"""Which of the signs that an outsider can see a reader may tick, each seen or not by some week."""

from __future__ import annotations

import numpy as np

from experiments.why.indicators.observables import OBSERVABLES
from sim.estimates.courses import Courses
from sim.machine.arrays import Bools

MOMENTS = (4, 13, 26)  # weeks by the end of which something is seen
_LEFT_OUT = ("backing", "front")  # no more than six fit the page and its data
VISIBLE = tuple(each for each in OBSERVABLES if each.name not in _LEFT_OUT)


def seen_by(courses: Courses, week: int) -> Bools:
    """Which signs stood in one of the weeks up to the end of one, shape (signs, worlds)."""
    return np.array([each.seen(courses)[: week + 1].any(axis=0) for each in VISIBLE])
