"""The model as Mesa with NumPy arrays: one agent a population, one world at a time."""

from __future__ import annotations

import math

import mesa
import numpy as np
from scipy.special import ndtri

from benchmarks.one_world import OneWorld
from benchmarks.plain_laws import within


def shocks(model: OneWorld, people: int, spread: float) -> np.ndarray:
    """Triangular draws of a standard deviation, shape (people,)."""
    return (
        model.rng.random(people, np.float32) + model.rng.random(people, np.float32) - 1
    ) * np.float32(math.sqrt(6) * spread)


def normals(model: OneWorld, people: int, mean: float, spread: float) -> np.ndarray:
    return np.clip(
        np.float32(mean) + np.float32(spread) * model.rng.standard_normal(people, np.float32), 0, 1
    )


def ranks(model: OneWorld, people: int, stride: float) -> np.ndarray:
    """Ranks of people, a stride from one to the next, shape (people,)."""
    return ((np.arange(people) + 0.5) * stride + model.rng.random()) % 1


class Army(mesa.Agent):
    """All soldiers of one world: a stratified sample, each for a group of the real army."""

    def __init__(self, model: OneWorld) -> None:
        super().__init__(model)
        army, men = model.assumptions.army, model.assumptions.army.soldiers
        by_morale, by_loyalty = (
            ndtri(np.clip(ranks(model, men, stride), 1e-6, 1 - 1e-6))
            for stride in (1 / men, (math.sqrt(5) - 1) / 2)
        )
        self.usual = np.clip(army.morale + army.morale_spread * by_morale, 0, 1).astype(np.float32)
        self.loyalty = (army.loyalty + army.loyalty_spread * by_loyalty).astype(np.float32)
        self.bolts = ranks(model, men, math.sqrt(2)) < army.deserts
        self.morale, self.gone = self.usual, np.zeros(men, bool)

    @property
    def will(self) -> np.ndarray:
        whole = self.morale + np.float32(self.model.assumptions.army.loyalty_weight) * self.loyalty
        return np.where(self.gone, -np.inf, whole)

    def part(self, above: np.ndarray) -> np.ndarray:
        """The part of each group that is above a line if the soldier is so much above it."""
        return np.clip(above / self.model.assumptions.army.blur + 0.5, 0, 1)

    def least_called(self, men: int) -> float:
        """Midway between the last of the most willing so many men and the next."""
        last = self.gone.size - men
        if last == 0:
            return -np.inf
        return np.partition(self.will, (last - 1, last))[last - 1 : last + 1].mean()

    def turning(self, men: int, needed: float, line: float) -> float:
        """Soldiers called up who refuse and are less loyal than a line."""
        here, will = ~self.gone, self.will[~self.gone]
        called = self.part(will - self.least_called(men))
        return (called * self.part(needed - will) * self.part(line - self.loyalty[here])).sum()

    def desert(self, men: int, needed: float) -> None:
        will = self.will
        self.gone |= (will >= self.least_called(men)) & (will <= needed) & self.bolts

    def drift(self, change: float) -> None:
        army = self.model.assumptions.army
        home = np.float32(within(army.homing)) * (self.usual - self.morale)
        luck = shocks(self.model, self.usual.size, army.personal_spread)
        self.morale = np.clip(self.morale + np.float32(change) + home + luck, 0, 1)


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
        return float(self.army.part(self.army.will - needed).mean())

    def mutineers(self, men: int, needed: float, line: float) -> float:
        return float(self.army.turning(men, needed, line)) / men

    def lose_deserters(self, men: int, needed: float) -> None:
        self.army.desert(men, needed)

    def drift(self, change: float) -> None:
        self.army.drift(change)

    def protesters(self, conceded: float, fear: float, needed: float) -> float:
        return self.public.protesting(conceded, fear, needed) / self.public.grievance.size
