"""Which sides a box may have: the few limits, of all coordinates, that tell most apart.

One after the other, each given those before: the limit that leaves inside the most entries beyond
what the mean of the points given those before would have there. A limit is taken only if entry is
clearly rarer where it shuts points out than where it does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.why.boxes.box import CELLS, Box, Side
from experiments.why.boxes.slices import Slices
from sim.machine.arrays import Bools, Floats, Whole

SIDES = 4  # at most, for a box that can be said in a sentence
SURE = 4.5  # standard errors that are clear: of hundreds of limits, each at many places
_LEAST = 0.05  # part of all points that a limit leaves inside


@dataclass(frozen=True, eq=False)
class Chosen:
    """Points that a box is chosen from."""

    cells: Whole  # shape (points, coordinates)
    entry: Floats  # P(entry), shape (points,)
    weight: Floats  # how often each counts, same shape
    likely: float  # P(entry) above which a point is likely to see it


def leading(points: Chosen) -> tuple[Side, ...]:
    """The sides that a box may have, the most telling first."""
    inside = points.weight > 0
    box, sides = Box.everywhere(points.cells.shape[1]), list[Side]()
    while len(sides) < SIDES:
        side, cell = _most_telling(points, inside, sides)
        box = box.to(side, cell)
        left = inside & box.narrow([side.coordinate]).holds(points.cells[:, [side.coordinate]])
        if not _clearly(points, inside & ~left, left):
            break
        sides.append(side)
        inside = left
    return tuple(sides)


def _most_telling(points: Chosen, inside: Bools, taken: list[Side]) -> tuple[Side, int]:
    """The side that leaves most entries beyond the mean inside, and its first cell there."""
    slices = Slices.of(points.cells[inside], points.entry[inside], points.weight[inside])
    gains = np.array([_beyond(slices, above, points) for above in (True, False)])
    for side in taken:
        gains[0 if side.above else 1, side.coordinate] = -np.inf
    end, coordinate, cells = np.unravel_index(int(gains.argmax()), gains.shape)
    above = bool(end == 0)
    cell = int(cells) + 1 if above else CELLS - 2 - int(cells)
    return Side(int(coordinate), above), cell


def _beyond(slices: Slices, above: bool, points: Chosen) -> Floats:
    """Entries beyond the mean that are left inside, by coordinate and width of the slice that is
    shut out, shape (coordinates, CELLS).
    """
    out, entries = slices.ends(above)
    left = slices.total - out
    gain = slices.mean * out - entries
    return np.where(left >= _LEAST * points.weight.sum(), gain, -np.inf)


def _clearly(points: Chosen, out: Bools, left: Bools) -> bool:
    """Whether entry is clearly rarer in the points that are shut out than in those left."""
    counts = [float(points.weight[each].sum()) for each in (out, left)]
    if min(counts) <= 0:
        return False
    either = out | left
    weight, entry = points.weight[either], points.entry[either]
    mean = np.average(entry, weights=weight)
    spread = float(np.average((entry - mean) ** 2, weights=weight))
    lower, higher = (
        float(np.average(points.entry[each], weights=points.weight[each])) for each in (out, left)
    )
    error = float(np.sqrt(spread * (1 / counts[0] + 1 / counts[1])))
    return higher - lower > SURE * error
