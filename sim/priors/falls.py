"""The hazard of a coup in ordinary times, from the chance to fall in a quiet year.

Where backing, compliance, protest, capacity and the Russian presence are all as usual, the hazards
of a coup and of an uprising are c and u a week, and the chance to fall in a year is

    1 - exp(-52 (c + u)).

The hazard of a coup is its base times what stands at 1 there; where uprisings alone exceed the
chance, the base is nought.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.by_world import spread
from sim.laws.regime import hazard
from sim.machine.arrays import Floats
from sim.scenario import Scenario

WEEKS = 52.0  # in a year, as the register counts them


def coup_base(chance: Floats, drawn: Scenario) -> Floats:
    """Weekly hazard of a coup in ordinary times, shape (points,), for such a chance in a year."""
    power: Any = spread(drawn.regime, {"coup_base": 1.0})
    coup, uprising = hazard(
        power.usual_backing, power.usual_compliance, power.usual_protest, power.usual_capacity,
        power.usual_presence, drawn.lukashenko.dependence, power,
    )  # fmt: skip
    together = -np.log1p(-chance) / WEEKS
    return np.maximum(together - uprising, 0.0) / coup
