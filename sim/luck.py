"""Luck: random draws that belong to (seed, world, week, channel, person) and to nothing else.

The draws come from the counter-based generator Philox4x32-10 [Salmon2011]: counter (block, world,
week, channel), key (seed). So a world has the same luck in every treatment, in a batch of any size,
chunked any way, in any process, and any one world of ten million can be lived again alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.machine.arrays import Floats
from sim.machine.loops import kernels

MAX_WORLDS = 2**32  # a world's number is one word of the counter


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


# channels from here on belong to the ways of falling that have none above, by the outcome's number
ENDINGS = 64

_UNIFORM = tuple(range(Channel.PUTIN_CHOICE, Channel.FRONT))
_NORMAL = tuple(range(Channel.FRONT, Channel.SOLDIER_MORALE))
_WORLD_CHANNELS = np.array(_UNIFORM + _NORMAL, dtype=np.uint64)


@dataclass(frozen=True)
class Luck:
    """The draws of one seed."""

    seed: int

    @property
    def key(self) -> NDArray[np.uint64]:
        """The generator's key: the two halves of the seed."""
        return np.array([self.seed & 0xFFFFFFFF, self.seed >> 32], dtype=np.uint64)

    def of_channel(self, week: int, worlds: NDArray[np.uint64], channel: int) -> Floats:
        """Uniform draws of a week on one channel, shape (worlds,)."""
        draws: Floats = np.empty((1, worlds.size))
        kernels.world_uniforms(draws, worlds, week, np.array([channel], dtype=np.uint64), self.key)
        return draws.reshape(-1)

    def of_week(self, week: int, worlds: NDArray[np.uint64]) -> Floats:
        """Draws of a week by channel, shape (world channels, worlds): uniform, standard normal
        from FRONT on.
        """
        draws = np.empty((_WORLD_CHANNELS.size, worlds.size))
        kernels.world_uniforms(draws, worlds, week, _WORLD_CHANNELS, self.key)
        ndtri(draws[_NORMAL[0] :], out=draws[_NORMAL[0] :])
        return draws
