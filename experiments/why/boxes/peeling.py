"""The box in which entry is most likely, found by patient peeling and pasting [Friedman1999].

From the whole cube, the twentieth of the points is peeled off, at one end of one coordinate, in
which the mean of P(entry) is lowest; and again, until few are left. Of all boxes on that path the
one is chosen that a rule names, and its sides are pasted back as long as that raises its mean.

In two hundred coordinates a path would take a shallow slice of many. So the sides that may be
peeled are chosen first, four at most (see `sides`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.why.boxes.box import Box, Side
from experiments.why.boxes.sides import Chosen, leading
from experiments.why.boxes.slices import Slices
from sim.machine.arrays import Whole

PATIENCE = 0.05  # part of the points in a box that is peeled off at once
LEAST_SHARE, LEAST_POINTS = 0.05, 20  # of the points, in the smallest box


@dataclass(frozen=True)
class Peeled:
    """A box on the path, with what it holds of the points that it was found with."""

    box: Box
    support: float  # share of the points
    mean: float  # of P(entry)
    density: float  # share of the points in it that are likely
    coverage: float  # share of all expected entries


def found(points: Chosen) -> tuple[Box, int, list[Peeled]]:
    """The box that is chosen and pasted, its place on the path, and the path."""
    path = peeled(points, leading(points))
    place = chosen(path, points.likely)
    return pasted(path[place].box, points), place, path


def peeled(points: Chosen, allowed: Sequence[Side]) -> list[Peeled]:
    """Every box on the path, from the whole cube on; some sides may be peeled."""
    limited = sorted({side.coordinate for side in allowed})
    cells, entry, weight = points.cells[:, limited], points.entry, points.weight
    least = max(LEAST_SHARE * weight.sum(), LEAST_POINTS)
    inside = np.flatnonzero(weight > 0)
    box = Box.everywhere(points.cells.shape[1])
    path = [_seen(box, inside, points)]
    while allowed:
        slices = Slices.of(cells[inside], entry[inside], weight[inside])
        place, width, mean = slices.poorest(
            [(limited.index(side.coordinate), side.above) for side in allowed], PATIENCE, least
        )
        if not mean < slices.mean:
            break
        box = box.to(allowed[place], width)
        inside = inside[box.narrow(limited).holds(cells[inside])]
        path.append(_seen(box, inside, points))
    return path


def chosen(path: Sequence[Peeled], likely: float) -> int:
    """The place on the path of the box that tells most: the largest product of its support and of
    how far its mean is above that of all points, among boxes in which entry is likely on average,
    or among all where it is so in none, or already everywhere.
    """
    gain = np.array([each.support * (each.mean - path[0].mean) for each in path])
    reached = np.array([each.mean >= likely for each in path])
    if reached.any() and not reached[0]:
        gain = np.where(reached, gain, -np.inf)
    return int(gain.argmax())


def pasted(box: Box, points: Chosen) -> Box:
    """The box with its sides moved outwards, cell by cell, as long as its mean rises."""
    while box.sides:
        mean = _mean(box, points)
        wider = [box.moved(side, -step) for side in box.sides for step in (1, 2, 4, 8)]
        means = [_mean(each, points) for each in wider]
        best = int(np.argmax(means))
        if not means[best] > mean:
            break
        box = wider[best]
    return box


def _mean(box: Box, points: Chosen) -> float:
    """The mean of P(entry) in a box."""
    limited = sorted({side.coordinate for side in box.sides})
    counts = points.weight * box.narrow(limited).holds(points.cells[:, limited])
    return float((points.entry * counts).sum() / max(counts.sum(), 1e-300))


def _seen(box: Box, inside: Whole, points: Chosen) -> Peeled:
    mine, counts = points.entry[inside], points.weight[inside]
    total, every = counts.sum(), (points.entry * points.weight).sum()
    return Peeled(
        box=box,
        support=float(total / points.weight.sum()),
        mean=float((mine * counts).sum() / total),
        density=float(((mine > points.likely) * counts).sum() / total),
        coverage=float((mine * counts).sum() / max(every, 1e-300)),
    )
