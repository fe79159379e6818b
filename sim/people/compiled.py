"""The loops that move soldiers and citizens, compiled by numba: one world's people at a
time, in cache.

Each loop has a plain NumPy twin of the same name in `plain.py` that gives the same bits.
`rows[i]` is where the people of world `worlds[i]` are kept. A block of Philox words serves eight
people: person p takes 16 bits of the block p % (people / 8), those of the part p / (people / 8).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.machine.arithmetic import (
    TRIANGLE_END,
    TRIANGLE_SD,
    high_triangle,
    low_triangle,
    normal,
    philox,
    purpose,
    uniform32,
    within,
)
from sim.machine.compiled import kernel, select
from sim.people.coordination import ROUNDS, asked_by_refusals, share_of_called
from sim.people.groups import GONE, PARTS, all_three, parts_above

Array = Any  # numpy arrays; the dtypes are given in plain.py
SHARERS = 8  # people who share a block of words
_ZERO, _HALF, _ONE = np.float32(0), np.float32(0.5), np.float32(1)
_EVERYBODY = np.float32(-np.inf)
_LOWEST, _HIGHEST = 1e-6, 1 - 1e-6  # ranks whose normal quantile is still exact


@kernel
def _uniforms(out: Array, world: Any, step: int, channel: int, key: Array) -> None:
    """Fill out[person] with one world's uniform draws of a step."""
    blocks = out.size // 4
    draws, now, told = out.reshape((4, blocks)), np.uint64(step), purpose(np.uint64(channel), world)
    for j in range(blocks):
        x0, x1, x2, x3 = philox(np.uint64(j), world, now, told, key[0], key[1])
        draws[0, j] = uniform32(x0)
        draws[1, j] = uniform32(x1)
        draws[2, j] = uniform32(x2)
        draws[3, j] = uniform32(x3)


@kernel
def people_uniforms(out: Array, worlds: Array, channel: int, key: Array) -> None:
    """Fill out[world, person] with the uniform draws that make the people of week 0."""
    for i in range(worlds.size):
        _uniforms(out[i], worlds[i], 0, channel, key)


@kernel
def people_lattice(out: Array, stride: float, shift: Array) -> None:
    """Fill out[world, person] with ranks in (0, 1) on a lattice that is shifted in each world."""
    for i in range(out.shape[0]):
        for p in range(out.shape[1]):
            place = (p + 0.5) * stride + shift[i]
            out[i, p] = np.float32(within(place - np.floor(place), _LOWEST, _HIGHEST))


@kernel
def to_normal(ranks: Array) -> None:
    """Turn ranks in (0, 1) into the standard normal numbers that have them, in place."""
    for i in range(ranks.shape[0]):
        for p in range(ranks.shape[1]):
            ranks[i, p] = normal(ranks[i, p])


@kernel
def people_normals(out: Array, worlds: Array, channel: int, key: Array) -> None:
    """Fill out[world, person] with the standard normal draws that make the people of week 0."""
    people_uniforms(out, worlds, channel, key)
    to_normal(out)


@kernel
def _shocks(
    shock: Array, words: Array, blocks: Array, drawn: int, world: Any, week: int, channel: int,
    key: Array, spread: Any,
) -> None:  # fmt: skip
    """Fill shock[part, place] with one world's triangular draws of the week, of standard deviation
    `spread`, for the eight people who share a block of words, and this for the first `drawn` blocks
    named.

    `words`, shape (4, blocks), is room for the random words: kept in 32 bits, eight of them are
    split at once.
    """
    now, told, k0, k1 = np.uint64(week), purpose(np.uint64(channel), world), key[0], key[1]
    for j in range(drawn):
        x0, x1, x2, x3 = philox(blocks[j], world, now, told, k0, k1)
        words[0, j] = x0
        words[1, j] = x1
        words[2, j] = x2
        words[3, j] = x3
    scale = spread / TRIANGLE_SD
    for w in range(4):
        for j in range(drawn):
            shock[2 * w, j] = low_triangle(words[w, j]) * scale
            shock[2 * w + 1, j] = high_triangle(words[w, j]) * scale


