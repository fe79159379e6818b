"""The model as idiomatic Mesa: a `mesa.Agent` for every soldier and citizen,
`AgentSet.shuffle_do`, `DataCollector`, `mesa.batch_run`.
"""

from __future__ import annotations

import math
from typing import Any

import mesa

from benchmarks.one_world import OneWorld
from benchmarks.plain_leaders import share
from sim import Scenario

_HALF_WIDTH = math.sqrt(6)  # of a symmetric triangular draw, in standard deviations


class Soldier(mesa.Agent):
    """Would obey or not; his morale drifts."""

    def __init__(self, model: OneWorld) -> None:
        super().__init__(model)
        army, normal = model.assumptions.army, model.random.gauss
        self.usual = self.morale = share(normal(army.morale, army.morale_spread))
        self.loyalty = share(normal(army.loyalty, army.loyalty_spread))
        self.obeys = False

    @property
    def will(self) -> float:
        return self.morale + self.model.assumptions.army.loyalty_weight * self.loyalty

    def take_stock(self, needed: float) -> None:
        self.obeys = self.will > needed

    def drift(self, change: float) -> None:
        army = self.model.assumptions.army
        width = _HALF_WIDTH * army.personal_spread
        luck = self.model.random.triangular(-width, width)
        self.morale = share(self.morale + change + army.homing * (self.usual - self.morale) + luck)


class Citizen(mesa.Agent):
    """Protests or stays at home."""

    def __init__(self, model: OneWorld) -> None:
        super().__init__(model)
        public, random = model.assumptions.public, model.random
        mind = random.random()
        self.dislike = (
            random.random()
            if mind < public.opposed
            else -random.random()
            if mind > 1 - public.in_favour
            else 0.0
        )
        self.grievance = share(random.gauss(public.grievance, public.grievance_spread))
        self.risk_aversion = random.random()
        self.protesting = False

    def decide(self, conceded: float, fear: float, needed: float) -> None:
        width = _HALF_WIDTH * self.model.assumptions.public.personal_spread
        anger = (
            self.grievance + self.dislike * conceded + self.model.random.triangular(-width, width)
        )
        self.protesting = anger - self.risk_aversion * fear > needed


class MesaObjects(OneWorld):
    """One world in which everybody is an object."""

    def populate(self) -> float:
        self.soldiers = Soldier.create_agents(self, self.assumptions.army.soldiers)
        self.citizens = Citizen.create_agents(self, self.assumptions.public.citizens)
        return sum(dislike > 0 for dislike in self.citizens.get("dislike")) / len(self.citizens)

    def willing(self, needed: float) -> float:
        self.soldiers.do("take_stock", needed)
        return sum(self.soldiers.get("obeys")) / len(self.soldiers)

    def mutineers(self, called: float, obey: float, line: float) -> float:
        men = round(called * len(self.soldiers))
        called_up = sorted(self.soldiers, key=lambda soldier: soldier.will)[
            len(self.soldiers) - men :
        ]
        refusers = called_up[: men - round(obey * men)]
        return sum(soldier.loyalty < line for soldier in refusers) / men

    def drift(self, change: float) -> None:
        self.soldiers.shuffle_do("drift", change)

    def protesters(self, conceded: float, fear: float, needed: float) -> float:
        self.citizens.shuffle_do("decide", conceded, fear, needed)
        return sum(self.citizens.get("protesting")) / len(self.citizens)


def live(
    model: type[OneWorld], scenario: Scenario, worlds: int, first: int = 0
) -> list[dict[str, Any]]:
    """A row for each world, as it stood when it ended."""
    luck = {"scenario": [scenario], "rng": range(first, first + worlds)}
    return mesa.batch_run(
        model, luck, number_processes=1, max_steps=scenario.weeks, display_progress=False
    )
