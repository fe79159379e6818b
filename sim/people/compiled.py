"""The loops that move soldiers and citizens, compiled by numba: one world's people at a
time, in cache.

Each loop has a plain NumPy twin of the same name in `plain.py` that gives the same bits.
`rows[i]` is where the people of world `worlds[i]` are kept. A block of Philox words serves eight
people: person p takes 16 bits of the block p % (people / 8).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.machine.arithmetic import (
    TRIANGLE_SD,
    high_triangle,
    low_triangle,
    normal,
    philox,
    uniform32,
)
from sim.machine.compiled import kernel
from sim.people.coordination import ROUNDS, asked_by_refusals, share_of_called

Array = Any  # numpy arrays; the dtypes are given in plain.py
_ZERO, _ONE = np.float32(0), np.float32(1)


@kernel
def people_uniforms(out: Array, worlds: Array, channel: int, key: Array) -> None:
    """Fill out[world, person] with the uniform draws that make the people of week 0."""
    blocks = out.shape[1] // 4
    for i in range(worlds.size):
        draws = out[i].reshape((4, blocks))
        for j in range(blocks):
            x0, x1, x2, x3 = philox(
                np.uint64(j), worlds[i], np.uint64(0), np.uint64(channel), key[0], key[1]
            )
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
def _week_shocks(
    shock: Array, words: Array, world: Any, week: int, channel: int, key: Array, spread: Any
) -> None:
    """Fill shock[person] with one world's triangular draws of the week, of
    standard deviation `spread`.

    `words`, shape (4, people / 8), is room for the random words: kept in 32 bits, eight of them are
    split at once.
    """
    blocks = words.shape[1]
    now, purpose, k0, k1 = np.uint64(week), np.uint64(channel), key[0], key[1]
    for j in range(blocks):
        x0, x1, x2, x3 = philox(np.uint64(j), world, now, purpose, k0, k1)
        words[0, j] = x0
        words[1, j] = x1
        words[2, j] = x2
        words[3, j] = x3
    draws = shock.reshape((4, 2, blocks))
    scale = spread / TRIANGLE_SD
    for w in range(4):
        for j in range(blocks):
            draws[w, 0, j] = low_triangle(words[w, j]) * scale
            draws[w, 1, j] = high_triangle(words[w, j]) * scale


@kernel
def count_willing(
    morale: Array, loyalty: Array, rows: Array, loyalty_weight: Any, threshold: Array
) -> Array:
    """Soldiers of each world whose morale and loyalty carry them over the
    threshold, shape (worlds,).
    """
    willing = np.empty(rows.size, np.int32)
    for i in range(rows.size):
        own, bond, needed = morale[rows[i]], loyalty[rows[i]], threshold[i]
        count = np.int32(0)
        for p in range(own.size):
            count += np.int32(own[p] + loyalty_weight * bond[p] > needed)
        willing[i] = count
    return willing


@kernel
def _share_above(will: Array, needed: float) -> Any:
    count, threshold = np.int32(0), np.float32(needed)
    for p in range(will.size):
        count += np.int32(will[p] > threshold)
    return count / will.size


@kernel
def share_obeying(
    morale: Array,
    loyalty: Array,
    rows: Array,
    loyalty_weight: Any,
    resistance: Array,
    risk: Array,
    called: float,
    contagion: float,
) -> Array:
    """Share of the called-up of each world who obey an order once refusals have spread as far as
    they will, shape (worlds,).
    """
    obeying, will = np.empty(rows.size), np.empty(morale.shape[1], np.float32)
    for i in range(rows.size):
        own, bond = morale[rows[i]], loyalty[rows[i]]
        for p in range(own.size):
            will[p] = own[p] + loyalty_weight * bond[p]
        obey, before = share_of_called(_share_above(will, resistance[i] + risk[i]), called), 2.0
        for _ in range(ROUNDS):
            if obey == 1.0 or obey == before:
                break
            asked = asked_by_refusals(obey, contagion) + risk[i]
            obey, before = share_of_called(_share_above(will, resistance[i] + asked), called), obey
        obeying[i] = obey
    return obeying


@kernel
def count_disloyal_refusers(
    morale: Array,
    loyalty: Array,
    rows: Array,
    loyalty_weight: Any,
    threshold: Array,
    line: Array,
    not_called: int,
) -> Array:
    """Soldiers of each world who are called up, are not carried over the threshold, and whose
    loyalty is below the line, shape (worlds,).

    The least willing `not_called` soldiers are not called up.
    """
    turning = np.empty(rows.size, np.int32)
    for i in range(rows.size):
        own, bond, needed, disloyal = morale[rows[i]], loyalty[rows[i]], threshold[i], line[i]
        will = own + loyalty_weight * bond
        least = np.partition(will, not_called)[not_called] if not_called > 0 else _ZERO
        count = np.int32(0)
        for p in range(own.size):
            count += np.int32((will[p] >= least) & (will[p] <= needed) & (bond[p] < disloyal))
        turning[i] = count
    return turning


@kernel
def drift_morale(
    morale: Array, usual: Array, rows: Array, worlds: Array, week: int, channel: int, key: Array,
    change: Array, homing: Any, spread: Any,
) -> None:  # fmt: skip
    """Move every soldier's morale one week, in place: what all share, the pull towards his usual
    level, his own luck.
    """
    shock = np.empty(morale.shape[1], np.float32)
    words = np.empty((4, shock.size // 8), np.uint32)
    for i in range(rows.size):
        _week_shocks(shock, words, worlds[i], week, channel, key, spread)
        own, home, shared = morale[rows[i]], usual[rows[i]], change[i]
        for p in range(own.size):
            own[p] = min(max(own[p] + shared + homing * (home[p] - own[p]) + shock[p], _ZERO), _ONE)


@kernel
def count_protesters(
    grievance: Array,
    dislike: Array,
    risk_aversion: Array,
    rows: Array,
    worlds: Array,
    week: int,
    channel: int,
    key: Array,
    conceded: Array,
    fear: Array,
    threshold: Array,
    spread: Any,
) -> Array:
    """Citizens of each world whose anger outweighs their fear by more than the
    threshold, shape (worlds,).
    """
    protesters = np.empty(rows.size, np.int32)
    shock = np.empty(grievance.shape[1], np.float32)
    words = np.empty((4, shock.size // 8), np.uint32)
    for i in range(rows.size):
        _week_shocks(shock, words, worlds[i], week, channel, key, spread)
        anger, against, caution = grievance[rows[i]], dislike[rows[i]], risk_aversion[rows[i]]
        price, risk, needed = conceded[i], fear[i], threshold[i]
        count = np.int32(0)
        for p in range(anger.size):
            count += np.int32(anger[p] + against[p] * price - caution[p] * risk + shock[p] > needed)
        protesters[i] = count
    return protesters
