"""Independent replicates of scrambled points, and the seeds of the luck that is dealt to them."""

from __future__ import annotations

import numpy as np

from sim.machine.arrays import Floats

REPLICATES = 8
_STREAM, _LUCK = 61, 62  # of points, of the two seeds of luck


def base_points(width: int, points: int, seed: int) -> tuple[Floats, Floats]:
    """The points A and B in the unit cube, shape (replicates * points, width) each, replicate by
    replicate; every replicate has a scramble of its own.
    """
    from scipy.stats import qmc  # takes longer to import than the model

    parts = []
    for replicate in range(REPLICATES):
        rng = np.random.default_rng([seed, _STREAM, replicate])
        sequence = qmc.Sobol(2 * width, rng=rng)
        parts.append(sequence.random_base2(points.bit_length() - 1))
    whole = np.concatenate(parts)
    return whole[:, :width], whole[:, width:]


def seeds(seed: int) -> tuple[int, int]:
    """The two seeds of luck."""
    one, other = np.random.default_rng([seed, _LUCK]).integers(2**63, size=2).tolist()
    return one, other
