"""The army's threshold, from the share of it that would obey in week 0.

A soldier obeys where

    morale + w loyalty + w allegiance + what his group is spread by  >  threshold + against,

with w what loyalty counts, and against what the front, the opposition's capacity and protest take
from willingness at the start. Morale is normal and cut to [0, 1]; loyalty, the allegiance that all
soldiers of a world share, and (nearly) the spread of a group are normal, so that their sum is. So
the share over soldiers and worlds is the mean of a normal chance over the ranks of morale, and
falls as the threshold rises.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from sim.agents.soldiers import ArmyIncentives, resistance
from sim.machine.arrays import Floats
from sim.priors.solving import root
from sim.scenario import Scenario

_RANKS = (np.arange(128) + 0.5) / 128  # of morale, from the lowest to the highest
_FAR = 8.0  # sd beyond which nobody is left


def threshold(share: Floats, drawn: Scenario) -> Floats:
    """Morale and loyalty that it takes to obey, shape (points,), for a share to be willing."""
    morale, loyalty, spread = _willingness(drawn.army, share.size)

    def willing(needed: Floats) -> Floats:
        beyond = (morale + loyalty - needed) / spread
        obeys: Floats = ndtr(beyond).mean(axis=0)
        return obeys

    middle, far = loyalty, _FAR * spread
    needed = root(willing, share, middle - far, middle + 1 + far)
    return np.asarray(needed - _against(drawn), dtype=np.float64)


def _willingness(army: ArmyIncentives, points: int) -> tuple[Floats, Floats, Floats]:
    """Morale by rank, shape (ranks, points), the mean of what loyalty counts, and the sd of all
    that is normal about it, shape (points,) both.
    """
    by_rank = army.morale + army.morale_spread * ndtri(_RANKS)[:, None]
    apart = army.loyalty_weight * np.hypot(army.loyalty_spread, army.common_loyalty)
    group = army.blur / np.sqrt(12)  # sd of what is even over its width
    normal = np.hypot(apart, group)
    mean, spread = (
        np.broadcast_to(each, points) for each in (army.loyalty_weight * army.loyalty, normal)
    )
    return np.clip(by_rank, 0.0, 1.0), mean, spread


def _against(drawn: Scenario) -> Any:
    """What speaks against obeying in week 0 beside the threshold, one number or shape (points,)."""
    start: Any = SimpleNamespace(
        front=drawn.theatre.front,
        capacity=drawn.opposition.capacity,
        protest=drawn.public.protest,
        demoralised=0.0,
        allegiance=0.0,
    )
    return resistance(start, drawn.army) - drawn.army.threshold
