"""The model as Mesa with NumPy arrays: one agent a population, one world at a time."""

from __future__ import annotations

import math

import mesa
import numpy as np

from benchmarks.one_world import OneWorld


def shocks(model: OneWorld, people: int, spread: float) -> np.ndarray:
    """Triangular draws of a standard deviation, shape (people,)."""
    return (
        model.rng.random(people, np.float32) + model.rng.random(people, np.float32) - 1
    ) * np.float32(math.sqrt(6) * spread)


def normals(model: OneWorld, people: int, mean: float, spread: float) -> np.ndarray:
    return np.clip(
        np.float32(mean) + np.float32(spread) * model.rng.standard_normal(people, np.float32), 0, 1
    )


class Army(mesa.Agent):
    """All soldiers of one world."""

    def __init__(self, model: OneWorld) -> None:
        super().__init__(model)
        army = model.assumptions.army
        self.morale = self.usual = normals(model, army.soldiers, army.morale, army.morale_spread)
        self.loyalty = normals(model, army.soldiers, army.loyalty, army.loyalty_spread)

    @property
    def will(self) -> np.ndarray:
        return self.morale + self.model.assumptions.army.loyalty_weight * self.loyalty

    def drift(self, change: float) -> None:
        army = self.model.assumptions.army
        moved = self.morale + change + army.homing * (self.usual - self.morale)
        self.morale = np.clip(moved + shocks(self.model, moved.size, army.personal_spread), 0, 1)


class Public(mesa.Agent):
    """All citizens of one world."""

    def __init__(self, model: OneWorld) -> None:
        super().__init__(model)
        public, draw = model.assumptions.public, model.rng.random
        mind, size = draw(public.citizens), draw(public.citizens, np.float32)
        self.dislike = np.where(
            mind < public.opposed, size, np.where(mind > 1 - public.in_favour, -size, 0)
        )
        self.grievance = normals(model, public.citizens, public.grievance, public.grievance_spread)
        self.risk_aversion = draw(public.citizens, np.float32)

    def protesting(self, conceded: float, fear: float, needed: float) -> int:
        luck = shocks(
            self.model, self.grievance.size, self.model.assumptions.public.personal_spread
        )
        return np.count_nonzero(
            self.grievance + self.dislike * conceded - self.risk_aversion * fear + luck > needed
        )


class MesaArrays(OneWorld):
    """One world in which each population is an agent that holds arrays."""

    def populate(self) -> float:
        self.army, self.public = Army(self), Public(self)
        return np.count_nonzero(self.public.dislike > 0) / self.public.dislike.size

    def willing(self, needed: float) -> float:
        return np.count_nonzero(self.army.will > needed) / self.army.morale.size

    def mutineers(self, called: float, obey: float, line: float) -> float:
        soldiers = self.army.morale.size
        men = round(called * soldiers)
        refusers = np.argsort(self.army.will)[soldiers - men :][: men - round(obey * men)]
        return np.count_nonzero(self.army.loyalty[refusers] < line) / men

    def drift(self, change: float) -> None:
        self.army.drift(change)

    def protesters(self, conceded: float, fear: float, needed: float) -> float:
        return self.public.protesting(conceded, fear, needed) / self.public.grievance.size
