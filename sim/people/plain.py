"""The same operations as `compiled.py`, in the same order, on whole NumPy arrays.

It is the exact oracle of the compiled loops (the tests compare bit for bit) and takes their place
where numba is not installed. People are float32 arrays of shape (worlds, people), counts are int32,
`worlds` is uint64.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.machine.arithmetic import (
    TRIANGLE_SD,
    high_triangle,
    low_triangle,
    normal,
    philox,
    purpose,
    uniform32,
    within,
)
from sim.machine.arrays import Bools, Floats, Whole
from sim.people.coordination import obeying
from sim.people.groups import GONE, PARTS, all_three, parts_above

People = NDArray[np.float32]  # or one float32 a world
Counts = NDArray[np.int32]
Words = NDArray[np.uint64]


def people_uniforms(out: People, worlds: Words, channel: int, key: Words) -> None:
    """Fill out[world, person] with the uniform draws that make the people of week 0."""
    words = _words(worlds, out.shape[1] // 4, 0, channel, key)
    out[...] = np.concatenate([uniform32(word) for word in words], axis=1)


def people_lattice(out: People, stride: float, shift: Floats) -> None:
    """Fill out[world, person] with ranks in (0, 1) on a lattice that is shifted in each world."""
    place = (np.arange(out.shape[1]) + 0.5) * stride + shift[:, None]
    out[...] = within(place - np.floor(place), 1e-6, 1 - 1e-6)


def to_normal(ranks: People) -> None:
    """Turn ranks in (0, 1) into the standard normal numbers that have them, in place."""
    ranks[...] = normal(ranks)


def people_normals(out: People, worlds: Words, channel: int, key: Words) -> None:
    """Fill out[world, person] with the standard normal draws that make the people of week 0."""
    people_uniforms(out, worlds, channel, key)
    to_normal(out)


def count_willing(
    morale: People,
    loyalty: People,
    rows: Whole,
    loyalty_weight: People,
    threshold: People,
    steepness: People,
) -> Counts:
    """Parts of the soldiers of each world whose morale and loyalty carry them over the
    threshold, shape (worlds,).
    """
    will = morale[rows] + loyalty_weight[:, None] * loyalty[rows]
    return _count(parts_above(will - threshold[:, None], steepness[:, None]))


def share_obeying(
    morale: People,
    loyalty: People,
    rows: Whole,
    loyalty_weight: People,
    resistance: Floats,
    risk: Floats,
    called: Floats,
    contagion: Floats,
    steepness: People,
) -> Floats:
    """Share of the called-up of each world who obey an order once refusals have spread as far as
    they will, shape (worlds,).
    """

    def willing(places: Whole, asked: Floats) -> Floats:
        needed = (resistance[places] + (asked + risk[places])).astype(np.float32)
        count = count_willing(
            morale, loyalty, rows[places], loyalty_weight[places], needed, steepness[places]
        )
        share: Floats = count / (PARTS * morale.shape[1])
        return share

    return obeying(willing, called, contagion, rows.size)


def count_disloyal_refusers(
    morale: People,
    loyalty: People,
    rows: Whole,
    loyalty_weight: People,
    threshold: People,
    line: People,
    not_called: Whole,
    steepness: People,
) -> Counts:
    """Parts of the soldiers of each world who are called up, are not carried over the threshold,
    and whose loyalty is below the line, shape (worlds,).

    The least willing `not_called` soldiers of each are not called up; deserters have no weapons to
    turn.
    """
    bond = loyalty[rows]
    will, steep = morale[rows] + loyalty_weight[:, None] * bond, steepness[:, None]
    least = _least_called(will, not_called)
    called = parts_above(will - least, steep) * np.int32(bond > GONE)
    refusing = parts_above(threshold[:, None] - will, steep)
    return _count(all_three(called, refusing, parts_above(line[:, None] - bond, steep)))


def lose_deserters(
    morale: People,
    loyalty: People,
    bolts: Bools,
    rows: Whole,
    loyalty_weight: People,
    threshold: People,
    not_called: Whole,
) -> None:
    """Let the soldiers of each world go for good, in place, who are called up, are not carried over
    the threshold, and would not come back.

    The least willing `not_called` soldiers of each are not called up.
    """
    bond = loyalty[rows]
    will = morale[rows] + loyalty_weight[:, None] * bond
    gone = (will >= _least_called(will, not_called)) & (will <= threshold[:, None]) & bolts[rows]
    loyalty[rows] = np.where(gone, GONE, bond)


def bear_losses(
    morale: People, loyalty: People, rows: Whole, worlds: Words, step: int, channel: int,
    key: Words, loyalty_weight: People, at_home: Whole, chance: People, wear: People,
) -> Counts:  # fmt: skip
    """Let soldiers in the field fall, in place, each with a chance, and tire the others; how many
    fell in each world, shape (worlds,).

    The least willing `at_home` soldiers of each are not in the field.
    """
    own, bond = morale[rows], loyalty[rows]
    will = own + loyalty_weight[:, None] * bond
    there = (will >= _least_called(will, at_home)) & (bond > GONE)
    words = _words(worlds, morale.shape[1] // 4, step, channel, key)
    draws = np.concatenate([uniform32(word) for word in words], axis=1)
    falls = there & (draws < chance[:, None])
    morale[rows] = np.where(there, np.maximum(own - wear[:, None], np.float32(0)), own)
    loyalty[rows] = np.where(falls, GONE, bond)
    return _count(falls)


def drift_morale(
    morale: People, usual: People, rows: Whole, worlds: Words, step: int, channel: int, key: Words,
    change: People, homing: People, spread: People,
) -> None:  # fmt: skip
    """Move every soldier's morale one step, in place: what all share, the pull towards his usual
    level, his own luck.
    """
    shock = _week_shocks(worlds, morale.shape[1], step, channel, key, spread)
    own, home = morale[rows], usual[rows]
    moved = own + change[:, None] + homing[:, None] * (home - own) + shock
    morale[rows] = np.minimum(np.maximum(moved, np.float32(0)), np.float32(1))


def count_protesters(
    grievance: People,
    dislike: People,
    risk_aversion: People,
    rows: Whole,
    worlds: Words,
    week: int,
    channel: int,
    key: Words,
    conceded: People,
    fear: People,
    threshold: People,
    spread: People,
) -> Counts:
    """Citizens of each world whose anger outweighs their fear by more than the
    threshold, shape (worlds,).
    """
    shock = _week_shocks(worlds, grievance.shape[1], week, channel, key, spread)
    anger = (
        grievance[rows]
        + dislike[rows] * conceded[:, None]
        - risk_aversion[rows] * fear[:, None]
        + shock
    )
    return _count(anger > threshold[:, None])


def _words(worlds: Words, blocks: int, week: int, channel: int, key: Words) -> tuple[Words, ...]:
    block = np.arange(blocks, dtype=np.uint64)
    told = purpose(np.uint64(channel), worlds[:, None])
    return philox(block, worlds[:, None], np.uint64(week), told, key[0], key[1])


def _week_shocks(
    worlds: Words, people: int, week: int, channel: int, key: Words, spread: People
) -> People:
    words = _words(worlds, people // 8, week, channel, key)
    halves = [half(word) for word in words for half in (low_triangle, high_triangle)]
    shocks: People = np.concatenate(halves, axis=1) * (spread / TRIANGLE_SD)[:, None]
    return shocks


def _least_called(will: People, not_called: Whole) -> People:
    """Midway between the least willing soldier who is called up and the next who is not, shape
    (worlds, 1).
    """
    everybody = np.full((will.shape[0], 1), -np.inf, np.float32)
    in_order = np.concatenate([everybody, np.sort(will, axis=1)], axis=1)
    places = np.stack([not_called, not_called + 1], axis=1)
    below, above = np.take_along_axis(in_order, places, axis=1).T
    least: People = (below + above) * np.float32(0.5)
    return least[:, None]


def _count(each: Any) -> Counts:
    counts: Counts = each.sum(axis=1, dtype=np.int32)
    return counts
