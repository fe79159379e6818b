"""How often does Belarus enter Russia's war on Ukraine when Moscow presses harder?

>>> from sim import Scenario, simulate
>>> simulate(Scenario(), replications=10_000, seed=1).entry()
"""

from sim.estimates.outcomes import Outcomes
from sim.parameters import ScenarioError
from sim.scenario import Scenario
from sim.simulate import simulate
from sim.world import Block, Outcome

__all__ = ["Block", "Outcome", "Outcomes", "Scenario", "ScenarioError", "simulate"]
