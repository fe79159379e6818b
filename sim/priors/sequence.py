"""Points that fill a cube evenly: scrambled Sobol' points, eight coordinates at a time.

In hundreds of dimensions the coordinates of so few Sobol' points are not free of each other: among
256 points of two hundred, some pairs are correlated by 0.9. So every eight coordinates have points
of their own, in an order of their own: an even cube within the eight, and chance between them, as
in a Latin hypercube ("Latin supercube sampling", Owen 1998).

The order is mixed within points 1, 2-3, 4-7, 8-15 and so on only, so that more points begin with
the fewer.
"""

from __future__ import annotations

import numpy as np

from sim.allowed import ScenarioError
from sim.machine.arrays import Floats, Whole

MOST_POINTS = 65_536
TOGETHER = 8  # coordinates
_HALF_STEP = 2.0**-31  # the points are whole multiples of 2 to the power -30, nought among them


def cube(points: int, places: int, seed: int) -> Floats:
    """Points strictly inside the unit cube, shape (points, places).

    Raises ScenarioError where their number is not a power of two that is allowed, or the seed is
    not a whole number from nought.
    """
    if not _whole(points) or not 1 <= points <= MOST_POINTS or points & (points - 1):
        raise ScenarioError(
            f"points = {points} is not a power of two from 1 to {MOST_POINTS}: only so do they "
            "fill the space evenly"
        )
    if not _whole(seed) or seed < 0:
        raise ScenarioError(f"seed = {seed} is not a whole number from 0")
    doublings = int(points).bit_length() - 1
    groups = [_eight(doublings, [seed, first]) for first in range(0, places, TOGETHER)]
    return np.concatenate(groups, axis=1)[:, :places]


def _whole(number: int) -> bool:
    return isinstance(number, (int, np.integer)) and not isinstance(number, bool)


def _eight(doublings: int, seeds: list[int]) -> Floats:
    """The points of eight coordinates, shape (points, 8)."""
    from scipy.stats import qmc  # takes long to import

    sobol = qmc.Sobol(TOGETHER, scramble=True, seed=np.random.default_rng([*seeds, 0]))
    drawn: Floats = sobol.random_base2(doublings) + _HALF_STEP
    return drawn[_mixed(doublings, np.random.default_rng([*seeds, 1]))]


def _mixed(doublings: int, chance: np.random.Generator) -> Whole:
    """An order of points in which each doubling is mixed by itself, shape (points,)."""
    parts = [2**k + chance.permutation(2**k) for k in range(doublings)]
    return np.concatenate([[0], *parts])
