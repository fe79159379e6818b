"""Trials: scenarios lived side by side to see whether a mechanism works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from experiments.why.mechanisms.watching import YEAR, watched
from sim.estimates.intervals import Estimate, average, rate
from sim.laws.choice import in_order
from sim.machine.arrays import Floats
from sim.scenario import Scenario
from sim.simulation import simulate
from sim.world import ENTRIES, NEVER, Outcome

CHANCES = ("entry", *(outcome.name.lower() for outcome in Outcome))  # that are foreseen


@dataclass(frozen=True)
class Trial:
    """A scenario, and how many worlds of it are lived: watched on their way, or with their endings
    foreseen.
    """

    scenario: Scenario
    worlds: int
    watched: bool = True
    window: tuple[int, int] = (0, YEAR)  # weeks in which an ultimatum counts as issued


@dataclass(frozen=True)
class Seen:
    """What a trial has shown: sums over its worlds."""

    sums: Mapping[str, Floats]

    @property
    def worlds(self) -> int:
        """How many worlds were lived."""
        return int(self.sums["worlds"])

    def number(self, name: str) -> float:
        """A sum."""
        return float(self.sums[name])

    def share(self, name: str, of: str = "worlds") -> Estimate | None:
        """How often something was so among the worlds in which it could; None where in none."""
        worlds = int(self.sums[of])
        return rate(int(self.sums[name]), worlds) if worlds else None

    def chance(self, name: str) -> Estimate:
        """The chance of an ending that was foreseen."""
        place = CHANCES.index(name)
        total, squares = self.sums["chances"][place], self.sums["squares"][place]
        mean = total / self.worlds
        variance = max(squares - self.worlds * mean**2, 0.0) / max(self.worlds - 1, 1)
        return average(mean, variance, self.worlds)


def seen_in(trial: Trial, first: int, worlds: int, seed: int) -> dict[str, Floats]:
    """What some worlds of a trial show: sums over them."""
    if trial.watched:
        return watched(trial.scenario, first, worlds, seed, trial.window)
    lived = simulate(trial.scenario, worlds, seed, estimator="conditional", first_world=first)
    chances = lived.histories.chances
    rows = np.array([in_order(chances[list(ENTRIES)]), *chances])
    return {
        "worlds": np.array(float(worlds)),
        "chances": rows.sum(axis=1),
        "squares": (rows**2).sum(axis=1),
        "ultimatum": np.array(float((lived.histories.ultimatum != NEVER).sum())),
        "failed_year": np.array(float((lived.histories.failed_orders > 0).sum())),
    }
