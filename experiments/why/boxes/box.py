"""A box: limits on a few coordinates, each from one side, as shares of the prior."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.machine.arrays import Bools, Floats, Whole

CELLS = 200  # of equal share, into which the prior of a coordinate is cut


@dataclass(frozen=True, order=True)
class Side:
    """Which coordinate is limited, and from which side: above a limit, or below it."""

    coordinate: int
    above: bool


@dataclass(frozen=True)
class Box:
    """Where a point lies if it is above every lower limit and below every upper one."""

    low: Whole  # first cell inside, shape (coordinates,)
    high: Whole  # last cell inside, shape (coordinates,)

    @classmethod
    def everywhere(cls, coordinates: int) -> Box:
        """The box that limits nothing."""
        return cls(np.zeros(coordinates, dtype=int), np.full(coordinates, CELLS - 1))

    @property
    def sides(self) -> tuple[Side, ...]:
        """What is limited, in the order of the coordinates."""
        lower = [Side(int(each), True) for each in np.flatnonzero(self.low > 0)]
        upper = [Side(int(each), False) for each in np.flatnonzero(self.high < CELLS - 1)]
        return tuple(sorted(lower + upper))

    def limit(self, side: Side) -> float:
        """The limit of a side, as a share of the prior."""
        if side.above:
            return float(self.low[side.coordinate]) / CELLS
        return float(self.high[side.coordinate] + 1) / CELLS

    def holds(self, cells: Whole) -> Bools:
        """Which points lie inside, shape (points,); cells of shape (points, coordinates)."""
        inside: Bools = np.all((cells >= self.low) & (cells <= self.high), axis=1)
        return inside

    def to(self, side: Side, cell: int) -> Box:
        """The box whose first cell inside, or last, is another."""
        low, high = self.low.copy(), self.high.copy()
        (low if side.above else high)[side.coordinate] = np.clip(cell, 0, CELLS - 1)
        return Box(low, high)

    def moved(self, side: Side, cells: int) -> Box:
        """The box with a side moved inwards by so many cells; outwards where negative."""
        if side.above:
            return self.to(side, int(self.low[side.coordinate]) + cells)
        return self.to(side, int(self.high[side.coordinate]) - cells)

    def narrow(self, coordinates: Sequence[int]) -> Box:
        """The box in some of the coordinates."""
        some = np.array(coordinates, dtype=int)
        return Box(self.low[some], self.high[some])


def cells_of(unit: Floats) -> Whole:
    """The cell in which each coordinate of each point lies; same shape."""
    cells: Whole = np.minimum((unit * CELLS).astype(int), CELLS - 1)
    return cells
