"""What is believed of a scenario's parameters, as shares of the prior: whatever explains varies
these and nothing else.

A coordinate of a point is the share of its prior below it. Points of the prior fill the cube; those
of the record are the calibrated vectors, which belong together in all their coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.mistakes import UserError
from experiments.plan.study import Study
from experiments.plan.values import as_typed
from experiments.plan.vectors import CALIBRATED, DEFAULTS, shares
from sim.allowed import ScenarioError
from sim.machine.arrays import Floats
from sim.mixture import PRESSURE
from sim.priors.prior import Prior
from sim.scenario import Ensemble, Scenario


@dataclass(frozen=True, eq=False)
class Believed:
    """What is believed of a scenario's parameters; the pressure is the treatment, and fixed."""

    kind: str  # prior or calibrated
    scenario: Scenario
    prior: Prior
    vectors: Floats | None  # of the record, shape (vectors, coordinates); None for the prior

    @classmethod
    def of(cls, study: Study) -> Believed:
        """What a study believes; what it sets is fixed. Raises UserError where that is all."""
        if study.parameters == DEFAULTS:
            raise UserError(
                "parameters = defaults leaves nothing to vary: allowed are calibrated and prior"
            )
        typed = {each.partition("=")[0].lstrip("+") for each in study.typed}
        every = Prior.of(Scenario()).every
        held = {each.path for each in every if each.path in typed}
        held |= {each.path for each in every if each.path.startswith(PRESSURE)}
        prior = Prior.of(study.base, held=held)
        vectors = None
        if study.parameters == CALIBRATED:
            known = shares()
            vectors = np.array([known[each.name] for each in prior.coordinates]).T
        return cls(study.parameters, study.base, prior, vectors)

    @property
    def names(self) -> tuple[str, ...]:
        """The coordinates: parameters by their path, judged quantities by their name."""
        return tuple(each.name for each in self.prior.coordinates)

    @property
    def owners(self) -> tuple[str, ...]:
        """Of each coordinate, whose it is: an actor, or what governs several of them."""
        return tuple(each.path.partition(".")[0] for each in self.prior.coordinates)

    def drawn(self, points: int, seed: int) -> Floats:
        """So many points, shape (points, coordinates): of the prior, a power of two; of the record
        its vectors in turn, from a place that the seed draws. Raises UserError.
        """
        if self.vectors is not None:
            first = int(np.random.default_rng(seed).integers(len(self.vectors)))
            return self.vectors[(first + np.arange(points)) % len(self.vectors)]
        try:
            return self.prior.draw(points, seed).unit
        except ScenarioError as mistake:
            raise UserError(as_typed(mistake)) from None

    def values(self, unit: Floats) -> dict[str, Floats]:
        """The coordinates in their own units, by name, each of shape (points,)."""
        return {
            each.name: each.distribution.quantile(unit[:, place])
            for place, each in enumerate(self.prior.coordinates)
        }

    def columns(self, unit: Floats) -> dict[str, Floats]:
        """The parameters of points, by path, as `Scenario.varied` takes them; points have shape
        (points, coordinates).
        """
        mine = {name: unit[:, place] for place, name in enumerate(self.names)}
        middle = np.full(len(unit), 0.5)
        every = {each.name: mine.get(each.name, middle) for each in self.prior.every}
        return dict(self.prior.at(every).columns)

    def ensemble(self, unit: Floats, more: Mapping[str, Any] | None = None) -> Ensemble:
        """Points of the scenario, with more parameters by path, each of shape (points,), which the
        scenario's beliefs do not vary.
        """
        return self.scenario.varied(self.columns(unit) | dict(more or {}))
