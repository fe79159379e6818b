"""Points of the prior that nobody would believe, whatever they say of entry; they are cut away
before any record is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.machine.arrays import Bools, Floats


@dataclass(frozen=True)
class Absurd:
    """A number of a point, and the most of it that can be believed."""

    column: str  # of the table of points
    most: float
    said: str


ABSURD = (
    Absurd("observed.falls", 0.20, "the regime falls in more than a fifth of years"),
    Absurd("mean_protest", 0.01, "more than one in a hundred protest all year"),
    Absurd("observed.peak_protest", 0.05, "protest peaks above one in twenty in a usual year"),
    Absurd("ultimatums", 12.0, "more than 12 ultimatums within the 41 weeks of 2022"),
    Absurd("observed.mutinies", 0.05, "more than one year in twenty ends in mutiny"),
)


def believable(points: Mapping[str, Floats]) -> Bools:
    """Which points are not absurd, shape (points,)."""
    kept: Bools = np.logical_and.reduce([points[each.column] <= each.most for each in ABSURD])
    return kept


def shares(points: Mapping[str, Floats]) -> dict[str, float]:
    """How many points each of the absurdities cuts away, by what is said of it."""
    return {each.said: float((points[each.column] > each.most).mean()) for each in ABSURD}
