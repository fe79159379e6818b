"""Luck: random draws that belong to (seed, world, week, channel, person) and to nothing else.

The draws come from the counter-based generator Philox4x32-10 [Salmon2011]: counter (block, world,
week, channel and point), key (seed). So a world has the same luck in every treatment, in a batch
of any size, chunked any way, in any process, and any one world of ten million can be lived again
alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.machine.arrays import Floats
from sim.machine.loops import kernels

MAX_WORLDS = 2**32  # a world's number is one word of the counter
MAX_POINTS = 2**24  # that can have worlds of their own


def apart(point: Any, world: Any = 0) -> Any:
    """The number of a world that belongs to one point of an ensemble and to no other, or of many.

    Those of point 0 are the worlds that all points share on common luck.
    """
    return point * MAX_WORLDS + world


class Channel(IntEnum):
    """What a draw is for. Append only: the numbers are part of every world's luck."""

    PUTIN_CHOICE = 0
    LUKASHENKO_CHOICE = 1
    OPPOSITION_CHOICE = 2
    COUP = 3
    UPRISING = 4
    REPLACEMENT = 5
    FRONT = 6
    ARMY_MOOD = 7
    PUTIN_ESTIMATE = 8
    LUKASHENKO_ESTIMATE = 9
    SOLDIER_MORALE = 10
    SOLDIER_LOYALTY = 11
    SOLDIER_SHOCK = 12
    CITIZEN_ATTITUDE = 13
    CITIZEN_GRIEVANCE = 14
    CITIZEN_RISK_AVERSION = 15
    CITIZEN_SHOCK = 16
    SPLITTING = 17
    PUTIN_AGAIN = 18
    LUKASHENKO_AGAIN = 19
    PUTIN_RECONSIDERS = 20
    LUKASHENKO_RECONSIDERS = 21
    OPPOSITION_RECONSIDERS = 22
    ARMY_ALLEGIANCE = 23
    PUTIN_LEANING = 24
    LUKASHENKO_LEANING = 25
    AT_FIRST = 26  # where what wanders slowly stands in week 0
    SOLDIER_SAMPLE = 27
    SOLDIER_LOSSES = 28
    FORK = 29  # where a branch leaves its trunk, and which trunks have one


# channels from here on belong to the ways of falling that have none above, by the outcome's number
ENDINGS = 64

# The channels of one owner: what chance brings to a leader, to the front, to the whole army.
DICE: dict[str, tuple[Channel, ...]] = {
    "putin": (
        Channel.PUTIN_CHOICE,
        Channel.PUTIN_AGAIN,
        Channel.PUTIN_RECONSIDERS,
        Channel.PUTIN_ESTIMATE,
        Channel.PUTIN_LEANING,
    ),
    "lukashenko": (
        Channel.LUKASHENKO_CHOICE,
        Channel.LUKASHENKO_AGAIN,
        Channel.LUKASHENKO_RECONSIDERS,
        Channel.LUKASHENKO_ESTIMATE,
        Channel.LUKASHENKO_LEANING,
    ),
    "front": (Channel.FRONT,),
    "army": (Channel.ARMY_MOOD, Channel.ARMY_ALLEGIANCE),
}

_UNIFORM = (
    *range(Channel.PUTIN_CHOICE, Channel.FRONT),
    *range(Channel.PUTIN_RECONSIDERS, Channel.ARMY_ALLEGIANCE),
)
_NORMAL = (*range(Channel.FRONT, Channel.SOLDIER_MORALE), int(Channel.ARMY_ALLEGIANCE))
_OF_WORLDS = np.array(_UNIFORM + _NORMAL, dtype=np.uint64)


@dataclass(frozen=True)
class Lent:
    """Luck of another seed, which worlds may share: of `shared` worlds in a row, that of the first.
    A world's number modulo MAX_WORLDS counts; the point that it belongs to stays its own.
    """

    seed: int
    shared: int = 1

    def __post_init__(self) -> None:
        if self.shared < 1:
            raise ValueError(f"shared = {self.shared} is not a number of worlds")

    def numbers(self, worlds: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """The worlds whose luck it is, same shape."""
        past = worlds % np.uint64(MAX_WORLDS) % np.uint64(self.shared)
        lenders: NDArray[np.uint64] = worlds - past
        return lenders


@dataclass(frozen=True)
class Luck:
    """The draws of one seed; on some channels those of another, as if chance had dealt the worlds
    other cards there and the same everywhere else.

    Only channels of worlds can be lent, not those of people (SOLDIER_..., CITIZEN_...).
    """

    seed: int
    lent: Mapping[int, Lent] = field(default_factory=dict)

    @classmethod
    def dealt(cls, seed: int, dice: Mapping[str, Lent]) -> Luck:
        """The luck of a seed, but for some owners of dice (see DICE); raises KeyError."""
        return cls(seed, {channel: each for owner, each in dice.items() for channel in DICE[owner]})

    @property
    def key(self) -> NDArray[np.uint64]:
        """The generator's key: the two halves of the seed."""
        return np.array([self.seed & 0xFFFFFFFF, self.seed >> 32], dtype=np.uint64)

    def of_channel(self, step: int, worlds: NDArray[np.uint64], channel: int) -> Floats:
        """Uniform draws of a step on one channel, shape (worlds,)."""
        lent = self.lent.get(channel)
        if lent is not None:
            return Luck(lent.seed).of_channel(step, lent.numbers(worlds), channel)
        draws: Floats = np.empty((1, worlds.size))
        kernels.world_uniforms(draws, worlds, step, np.array([channel], dtype=np.uint64), self.key)
        return draws.reshape(-1)

    def of_week(self, step: int, worlds: NDArray[np.uint64]) -> dict[int, Floats]:
        """Draws of a step by channel, each of shape (worlds,): uniform, or standard normal for what
        drifts.
        """
        draws = np.empty((_OF_WORLDS.size, worlds.size))
        kernels.world_uniforms(draws, worlds, step, _OF_WORLDS, self.key)
        for place, channel in enumerate(_UNIFORM + _NORMAL):
            if channel in self.lent:
                draws[place] = self.of_channel(step, worlds, channel)
        ndtri(draws[len(_UNIFORM) :], out=draws[len(_UNIFORM) :])
        return dict(zip(_UNIFORM + _NORMAL, draws, strict=True))

    def several(
        self,
        step: int,
        worlds: NDArray[np.uint64],
        channel: int,
        rows: int,
        owner: int | None = None,
    ) -> Floats:
        """Standard normal draws of a step on one channel, shape (rows, worlds), to 1e-6; lent where
        the channel is, or that of their owner where several own rows of it.
        """
        lent = self.lent.get(channel if owner is None else owner)
        if lent is not None:
            return Luck(lent.seed).several(step, lent.numbers(worlds), channel, rows)
        draws: Floats = np.empty((rows, worlds.size))
        kernels.world_normals(draws, worlds, step, channel, self.key)
        return draws
