"""Many vectors in a few worlds each: their mean with its interval, and the band of most of them.

A share seen in a few worlds strays from the vector's own, so shares spread wider than vectors do.
Every share therefore keeps sqrt(1 - E / V) of its departure from the mean, E the mean squared error
of a share and V the variance of the shares: what is left has the variance of the vectors. But no
share moves by more than its own error. Where all worlds of a vector agree that entry is next to
impossible, they are right, whatever the others do, and the lower end stays where it is.
"""

from __future__ import annotations

import numpy as np

from experiments.findings.bands import MIXTURE, PARAMETERS, Band
from sim.estimates.intervals import average
from sim.machine.arrays import Floats

FROM, TO = 0.05, 0.95  # the shares of the vectors between which the band lies


def mixture(chances: Floats, outcome: str) -> Band:
    """The mean over vectors with its 95 % interval, the vectors being what is sampled; from the
    chances of every vector's worlds, shape (vectors, worlds).
    """
    of_vectors = chances.mean(axis=1)
    spread = float(of_vectors.var(ddof=1)) if of_vectors.size > 1 else 0.0
    mean = average(float(of_vectors.mean()), spread, of_vectors.size)
    size = (chances.size, of_vectors.size)
    return Band(outcome, MIXTURE, mean.probability, mean.low, mean.high, *size)


def parameters(chances: Floats, outcome: str) -> Band:
    """The middle vector and the band of nine in ten, freed of luck; from the same."""
    low, middle, high = np.quantile(freed_of_luck(chances), (FROM, 0.5, TO)).tolist()
    return Band(outcome, PARAMETERS, middle, low, high, chances.size, len(chances))


def freed_of_luck(chances: Floats) -> Floats:
    """Every vector's share, drawn towards the mean until they spread as the vectors do, shape
    (vectors,).
    """
    shares: Floats = chances.mean(axis=1)
    move = (1 - kept(chances)) * (shares.mean() - shares)
    most = chances.std(axis=1, ddof=1) / np.sqrt(chances.shape[1]) if chances.shape[1] > 1 else 0.0
    freed: Floats = shares + np.clip(move, -most, most)
    return freed


def kept(chances: Floats) -> float:
    """By how much of itself each departure from the mean is kept, from 0 to 1."""
    vectors, worlds = chances.shape
    if vectors < 2 or worlds < 2:
        return 1.0
    error = float(chances.var(axis=1, ddof=1).mean()) / worlds
    variance = float(chances.mean(axis=1).var(ddof=1))
    return float(np.sqrt(max(1 - error / variance, 0.0))) if variance > 0 else 1.0
