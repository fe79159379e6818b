"""The same operations as `loops_compiled.py`, in the same order, on whole NumPy arrays.

It is the exact oracle of the compiled loops (the tests compare bit for bit) and takes their place
where numba is not installed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.machine.arithmetic import exp, normal, philox, purpose, uniform32, uniform64
from sim.machine.arrays import Floats, Whole

Words = NDArray[np.uint64]


def world_uniforms(out: Floats, worlds: Words, week: int, channels: Words, key: Words) -> None:
    """Fill out[channel, world] with each world's draw on each channel this week."""
    told = purpose(channels[:, None], worlds)
    x0, x1, _, _ = philox(np.uint64(0), worlds, np.uint64(week), told, key[0], key[1])
    out[...] = uniform64(x0, x1)


def world_normals(out: Floats, worlds: Words, week: int, channel: int, key: Words) -> None:
    """Fill out[row, world] with standard normal draws of each world on one channel this week."""
    told = purpose(np.uint64(channel), worlds)
    for row, draws in enumerate(out):
        words = philox(np.uint64(row // 4), worlds, np.uint64(week), told, key[0], key[1])
        draws[...] = normal(uniform32(words[row % 4]))


def quantal_response(utility: Floats, rationality: Floats) -> Floats:
    """Probability of each option, shape (options, worlds), at a rationality of each world.

    An option of utility -inf is never chosen.
    """
    behind = np.maximum(utility - utility.max(axis=0), -1e300)
    odds = np.where(behind > -1e300, exp(rationality * behind), 0.0)
    together: Any = sum(
        odds
    )  # one option after the other: NumPy's own sum may add many worlds in another order than one
    probability: Floats = odds / together
    return probability


def draw(probability: Floats, uniform: Floats) -> Whole:
    """The option that a uniform draw picks in each world, the options laid end to
    end, shape (worlds,).
    """
    option = np.zeros(uniform.shape, dtype=np.int64)
    below = np.zeros(uniform.shape)
    for chance in probability[:-1]:
        below = below + chance
        option += uniform >= below
    return option


def count_in_bins(counts: Whole, values: Floats, scale: Floats, parts: Whole) -> None:
    """Add each world's parts to the bin of each of its values, in place; what lies beyond the last
    bin is counted in it.

    Counts have the shape (quantities, bins), values (quantities, worlds); bins to a unit are one
    number a quantity.
    """
    bins = np.minimum(values * scale[:, None], counts.shape[1] - 1).astype(np.int64)
    for each, places in zip(counts, bins, strict=True):
        np.add.at(each, places, parts)


def spent(ledger: Floats, places: Whole, weight: Floats) -> Floats:
    """A ledger with each world's weight added at its place, shape (places, worlds)."""
    written = ledger.copy()
    written[places, np.arange(weight.size)] += weight
    return written
