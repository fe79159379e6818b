"""What lies in every cell of every coordinate: how many points, and what they add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.why.boxes.box import CELLS
from sim.machine.arrays import Floats, Whole

_NOTHING = 1e-9  # a weight that is none


@dataclass(frozen=True, eq=False)
class Slices:
    """Sums over some points, by coordinate and cell; shape (coordinates, CELLS) each."""

    points: Floats
    entries: Floats  # of P(entry)

    @classmethod
    def of(cls, cells: Whole, entry: Floats, weight: Floats) -> Slices:
        """The sums over some points; cells of shape (points, coordinates)."""
        return cls(_by_cell(cells, weight), _by_cell(cells, entry * weight))

    @property
    def total(self) -> float:
        """How many points there are."""
        return float(self.points[0].sum())

    @property
    def mean(self) -> float:
        """The mean of P(entry) over the points."""
        return float(self.entries[0].sum() / self.total)

    def ends(self, above: bool) -> tuple[Floats, Floats]:
        """Points, and their P(entry), in slices of 1, 2, ... cells at the lower end of every
        coordinate, where a limit from above it would shut them out, or at the upper end; shape
        (coordinates, CELLS) both.
        """
        way = slice(None) if above else slice(None, None, -1)
        return self.points[:, way].cumsum(axis=1), self.entries[:, way].cumsum(axis=1)

    def poorest(
        self, allowed: Sequence[tuple[int, bool]], part: float, least: float
    ) -> tuple[int, int, float]:
        """The slice with the lowest mean among those, one a side that is allowed, that hold at
        least a part of the points and leave at least so many: the place of its side, the first cell
        that is left inside, and its mean; inf where there is none.
        """
        found = [self._poor(coordinate, above, part, least) for coordinate, above in allowed]
        place = min(range(len(found)), key=lambda each: found[each][1])
        width, mean = found[place]
        return place, width if allowed[place][1] else CELLS - 1 - width, mean

    def _poor(self, coordinate: int, above: bool, part: float, least: float) -> tuple[int, float]:
        """The width in cells, and the mean, of the slice at one end of a coordinate."""
        way = slice(None) if above else slice(None, None, -1)
        points, entries = (each[coordinate, way].cumsum() for each in (self.points, self.entries))
        last = int(np.searchsorted(points, part * points[-1] - _NOTHING))
        held = float(points[last])
        enough = points[-1] - held >= least - _NOTHING and held > _NOTHING
        return last + 1, float(entries[last]) / held if enough else np.inf


def _by_cell(cells: Whole, amounts: Floats) -> Floats:
    """Amounts of points added up by coordinate and cell, shape (coordinates, CELLS)."""
    coordinates = cells.shape[1]
    places = cells + CELLS * np.arange(coordinates)
    each = np.repeat(amounts, coordinates)
    summed = np.bincount(places.ravel(), each, minlength=coordinates * CELLS)
    table: Floats = summed.reshape(coordinates, CELLS).astype(float)
    return table
