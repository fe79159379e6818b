"""Three quantities that can be judged, in place of three thresholds that cannot.

Nobody knows how much morale and loyalty it takes to obey, on a scale of the model's own. But how
many soldiers would obey today, how many citizens are in the street in a quiet week, and how often a
ruler falls in a quiet year can be thought about. They are drawn, and with everything else that is
drawn the thresholds are solved for, so that the model does what was drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.machine.arrays import Floats
from sim.priors import compliance, falls, street
from sim.priors.distributions import Distribution
from sim.scenario import Scenario


@dataclass(frozen=True)
class JudgedQuantity:
    """A quantity that is judged, and the parameter that is solved for."""

    name: str
    path: str  # of the parameter
    distribution: Distribution
    meaning: str
    unit: str
    # the parameter at each point, shape (points,), from the quantity there and a scenario in which
    # whatever else is drawn differs by point
    solved: Callable[[Floats, Scenario], Floats]


JUDGED = (
    JudgedQuantity(
        "initial compliance",
        "army.threshold",
        Distribution("uniform", 0.30, 0.95, low=0.01, high=0.99),
        "share of the army that would obey an order to fight in week 0, mean over worlds",
        "",
        compliance.threshold,
    ),
    JudgedQuantity(
        "quiet protest",
        "public.threshold",
        Distribution("loguniform", 2e-5, 5e-4, low=1e-6, high=0.01),
        "share of citizens in the street in a week in which nothing offends and nobody calls",
        "",
        street.threshold,
    ),
    JudgedQuantity(
        "quiet falls",
        "regime.coup_base",
        Distribution("loguniform", 0.01, 0.10, low=1e-4, high=0.4),
        "chance to fall in a year in which everything is as usual",
        "1/year",
        falls.coup_base,
    ),
)
BY_PATH = {each.path: each for each in JUDGED}
