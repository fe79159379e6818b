"""Cells: the treatments of a study, each as a mixture over the calibrated vectors.

What somebody sets or varies is the same in every vector. Where he leaves the pressure alone, or
sweeps the named levels, one cell more has the pressure that each vector has learned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from experiments.findings.bands import LEARNED, LEVEL
from experiments.mistakes import UserError
from experiments.plan.vectors import CALIBRATED, mixed, over_vectors, vectors
from experiments.why.points.structures import own_names
from sim.laws.pressure import LEVELS, Pressure
from sim.mixture import Mixture, Vectors

if TYPE_CHECKING:
    from experiments.plan.study import Study


@dataclass(frozen=True)
class Cell:
    """One treatment over the vectors."""

    values: Mapping[str, Any]  # its columns, and the level of pressure
    mixture: Mixture

    @property
    def learned(self) -> bool:
        """Whether the pressure is each vector's own."""
        return bool(self.values[LEVEL] == LEARNED)


def cells(study: Study) -> list[Cell]:
    """The cells of a study; raises UserError where there are no vectors that can be used."""
    plan = study.treatments.plan
    own = own_names(study)
    over = replace(plan, bases=over_vectors(CALIBRATED, plan.bases, own))
    if not over.vectors or not over.vectors["varied"]:
        raise UserError("every parameter of the vectors is set or varied: none is left to differ")
    found = []
    for place, treatment in enumerate(study.treatments):
        scenario = over.scenario(place)
        assert isinstance(scenario, Mixture)
        values = {**treatment.values, LEVEL: scenario.pressure.level}
        found.append(Cell(values, scenario))
    return [*found, *_learned(study, found, own)]


def pressure_is_open(study: Study, own: set[str]) -> bool:
    """Whether nobody set the pressure on purpose."""
    columns = study.sweep.columns
    if any(name.partition(".")[0] == "pressure" for name in own - {*columns}):
        return False
    if list(columns) == [LEVEL]:
        return set(study.sweep.contents[0].listed()) == set(LEVELS.values())
    varied = any(name.partition(".")[0] == "pressure" for name in columns)
    return not varied and len(study.treatments) == 1 and study.base.pressure == Pressure()


def _learned(study: Study, found: Sequence[Cell], own: set[str]) -> Iterator[Cell]:
    resolve = vectors(CALIBRATED).columns.get(LEVEL)
    if resolve is None or not pressure_is_open(study, own):
        return
    first = found[0]
    with_resolve = Vectors(CALIBRATED, {**first.mixture.vectors.columns, LEVEL: resolve})
    scenario = mixed(first.mixture.alone, with_resolve)
    assert isinstance(scenario, Mixture)
    yield Cell({**first.values, LEVEL: LEARNED}, scenario)
