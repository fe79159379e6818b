"""The inputs of P(entry), in groups that are independent of one another: parameters by owner, the
structure of the model, and what chance deals to each.

A point has one part of a unit cube for each group. Parameters drawn from the prior have a number a
coordinate. Of calibrated vectors a group has one number, which picks the vector that all of its
coordinates are taken from: what the record ties together within a group stays tied, what it ties
between groups does not. Luck has no numbers: it is dealt by one of two seeds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.plan.study import Study
from experiments.why.points.believed import Believed
from experiments.why.points.structures import Structure, laid_over, own_names, structures
from experiments.why.sensitivity.groups import STRUCTURE
from sim.machine.arrays import Floats, Whole
from sim.scenario import Ensemble


@dataclass(frozen=True, eq=False)
class Inputs:
    """All that P(entry) of a study depends on."""

    believed: Believed
    rivals: Sequence[Structure]  # the study's own first
    parts: Mapping[str, slice]  # of the unit cube, by group of parameters, then of the structure

    @classmethod
    def of(cls, study: Study) -> Inputs:
        """The inputs of a study; raises UserError where nothing is left to vary."""
        believed = Believed.of(study)
        rivals = structures(own_names(study))
        owners = list(dict.fromkeys(believed.owners))
        whole = believed.vectors is None
        widths = {each: believed.owners.count(each) if whole else 1 for each in owners}
        if len(rivals) > 1:
            widths[STRUCTURE] = 1
        ends = np.cumsum([0, *widths.values()]).tolist()
        places = zip(widths, ends[:-1], ends[1:], strict=True)
        return cls(believed, rivals, {name: slice(low, high) for name, low, high in places})

    @property
    def owners(self) -> tuple[str, ...]:
        """The groups of parameters."""
        return tuple(name for name in self.parts if name != STRUCTURE)

    @property
    def width(self) -> int:
        """Numbers that make a point."""
        return max(int(part.stop) for part in self.parts.values())

    def shares(self, unit: Floats) -> Floats:
        """Points as shares of the prior, shape (points, coordinates), from the unit cube, shape
        (points, width).
        """
        owners, vectors = np.array(self.believed.owners), self.believed.vectors
        found = np.empty((len(unit), len(owners)))
        for owner in self.owners:
            mine, own = owners == owner, unit[:, self.parts[owner]]
            found[:, mine] = own if vectors is None else _picked(vectors[:, mine], own[:, 0])
        return found

    def under(self, unit: Floats) -> Whole:
        """The structure of each point, by place among the rivals, shape (points,)."""
        if STRUCTURE not in self.parts:
            return np.zeros(len(unit), dtype=np.int64)
        return _places(unit[:, self.parts[STRUCTURE].start], len(self.rivals))

    def ensemble(self, unit: Floats) -> Ensemble:
        """The points that can be lived."""
        scenario = self.believed.scenario
        columns = self.believed.columns(self.shares(unit))
        return scenario.varied(laid_over(columns, scenario, self.rivals, self.under(unit)))

    def swapped(self, a: Floats, b: Floats, groups: Sequence[str]) -> Floats:
        """The points A with some groups taken from B, same shape."""
        mixed = a.copy()
        for group in groups:
            mixed[:, self.parts[group]] = b[:, self.parts[group]]
        return mixed


def _picked(vectors: Floats, unit: Floats) -> Floats:
    """The vectors that numbers in [0, 1) stand for, shape (points, coordinates)."""
    return vectors[_places(unit, len(vectors))]


def _places(unit: Floats, many: int) -> Whole:
    return np.minimum((unit * many).astype(np.int64), many - 1)
