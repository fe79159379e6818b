"""How often each limit of a box comes back when the points are drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.why.boxes.box import Box, Side
from experiments.why.boxes.peeling import found
from experiments.why.boxes.sides import Chosen
from sim.machine.arrays import Floats, Whole

BOXES = 50
_STREAM = 7303


@dataclass(frozen=True)
class Recurrence:
    """A limit, in how many of the boxes it stands, and where; shares of the prior."""

    side: Side
    boxes: int  # of BOXES
    low: float  # twentieth of its places from below
    middle: float
    high: float


def drawn_anew(cells: Whole, entry: Floats, likely: float, seed: int, boxes: int) -> list[Box]:
    """The boxes of as many points drawn with replacement."""
    points, luck = len(entry), np.random.default_rng([seed, _STREAM])
    counts = luck.multinomial(points, np.full(points, 1 / points), boxes).astype(float)
    return [found(Chosen(cells, entry, each, likely))[0] for each in counts]


def recurrences(boxes: Sequence[Box]) -> list[Recurrence]:
    """Every limit of any of the boxes, the most frequent first."""
    sides = sorted({side for box in boxes for side in box.sides})
    rows = [_of(side, [box.limit(side) for box in boxes if side in box.sides]) for side in sides]
    return sorted(rows, key=lambda each: (-each.boxes, each.side))


def _of(side: Side, limits: Sequence[float]) -> Recurrence:
    low, middle, high = (float(each) for each in np.quantile(limits, (0.05, 0.5, 0.95)))
    return Recurrence(side, len(limits), low, middle, high)
