"""The loops that move soldiers and citizens, compiled by numba: one world's people at a time, in cache.

Each loop has a plain NumPy twin of the same name in `population_plain.py` that gives the same bits. `rows[i]` is where
the people of world `worlds[i]` are kept. A block of Philox words serves eight people: person p takes 16 bits of the
block p % (people / 8).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.arithmetic import TRIANGLE_SD, high_triangle, low_triangle, normal, philox, uniform32, uniform64
from sim.compiled import kernel

Array = Any  # numpy arrays; the dtypes are given in population_plain.py
_ZERO, _ONE = np.float32(0), np.float32(1)


@kernel
def world_uniforms(out: Array, worlds: Array, week: int, channels: Array, key: Array) -> None:
    """Fill out[channel, world] with each world's draw on each channel this week."""
    block, now = np.uint64(0), np.uint64(week)
    for c in range(channels.size):
        channel = np.uint64(channels[c])
        for i in range(worlds.size):
            x0, x1, _, _ = philox(block, worlds[i], now, channel, key[0], key[1])
            out[c, i] = uniform64(x0, x1)


@kernel
def people_uniforms(out: Array, worlds: Array, channel: int, key: Array) -> None:
    """Fill out[world, person] with the uniform draws that make the people of week 0."""
    blocks = out.shape[1] // 4
    for i in range(worlds.size):
        draws = out[i].reshape((4, blocks))
        for j in range(blocks):
            x0, x1, x2, x3 = philox(np.uint64(j), worlds[i], np.uint64(0), np.uint64(channel), key[0], key[1])
            draws[0, j] = uniform32(x0)
            draws[1, j] = uniform32(x1)
            draws[2, j] = uniform32(x2)
            draws[3, j] = uniform32(x3)


@kernel
def people_normals(out: Array, worlds: Array, channel: int, key: Array) -> None:
    """Fill out[world, person] with the standard normal draws that make the people of week 0."""
    people_uniforms(out, worlds, channel, key)
    for i in range(worlds.size):
        for p in range(out.shape[1]):
            out[i, p] = normal(out[i, p])


@kernel
def _week_shocks(shock: Array, world: Any, week: int, channel: int, key: Array, spread: Any) -> None:
    """Fill shock[person] with one world's triangular draws of the week, of standard deviation `spread`."""
    blocks = shock.size // 8
    draws = shock.reshape((8, blocks))
    scale = spread / TRIANGLE_SD
    now, purpose, k0, k1 = np.uint64(week), np.uint64(channel), key[0], key[1]
    for j in range(blocks):
        x0, x1, x2, x3 = philox(np.uint64(j), world, now, purpose, k0, k1)
        draws[0, j] = low_triangle(x0) * scale
        draws[1, j] = high_triangle(x0) * scale
        draws[2, j] = low_triangle(x1) * scale
        draws[3, j] = high_triangle(x1) * scale
        draws[4, j] = low_triangle(x2) * scale
        draws[5, j] = high_triangle(x2) * scale
        draws[6, j] = low_triangle(x3) * scale
        draws[7, j] = high_triangle(x3) * scale


@kernel
def count_willing(morale: Array, loyalty: Array, rows: Array, loyalty_weight: Any, threshold: Array) -> Array:
    """Soldiers of each world whose morale and loyalty carry them over the threshold, shape (worlds,)."""
    willing = np.empty(rows.size, np.int32)
    for i in range(rows.size):
        own, bond, needed = morale[rows[i]], loyalty[rows[i]], threshold[i]
        count = np.int32(0)
        for p in range(own.size):
            count += np.int32(own[p] + loyalty_weight * bond[p] > needed)
        willing[i] = count
    return willing


@kernel
def drift_morale(
    morale: Array, usual: Array, rows: Array, worlds: Array, week: int, channel: int, key: Array,
    change: Array, homing: Any, spread: Any,
) -> None:  # fmt: skip
    """Move every soldier's morale one week, in place: what all share, the pull towards his usual level, his own luck."""
    shock = np.empty(morale.shape[1], np.float32)
    for i in range(rows.size):
        _week_shocks(shock, worlds[i], week, channel, key, spread)
        own, home, shared = morale[rows[i]], usual[rows[i]], change[i]
        for p in range(own.size):
            own[p] = min(max(own[p] + shared + homing * (home[p] - own[p]) + shock[p], _ZERO), _ONE)


@kernel
def count_protesters(
    grievance: Array, dislike: Array, risk_aversion: Array, rows: Array, worlds: Array, week: int, channel: int, key: Array,
    conceded: Array, fear: Array, threshold: Array, spread: Any,
) -> Array:  # fmt: skip
    """Citizens of each world whose anger outweighs their fear by more than the threshold, shape (worlds,)."""
    protesters = np.empty(rows.size, np.int32)
    shock = np.empty(grievance.shape[1], np.float32)
    for i in range(rows.size):
        _week_shocks(shock, worlds[i], week, channel, key, spread)
        anger, against, caution = grievance[rows[i]], dislike[rows[i]], risk_aversion[rows[i]]
        price, risk, needed = conceded[i], fear[i], threshold[i]
        count = np.int32(0)
        for p in range(anger.size):
            count += np.int32(anger[p] + against[p] * price - caution[p] * risk + shock[p] > needed)
        protesters[i] = count
    return protesters
