"""Sums over worlds: any number of lots in any order give the same."""

from __future__ import annotations

import numpy as np

from sim.agents.moscow import Option
from sim.machine.arrays import Floats
from sim.world import ENTRIES, Rung

ANSWERS = ("held", "failed", "mutiny")  # to an order


def added(parts: list[dict[str, Floats]]) -> dict[str, Floats]:
    """The sums of several lots of worlds together."""
    return {name: np.sum([part[name] for part in parts], axis=0) for name in parts[0]}


def nothing(incentives: int) -> dict[str, Floats]:
    """Nothing seen yet."""
    by_incentive = ("pull", "pull_squared", "pull_size", "pull_positive")
    shapes: dict[str, tuple[int, ...]] = {
        "putin_changes": (),
        "putin_weeks": (len(Option),),
        "lukashenko_changes": (),
        "lukashenko_weeks": (len(Rung),),
        "orders": (len(ENTRIES), len(ANSWERS)),
        "answers": (),
        **dict.fromkeys(by_incentive, (incentives,)),
    }
    return {name: np.zeros(shape) for name, shape in shapes.items()}
