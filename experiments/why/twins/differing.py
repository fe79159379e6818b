"""In what two scenarios differ, over the same vectors of parameters or over none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.plan.identity import parameters_of
from sim.luck import MAX_WORLDS
from sim.machine.arrays import Whole
from sim.mixture import Mixture
from sim.scenario import Scenario


def differing(one: Scenario, other: Scenario) -> list[str]:
    """The parameters in which two scenarios differ, by path: other values, or varied by vector in
    one of them alone.
    """
    mine, its = parameters_of(alone(one)), parameters_of(alone(other))
    here, there = varied(one).keys(), varied(other).keys()
    return [
        path
        for path in mine
        if (path in here) != (path in there)
        or (path not in here and path not in there and mine[path] != its[path])
    ]


def alone(scenario: Scenario) -> Scenario:
    """A scenario without its vectors."""
    return scenario.alone if isinstance(scenario, Mixture) else scenario


def varied(scenario: Scenario) -> Mapping[str, NDArray[Any]]:
    """What varies by vector, by path, one value a vector."""
    return scenario.vectors.columns if isinstance(scenario, Mixture) else {}


def vector_of(scenario: Scenario, numbers: NDArray[np.uint64]) -> Whole:
    """The vector of each world, by place, shape (worlds,); without vectors each is its own."""
    of_point = (numbers % np.uint64(MAX_WORLDS)).astype(np.int64)
    many = scenario.vectors.many if isinstance(scenario, Mixture) else 0
    return of_point % many if many else of_point
