"""Records: what became of the same worlds with each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.machine.arrays import Bools, Floats, Whole
from sim.world import Rung

Twin = tuple[Rung, int]  # an answer, and for how many weeks it is kept


@dataclass(frozen=True)
class Lives:
    """What became of the worlds of a place that were asked in the first year; arrays of shape
    (worlds asked,).
    """

    worlds: int  # lived in all
    number: NDArray[np.uint64]
    answered: Whole  # week of the first answer
    choice: Whole  # the rung he chose himself
    own: Floats  # survival as he saw it, shape (rungs, worlds)
    true: Floats  # by the same law with the army's true willingness, shape (rungs, worlds)
    entered: Bools  # whether he entered within a year of his answer, as he likes
    went: Bools  # whether he ordered entry as his first answer, and the army went
    lasted: Floats  # weeks that he ruled after his answer, as he likes; inf to the horizon
    lasted_with: Mapping[Twin, Floats]  # the same with each answer forced
    obeys: Bools  # whether the army obeys a limited order, given as the first answer

    def in_power(self, weeks: int, twin: Twin | None = None) -> Bools:
        """Whether he rules so many weeks after his answer, with one forced or as he likes."""
        return (self.lasted if twin is None else self.lasted_with[twin]) > weeks


def joined(parts: Sequence[Lives]) -> Lives:
    """Several lots of worlds as one."""
    together = {
        name: np.concatenate([getattr(part, name) for part in parts], axis=-1)
        for name in Lives.__dataclass_fields__
        if name not in ("worlds", "lasted_with")
    }
    twins = {
        twin: np.concatenate([part.lasted_with[twin] for part in parts])
        for twin in parts[0].lasted_with
    }
    return Lives(worlds=sum(part.worlds for part in parts), lasted_with=twins, **together)
