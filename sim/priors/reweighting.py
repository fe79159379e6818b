"""Another belief about the same draws: they are weighed, not made anew.

A draw from one distribution stands for another with the ratio of the two densities as its weight.
Few draws bear most of the weight where the two are far apart, and then they no longer suffice.
"""

from __future__ import annotations

import numpy as np

from sim.allowed import ScenarioError
from sim.machine.arrays import Floats
from sim.priors.distributions import Distribution

LEAST = 50  # draws that a result must rest on


def reweighted(old: Distribution, new: Distribution, values: Floats) -> Floats:
    """Logarithm of the weight of each value that was drawn from the old distribution, shape of
    `values`; -inf where the new one has none.
    """
    ratio: Floats = new.log_density(values) - old.log_density(values)
    return ratio


def weights_of(log_weights: Floats) -> Floats:
    """Weights that add up to 1, same shape; all nought where no draw has any."""
    most = np.max(log_weights)
    if most == -np.inf:
        return np.zeros(np.shape(log_weights))
    weights: Floats = np.exp(log_weights - most)
    whole: Floats = weights / weights.sum()
    return whole


def effective(weights: Floats) -> float:
    """How many draws of equal weight would be as sure, from 0 to all of them [Kish1965]."""
    total, squares = float(np.sum(weights)), float(np.sum(np.square(weights)))
    return total * total / squares if squares > 0 else 0.0


def check_effective(weights: Floats, of: str, least: float = LEAST) -> None:
    """Raise ScenarioError where too few draws bear the weight of another belief."""
    left = effective(weights)
    if left < least:
        raise ScenarioError(
            f"{of}: of {np.size(weights)} draws {left:.0f} are left that bear it, and {least:g} "
            "are needed; a wider distribution, one nearer to the prior, or more draws would help"
        )
