"""The episodes that a point is lived through: 2022 up to the origin, the months after the election
of 2020, and a quiet year.

What an episode's scenario sets is fixed in every point: the contingent of February 2022 is not that
of December.
"""

from __future__ import annotations

from dataclasses import dataclass

from experiments.plan.identity import parameters_of
from sim.machine.arrays import Floats
from sim.scenario import Ensemble, Scenario


@dataclass(frozen=True)
class Episode:
    """A scenario, and what it does not leave to a point."""

    scenario: Scenario
    fixed: frozenset[str]

    @classmethod
    def of(cls, scenario: Scenario, *fixed: str) -> Episode:
        """An episode that fixes what its scenario sets, and some parameters beside."""
        usual = parameters_of(Scenario())
        here = parameters_of(scenario)
        set_here = {path for path, value in here.items() if value != usual[path]}
        return cls(scenario, frozenset({*set_here, *fixed}))

    def ensemble(self, columns: dict[str, Floats]) -> Ensemble:
        """The points of some columns in this episode."""
        free = {path: each for path, each in columns.items() if path not in self.fixed}
        return self.scenario.varied(free)


@dataclass(frozen=True)
class Episodes:
    """All that a point is lived through."""

    year_2022: Episode  # from the invasion to the origin, front and contingent as they were known
    august_2020: Episode  # from the election on, under little pressure
    quiet_year: Episode  # without pressure
