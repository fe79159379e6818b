"""The root of a falling curve, at all points at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.machine.arrays import Floats

HALVINGS = 32  # of a bracket a few units wide: 1e-9 of them, below what any result can show


def root(falls: Callable[[Floats], Floats], target: Floats, low: Floats, high: Floats) -> Floats:
    """Where a curve that falls is down to the target, each point within its bracket, shape
    (points,); an end of the bracket where it is not within.
    """
    low, high = (np.array(end, dtype=np.float64) for end in np.broadcast_arrays(low, high))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = falls(middle) > target
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return (low + high) / 2
