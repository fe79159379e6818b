"""The model as idiomatic Mesa: a `mesa.Agent` for every soldier and citizen,
`AgentSet.shuffle_do`, `DataCollector`, `mesa.batch_run`.
"""

from __future__ import annotations

import math
from typing import Any

import mesa

from benchmarks.one_world import OneWorld
from benchmarks.plain_laws import NORMAL, share, within
from sim import Scenario

_HALF_WIDTH = math.sqrt(6)  # of a symmetric triangular draw, in standard deviations
_GOLDEN, _ROOT_2 = (math.sqrt(5) - 1) / 2, math.sqrt(2)


class Soldier(mesa.Agent):
    """Would obey or not, he and the group that he stands for; his morale drifts; he may be gone."""

    def __init__(self, model: OneWorld, morale: float, loyalty: float, bolts: float) -> None:
        """Made with his rank in each trait, from 0 to 1."""
        super().__init__(model)
        army = model.assumptions.army
        self.usual = self.morale = share(army.morale + army.morale_spread * quantile(morale))
        self.loyalty = army.loyalty + army.loyalty_spread * quantile(loyalty)
        self.bolts, self.gone, self.obeys = bolts < army.deserts, False, 0.0

    @property
    def will(self) -> float:
        return self.morale + self.model.assumptions.army.loyalty_weight * self.loyalty

    def part(self, above: float) -> float:
        """The part of his group that is above a line if he is so much above it."""
        return share(above / self.model.assumptions.army.blur + 0.5)

    def take_stock(self, needed: float) -> None:
        self.obeys = 0.0 if self.gone else self.part(self.will - needed)

    def turns(self, least: float, needed: float, line: float) -> float:
        """The part of his group that is called up, refuses, and is less loyal than a line."""
        called, refusing = self.part(self.will - least), self.part(needed - self.will)
        return called * refusing * self.part(line - self.loyalty)

    def drift(self, change: float) -> None:
        army = self.model.assumptions.army
        width = _HALF_WIDTH * army.personal_spread
        luck = self.model.random.triangular(-width, width)
        home = within(army.homing) * (self.usual - self.morale)
        self.morale = share(self.morale + change + home + luck)


def quantile(rank: float) -> float:
    """The standard normal number of a rank."""
    return NORMAL.inv_cdf(min(max(rank, 1e-6), 1 - 1e-6))


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
        men = self.assumptions.army.soldiers
        self.soldiers = Soldier.create_agents(
            self, men, *(self._ranks(men, stride) for stride in (1 / men, _GOLDEN, _ROOT_2))
        )
        self.citizens = Citizen.create_agents(self, self.assumptions.public.citizens)
        return sum(dislike > 0 for dislike in self.citizens.get("dislike")) / len(self.citizens)

    def willing(self, needed: float) -> float:
        self.soldiers.do("take_stock", needed)
        return sum(self.soldiers.get("obeys")) / len(self.soldiers)

    def mutineers(self, men: int, needed: float, line: float) -> float:
        least = self._least_called(men)
        here = [soldier for soldier in self.soldiers if not soldier.gone]
        return sum(soldier.turns(least, needed, line) for soldier in here) / men

    def lose_deserters(self, men: int, needed: float) -> None:
        least = self._least_called(men)
        for soldier in self.soldiers:
            if soldier.bolts and least <= soldier.will <= needed:
                soldier.gone = True

    def _ranks(self, people: int, stride: float) -> list[float]:
        """Ranks from 0 to 1, a stride from one to the next: a stratified sample."""
        shift = self.random.random()
        return [((place + 0.5) * stride + shift) % 1 for place in range(people)]

    def _least_called(self, men: int) -> float:
        """Midway between the last of the most willing so many men and the next."""
        wills = sorted(
            (-math.inf if soldier.gone else soldier.will for soldier in self.soldiers), reverse=True
        )
        return (wills[men - 1] + wills[men]) / 2 if men < len(wills) else -math.inf

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
