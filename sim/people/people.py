"""Soldiers and citizens as individuals: float32 arrays of shape (worlds, people), worlds first.

This is the one place where worlds come first, because the kernels walk one world's people in cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.machine.compiled import HAS_NUMBA
from sim.people import compiled, plain

People = NDArray[np.float32]
kernels: Any = compiled if HAS_NUMBA else plain


@dataclass(frozen=True)
class Soldiers:
    """The army, man by man; morale is moved in place from step to step, and so is the loyalty of
    who deserts.
    """

    morale: People
    usual_morale: People
    loyalty: People  # for life, unless he deserts
    bolts: NDArray[np.bool_]  # whether he would not come back after a refusal


@dataclass(frozen=True)
class Citizens:
    """The public, one by one; what a citizen is like does not change, only what he or she does."""

    dislike: People  # of entering the war, from 1 (against) through 0 to -1 (for)
    grievance: People
    risk_aversion: People


def normals(
    worlds: NDArray[np.uint64], people: int, channel: int, key: Any, mean: Any, spread: Any
) -> People:
    """People with a normally distributed trait, cut to [0, 1], shape (worlds, people)."""
    draws = np.empty((worlds.size, people), np.float32)
    kernels.people_normals(draws, worlds, channel, key)
    return cut(_scaled(draws, mean, spread))


def ranks(people: int, stride: float, shift: NDArray[np.floating[Any]]) -> People:
    """Ranks of people in (0, 1), a stride from one to the next and shifted as a whole in each
    world, shape (worlds, people).
    """
    sample = np.empty((shift.size, people), np.float32)
    kernels.people_lattice(sample, stride, shift.astype(np.float64))
    return sample


def of_ranks(ranks: People, mean: Any, spread: Any) -> People:
    """People with a normally distributed trait in which they have these ranks, in their place."""
    kernels.to_normal(ranks)
    return _scaled(ranks, mean, spread)


def cut(trait: People) -> People:
    """The trait cut to [0, 1], in place."""
    return np.clip(trait, np.float32(0), np.float32(1), out=trait)


def uniforms(worlds: NDArray[np.uint64], people: int, channel: int, key: Any) -> People:
    """People with a trait spread evenly over (0, 1), shape (worlds, people)."""
    draws = np.empty((worlds.size, people), np.float32)
    kernels.people_uniforms(draws, worlds, channel, key)
    return draws


def single(values: Any) -> NDArray[np.float32]:
    """A world's number as the kernels take it."""
    return np.asarray(values, dtype=np.float32)


def singles(value: Any, worlds: int) -> NDArray[np.float32]:
    """A parameter as the kernels take it, one a world, whether it is the same for all or not."""
    return np.full(worlds, value, dtype=np.float32)


def column(value: Any) -> NDArray[np.float32]:
    """A parameter beside people, shape (1 or worlds, 1)."""
    return single(value).reshape(-1, 1)


def _scaled(draws: People, mean: Any, spread: Any) -> People:
    draws *= column(spread)
    draws += column(mean)
    return draws
