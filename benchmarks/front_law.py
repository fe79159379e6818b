"""The chance that the front falls below a threshold, from its law alone.

The front is the one quantity that nobody in the model moves: every week it is drawn towards its
mean and gets a normal shock, cut at 1. So the chance that it has stayed above a threshold for so
many weeks is an integral, taken here on a grid of cells, week after week.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from sim.laws.theatre import Theatre
from sim.laws.time import acted
from sim.machine.arrays import Floats


def falls_below(theatre: Theatre, weeks: int, threshold: float, cells: int = 2000) -> float:
    """P(the front is below the threshold in one of the weeks), good to about a part in 2,000."""
    edges = np.linspace(threshold, 1.0, cells + 1)
    moves = _moves((edges[1:] + edges[:-1]) / 2, edges, theatre)
    above = _moves(np.array([theatre.front]), edges, theatre)[0]
    for _ in range(weeks - 1):
        above = above @ moves
    return float(1 - above.sum())


def _moves(fronts: Floats, edges: Floats, theatre: Theatre) -> Floats:
    """Chance of being in each cell a week later, shape (fronts, cells)."""
    expected = fronts + acted(theatre.front_return, 1) * (theatre.front_mean - fronts)
    below = ndtr((edges - expected[:, None]) / theatre.front_spread)
    chance: Floats = np.diff(below, axis=1)
    chance[:, -1] += 1 - below[:, -1]
    return chance
