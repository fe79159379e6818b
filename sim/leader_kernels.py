"""The loops of leaders' arithmetic that are run most, compiled by numba: all options of all worlds without arrays in between.

Each loop has a plain NumPy twin of the same name in `leader_plain.py` that gives the same bits. Options and rungs come
first, worlds last, as everywhere; numbers are float64.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.arithmetic import exp
from sim.compiled import kernel

Array = Any  # numpy arrays; the dtypes and shapes are given in leader_plain.py
_FARTHEST = -1e300  # how far behind the best an option can be and still have a chance


@kernel
def quantal_response(utility: Array, rationality: float) -> Array:
    """Probability of each option, shape (options, worlds); an option of utility -inf is never chosen."""
    options, worlds = utility.shape
    best = utility[0].copy()
    for option in range(1, options):
        for i in range(worlds):
            best[i] = max(best[i], utility[option, i])
    odds, together = np.empty(utility.shape), np.zeros(worlds)
    for option in range(options):
        for i in range(worlds):
            behind = max(utility[option, i] - best[i], _FARTHEST)
            odds[option, i] = exp(rationality * behind) if behind > _FARTHEST else 0.0
            together[i] += odds[option, i]
    for option in range(options):
        for i in range(worlds):
            odds[option, i] /= together[i]
    return odds


@kernel
def draw(probability: Array, uniform: Array) -> Array:
    """The option that a uniform draw picks in each world, the options laid end to end, shape (worlds,)."""
    below, option = np.zeros(uniform.size), np.zeros(uniform.size, np.int64)
    for following in range(1, probability.shape[0]):
        for i in range(uniform.size):
            below[i] += probability[following - 1, i]
            option[i] += np.int64(uniform[i] >= below[i])
    return option
