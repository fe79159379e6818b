"""The simulated histories nearest to a record, in the space of the summaries."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from experiments.trust.calibration.tables import Table
from experiments.trust.calibration.weighted import mean_and_sd
from sim.machine.arrays import Floats, Whole

if TYPE_CHECKING:
    from experiments.trust.calibration.summaries import Summaries

SHARE = 0.04  # of the histories that could be, kept as near
PER_SUMMARY = 10  # at least so many kept for each line that is fitted to them


@dataclass(frozen=True, eq=False)
class Cloud:
    """Every history that could be: whose it is, its weight, its place in sd of summaries."""

    point: Whole  # shape (pairs,)
    history: Whole
    mass: Floats
    places: Floats  # shape (pairs, summaries)
    squares: Floats  # squared distance from the origin, shape (pairs,)
    spread: Floats  # sd of each summary, shape (summaries,)

    @classmethod
    def of(cls, table: Table, summaries: Summaries) -> Cloud:
        """The histories of a table with a weight above 0."""
        point, history = np.nonzero(table.mass > 0)
        mass = table.mass[point, history]
        found = summaries.of_all(table.statistics)[point, history]
        _, sd = mean_and_sd(found, mass)
        spread = np.where(sd > 0, sd, 1.0)
        places = found / spread
        return cls(point, history, mass, places, (places**2).sum(axis=1), spread)

    @property
    def near(self) -> int:
        """How many histories count as near."""
        histories, lines = int(self.mass.size), int(self.places.shape[1]) + 1
        return min(histories, max(ceil(SHARE * histories), PER_SUMMARY * lines))


def nearest(cloud: Cloud, place: Floats) -> tuple[Whole, Floats]:
    """Rows of the nearest histories, shape (near,), and their kernel weight, at most one.

    Epanechnikov's kernel: one less the squared distance as a share of the farthest one's.
    """
    squared = np.maximum(cloud.squares - 2 * (cloud.places @ place) + place @ place, 0.0)
    if cloud.near < squared.size:
        rows = np.sort(np.argpartition(squared, cloud.near)[: cloud.near])
    else:
        rows = np.arange(squared.size)
    farthest = squared[rows].max()
    if farthest == 0 or squared[rows].min() == farthest:
        return rows, np.ones(rows.size)
    return rows, 1 - squared[rows] / farthest
