"""The loops over worlds that are run most, compiled by numba: how leaders choose, and what is
counted of every week.

Each loop has a plain NumPy twin of the same name in `loops_plain.py` that gives the same bits.
Options and rungs come first, worlds last, as everywhere; numbers are float64.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.machine.arithmetic import exp, normal, philox, purpose, uniform32, uniform64
from sim.machine.compiled import kernel

Array = Any  # numpy arrays; the dtypes and shapes are given in loops_plain.py
_FARTHEST = -1e300  # how far behind the best an option can be and still have a chance


@kernel
def world_uniforms(out: Array, worlds: Array, week: int, channels: Array, key: Array) -> None:
    """Fill out[channel, world] with each world's draw on each channel this week."""
    block, now = np.uint64(0), np.uint64(week)
    for c in range(channels.size):
        channel = np.uint64(channels[c])
        for i in range(worlds.size):
            told = purpose(channel, worlds[i])
            x0, x1, _, _ = philox(block, worlds[i], now, told, key[0], key[1])
            out[c, i] = uniform64(x0, x1)


@kernel
def world_normals(out: Array, worlds: Array, week: int, channel: int, key: Array) -> None:
    """Fill out[row, world] with standard normal draws of each world on one channel this week."""
    now, words = np.uint64(week), np.empty((4, worlds.size), np.uint64)
    for first in range(0, out.shape[0], 4):
        for i in range(worlds.size):
            told = purpose(np.uint64(channel), worlds[i])
            x0, x1, x2, x3 = philox(np.uint64(first // 4), worlds[i], now, told, key[0], key[1])
            words[0, i] = x0
            words[1, i] = x1
            words[2, i] = x2
            words[3, i] = x3
        for row in range(first, min(first + 4, out.shape[0])):
            for i in range(worlds.size):
                out[row, i] = np.float64(normal(uniform32(words[row - first, i])))


@kernel
def quantal_response(utility: Array, rationality: Array) -> Array:
    """Probability of each option, shape (options, worlds), at a rationality of each world.

    An option of utility -inf is never chosen.
    """
    options, worlds = utility.shape
    best = utility[0].copy()
    for option in range(1, options):
        for i in range(worlds):
            best[i] = max(best[i], utility[option, i])
    odds, together = np.empty(utility.shape), np.zeros(worlds)
    for option in range(options):
        for i in range(worlds):
            behind = max(utility[option, i] - best[i], _FARTHEST)
            odds[option, i] = exp(rationality[i] * behind) if behind > _FARTHEST else 0.0
            together[i] += odds[option, i]
    for option in range(options):
        for i in range(worlds):
            odds[option, i] /= together[i]
    return odds


@kernel
def draw(probability: Array, uniform: Array) -> Array:
    """The option that a uniform draw picks in each world, the options laid end to
    end, shape (worlds,).
    """
    below, option = np.zeros(uniform.size), np.zeros(uniform.size, np.int64)
    for following in range(1, probability.shape[0]):
        for i in range(uniform.size):
            below[i] += probability[following - 1, i]
            option[i] += np.int64(uniform[i] >= below[i])
    return option


@kernel
def count_in_bins(counts: Array, values: Array, scale: Array, parts: Array) -> None:
    """Add each world's parts to the bin of each of its values, in place.

    What lies beyond the last bin is counted in it.
    """
    last = counts.shape[1] - 1
    for quantity in range(counts.shape[0]):
        for i in range(values.shape[1]):
            counts[quantity, np.int64(min(values[quantity, i] * scale[quantity], last))] += parts[i]


@kernel
def spent(ledger: Array, places: Array, weight: Array) -> Array:
    """A ledger with each world's weight added at its place, shape (places, worlds)."""
    written = ledger.copy()
    for i in range(weight.size):
        written[places[i], i] += weight[i]
    return written
