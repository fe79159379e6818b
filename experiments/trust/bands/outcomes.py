"""The outcomes that bands are told of, from the chances of a history's endings."""

from __future__ import annotations

import numpy as np

from sim.laws.choice import in_order
from sim.machine.arrays import Floats
from sim.world import ENTRIES, FALLS, Outcome

ENDINGS = (ENTRIES, (Outcome.LIMITED_ENTRY,), (Outcome.FULL_ENTRY,), FALLS)  # as bands.OUTCOMES


def of_outcomes(chances: Floats) -> Floats:
    """The chances of entry, limited and full entry and a fall, shape (outcomes, worlds)."""
    return np.array([in_order(chances[list(endings)]) for endings in ENDINGS])
