"""Coordinates of what is believed, said in words: their names, and their values in their units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experiments.words.why.limits import amount, called
from sim.parameters import table
from sim.priors.coordinates import Coordinate
from sim.scenario import Scenario

if TYPE_CHECKING:
    from experiments.why.points.believed import Believed


@dataclass(frozen=True)
class Wording:
    """What the coordinates of a belief are called, in their order."""

    coordinates: Sequence[Coordinate]
    lists: frozenset[str]  # paths of parameters that are lists

    @classmethod
    def of(cls, believed: Believed) -> Wording:
        """The words for what is believed."""
        lists = {row.path for row in table(Scenario()) if isinstance(row.value, tuple)}
        return cls(believed.prior.coordinates, frozenset(lists))

    def name(self, place: int) -> str:
        """What a coordinate is called in a sentence."""
        each = self.coordinates[place]
        return called(each.name, each.meaning, each.path)

    def value(self, place: int, share: float) -> float:
        """The value below which a share of its prior lies, in its own unit."""
        return float(self.coordinates[place].distribution.quantile(np.array(share)))

    def amount(self, place: int, share: float) -> str:
        """The same in words, to two figures."""
        each = self.coordinates[place]
        of_a_list = each.path in self.lists
        shifts = each.distribution.kind == "normal"
        return amount(each.name, self.value(place, share), each.unit, of_a_list, shifts)
