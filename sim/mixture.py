"""A scenario whose parameters are uncertain: its worlds differ in them, and together they are the
mixture over what is believed.

World w has vector w modulo the number of vectors, under every treatment, so that treatments can be
compared world by world. What somebody sets or varies himself is the same in all worlds: it is taken
out of the vectors.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.by_world import spread
from sim.luck import MAX_WORLDS
from sim.scenario import Ensemble, Scenario

PRESSURE = "pressure."  # the treatment: never part of a vector


@dataclass(frozen=True, eq=False)
class Vectors:
    """Values of parameters that belong together."""

    name: str  # where they are from: prior, calibrated
    # by path, one value a vector: shape (vectors,), or (vectors, numbers) for a list of numbers
    columns: Mapping[str, NDArray[Any]]

    @property
    def many(self) -> int:
        """How many vectors there are."""
        return len(next(iter(self.columns.values()), ()))

    def without(self, paths: Collection[str]) -> Vectors:
        """The vectors without some parameters, and without the pressure."""
        kept = {
            path: each
            for path, each in self.columns.items()
            if path not in paths and not path.startswith(PRESSURE)
        }
        return Vectors(self.name, kept)

    def at(self, places: Any) -> Vectors:
        """Some of the vectors, by place."""
        return Vectors(self.name, {path: each[places] for path, each in self.columns.items()})


@dataclass(frozen=True, repr=False)
class Mixture(Scenario):
    """A scenario, and vectors that differ from it."""

    vectors: Vectors = field(default_factory=lambda: Vectors("", {}))

    @classmethod
    def over(cls, scenario: Scenario, vectors: Vectors) -> Mixture:
        """A scenario over vectors; raises ScenarioError for one that cannot be."""
        if vectors.columns:
            Ensemble.of(scenario, vectors.columns)
        own = {each.name: getattr(scenario, each.name) for each in fields(Scenario)}
        return cls(**own, vectors=vectors)

    def __repr__(self) -> str:
        told = super().__repr__().removesuffix(")")
        return f"{told}; over {self.vectors.many:,} {self.vectors.name} vectors)"

    def but(self, values: Mapping[str, Any]) -> Scenario:
        """This mixture with some parameters set, the same in all vectors; raises ScenarioError."""
        return Mixture.over(self.alone.but(values), self.vectors.without(values))

    def varied(self, columns: Mapping[str, Any]) -> Ensemble:
        """This mixture at many points; raises ScenarioError."""
        return Ensemble.of(Mixture.over(self.alone, self.vectors.without(columns)), columns)

    @property
    def alone(self) -> Scenario:
        """The scenario without its vectors."""
        return Scenario(**{each.name: getattr(self, each.name) for each in fields(Scenario)})

    def in_worlds(self, numbers: NDArray[np.uint64]) -> Scenario:
        """The scenario of worlds with some numbers, each with its vector."""
        if not self.vectors.columns:
            return self
        which = (numbers % np.uint64(MAX_WORLDS)).astype(np.int64) % self.vectors.many
        return spread(self, {path: each[which].T for path, each in self.vectors.columns.items()})
