"""How often does Belarus enter Russia's war on Ukraine when Moscow presses harder?

>>> from sim import Scenario, simulate
>>> simulate(Scenario(), replications=10_000, seed=1).entry()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.allowed import ScenarioError
    from sim.estimates.intervals import Estimate
    from sim.estimates.outcomes import Outcomes
    from sim.model import WarEntry
    from sim.scenario import Ensemble, Scenario
    from sim.simulation import simulate
    from sim.world import Block, Fate, Outcome, Rung

__all__ = [
    "Block",
    "Ensemble",
    "Estimate",
    "Fate",
    "Outcome",
    "Outcomes",
    "Rung",
    "Scenario",
    "ScenarioError",
    "WarEntry",
    "simulate",
]
_HOMES = {
    "Block": "world",
    "Ensemble": "scenario",
    "Estimate": "estimates.intervals",
    "Fate": "world",
    "Outcome": "world",
    "Rung": "world",
    "WarEntry": "model",
    "Outcomes": "estimates.outcomes",
    "Scenario": "scenario",
    "ScenarioError": "allowed",
    "simulate": "simulation",
}


def __getattr__(name: str) -> Any:
    """What the package offers, loaded when it is asked for: what only draws needs no model."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"sim.{_HOMES[name]}"), name)