@kernel
def _every_block(people: int) -> Any:
    return np.arange(people // SHARERS).astype(np.uint64)


@kernel
def count_willing(
    morale: Array,
    loyalty: Array,
    rows: Array,
    loyalty_weight: Array,
    threshold: Array,
    steepness: Array,
) -> Array:
    """Parts of the soldiers of each world whose morale and loyalty carry them over the
    threshold, shape (worlds,).
    """
    willing = np.empty(rows.size, np.int32)
    for i in range(rows.size):
        own, bond, needed = morale[rows[i]], loyalty[rows[i]], threshold[i]
        weight, steep, count = loyalty_weight[i], steepness[i], np.int32(0)
        for p in range(own.size):
            count += parts_above(own[p] + weight * bond[p] - needed, steep)
        willing[i] = count
    return willing


@kernel
def _share_above(will: Array, needed: float, steepness: Any) -> Any:
    count, threshold = np.int32(0), np.float32(needed)
    for p in range(will.size):
        count += parts_above(will[p] - threshold, steepness)
    return count / (PARTS * will.size)


@kernel
def share_obeying(
    morale: Array,
    loyalty: Array,
    rows: Array,
    loyalty_weight: Array,
    resistance: Array,
    risk: Array,
    called: Array,
    contagion: Array,
    steepness: Array,
) -> Array:
    """Share of the called-up of each world who obey an order once refusals have spread as far as
    they will, shape (worlds,).
    """
    obeying, will = np.empty(rows.size), np.empty(morale.shape[1], np.float32)
    for i in range(rows.size):
        own, bond, weight = morale[rows[i]], loyalty[rows[i]], loyalty_weight[i]
        for p in range(own.size):
            will[p] = own[p] + weight * bond[p]
        share = _share_above(will, resistance[i] + risk[i], steepness[i])
        obey, before = share_of_called(share, called[i]), 2.0
        for _ in range(ROUNDS):
            if obey == 1.0 or obey == before:
                break
            asked = asked_by_refusals(obey, contagion[i]) + risk[i]
            share = _share_above(will, resistance[i] + asked, steepness[i])
            obey, before = share_of_called(share, called[i]), obey
        obeying[i] = obey
    return obeying


@kernel
def _count_above(will: Array, line: Any) -> Any:
    count = np.int32(0)
    for p in range(will.size):
        count += np.int32(will[p] > line)
    return count


@kernel
def _least_called(will: Array, not_called: int) -> Any:
    """Midway between the least willing soldier who is called up and the next who is not.

    Found by halving: counting all again and again is four times faster than parting them once.
    """
    if not_called == 0:
        return _EVERYBODY
    called, low, high = will.size - not_called, will.min() - _ONE, will.max()
    line = low
    for _ in range(ROUNDS):
        line = (low + high) * _HALF
        if line in (low, high):
            return high  # both are as willing
        count = _count_above(will, line)
        if count == called:
            break
        low, high = (line, high) if count > called else (low, line)
    last, first = low, high
    for p in range(will.size):
        last = max(last, select(will[p] > line, low, will[p]))
        first = min(first, select(will[p] > line, will[p], high))
    return (last + first) * _HALF


@kernel
def count_disloyal_refusers(
    morale: Array,
    loyalty: Array,
    rows: Array,
    loyalty_weight: Array,
    threshold: Array,
    line: Array,
    not_called: Array,
    steepness: Array,
) -> Array:
    """Parts of the soldiers of each world who are called up, are not carried over the threshold,
    and whose loyalty is below the line, shape (worlds,).

    The least willing `not_called` soldiers of each are not called up; deserters have no weapons to
    turn.
    """
    turning = np.empty(rows.size, np.int32)
    for i in range(rows.size):
        own, bond, needed, disloyal = morale[rows[i]], loyalty[rows[i]], threshold[i], line[i]
        will = own + loyalty_weight[i] * bond
        least, steep, count = _least_called(will, not_called[i]), steepness[i], np.int32(0)
        for p in range(own.size):
            called = parts_above(will[p] - least, steep) * np.int32(bond[p] > GONE)
            refusing = parts_above(needed - will[p], steep)
            count += all_three(called, refusing, parts_above(disloyal - bond[p], steep))
        turning[i] = count
    return turning


@kernel
def lose_deserters(
    morale: Array,
    loyalty: Array,
    bolts: Array,
    rows: Array,
    loyalty_weight: Array,
    threshold: Array,
    not_called: Array,
) -> None:
    """Let the soldiers of each world go for good, in place, who are called up, are not carried over
    the threshold, and would not come back.

    The least willing `not_called` soldiers of each are not called up.
    """
    for i in range(rows.size):
        own, bond, leaving = morale[rows[i]], loyalty[rows[i]], bolts[rows[i]]
        will, needed = own + loyalty_weight[i] * bond, threshold[i]
        least = _least_called(will, not_called[i])
        for p in range(own.size):
            gone = (will[p] >= least) & (will[p] <= needed) & leaving[p]
            bond[p] = select(gone, GONE, bond[p])


@kernel
def bear_losses(
    morale: Array, loyalty: Array, rows: Array, worlds: Array, step: int, channel: int, key: Array,
    loyalty_weight: Array, at_home: Array, chance: Array, wear: Array,
) -> Array:  # fmt: skip
    """Let soldiers in the field fall, in place, each with a chance, and tire the others; how many
    fell in each world, shape (worlds,).

    The least willing `at_home` soldiers of each are not in the field.
    """
    fallen, draws = np.empty(rows.size, np.int32), np.empty(morale.shape[1], np.float32)
    for i in range(rows.size):
        own, bond = morale[rows[i]], loyalty[rows[i]]
        will = own + loyalty_weight[i] * bond
        least, count = _least_called(will, at_home[i]), np.int32(0)
        _uniforms(draws, worlds[i], step, channel, key)
        for p in range(own.size):
            there = (will[p] >= least) & (bond[p] > GONE)
            falls = there & (draws[p] < chance[i])
            own[p] = select(there, max(own[p] - wear[i], _ZERO), own[p])
            bond[p] = select(falls, GONE, bond[p])
            count += np.int32(falls)
        fallen[i] = count
    return fallen


@kernel
def drift_morale(
    morale: Array, usual: Array, rows: Array, worlds: Array, step: int, channel: int, key: Array,
    change: Array, homing: Array, spread: Array,
) -> None:  # fmt: skip
    """Move every soldier's morale one step, in place: what all share, the pull towards his usual
    level, his own luck.
    """
    blocks = _every_block(morale.shape[1])
    shock = np.empty((SHARERS, blocks.size), np.float32)
    words, everybody = np.empty((4, blocks.size), np.uint32), shock.reshape(-1)
    for i in range(rows.size):
        _shocks(shock, words, blocks, blocks.size, worlds[i], step, channel, key, spread[i])
        own, home, shared, pull = morale[rows[i]], usual[rows[i]], change[i], homing[i]
        for p in range(own.size):
            moved = own[p] + shared + pull * (home[p] - own[p]) + everybody[p]
            own[p] = min(max(moved, _ZERO), _ONE)


@kernel
def _in_reach(blocks: Array, angriest: Array, anger: Array, beyond: Any, needed: Any) -> int:
    """Name the blocks in which anybody's anger would reach what is needed if his luck took him
    `beyond` it; how many they are.
    """
    for j in range(angriest.size):
        most = anger[0, j]
        for part in range(1, SHARERS):
            most = select(anger[part, j] > most, anger[part, j], most)
        angriest[j] = most
    found = 0
    for j in range(angriest.size):
        blocks[found] = j
        found += int(angriest[j] + beyond > needed)
    return found


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
    spread: Array,
) -> Array:
    """Citizens of each world whose anger outweighs their fear by more than the
    threshold, shape (worlds,).

    Luck is drawn only where it can decide: most citizens would stay at home with the most of it.
    Rounding keeps order, so that nobody else's draw can have mattered, to the last bit.
    """
    protesters, blocks = np.empty(rows.size, np.int32), _every_block(grievance.shape[1])
    anger = np.empty((SHARERS, blocks.size), np.float32)
    shock, words = np.empty_like(anger), np.empty((4, blocks.size), np.uint32)
    angriest = np.empty(blocks.size, np.float32)
    for i in range(rows.size):
        own, against, caution = grievance[rows[i]], dislike[rows[i]], risk_aversion[rows[i]]
        price, risk, needed, everybody = conceded[i], fear[i], threshold[i], anger.reshape(-1)
        for p in range(own.size):
            everybody[p] = own[p] + against[p] * price - caution[p] * risk
        beyond = TRIANGLE_END * (spread[i] / TRIANGLE_SD)
        found = _in_reach(blocks, angriest, anger, beyond, needed)
        _shocks(shock, words, blocks, found, worlds[i], week, channel, key, spread[i])
        count = np.int32(0)
        for part in range(SHARERS):
            for j in range(found):
                count += np.int32(anger[part, blocks[j]] + shock[part, j] > needed)
        protesters[i] = count
    return protesters
