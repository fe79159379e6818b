"""Vectors lived for the reader: every vector of the record and of the prior in a few worlds, at
every level of pressure, endings foreseen.

World v, v + vectors, v + 2 vectors and so on are those of vector v, the same at every level, and
the worlds that a study's bands are made from: what nobody moved is the mixture of the folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from experiments.engine.lots import Lot, done
from experiments.pages.explored.observables import MOMENTS, seen_by
from experiments.plan.vectors import CALIBRATED, PRIOR
from sim.estimates.courses import Courses
from sim.laws.choice import in_order
from sim.machine.arrays import Bools, Floats
from sim.mixture import Mixture
from sim.model import WarEntry
from sim.simulation import BATCH, batch_size
from sim.world import ENTRIES

if TYPE_CHECKING:
    from experiments.pages.explored.scope import Scope

POOLS = {CALIBRATED: 16, PRIOR: 8}  # worlds of each vector
_SOURCES = {"rung": "lukashenko", "option": "putin", "tactic": "opposition"}  # of a course


@dataclass(frozen=True)
class Pool:
    """The vectors of one belief as they were lived."""

    name: str  # calibrated or prior
    entry: Floats  # chance of entry, shape (levels, vectors, worlds)
    seen: Bools  # signs by each moment, shape (levels, moments, observables, vectors, worlds)
    left: Floats  # chance of neither entry nor a fall by each moment, (levels, moments, v, worlds)
    after: Floats  # chance of entry later than that, same shape


@dataclass(frozen=True)
class Explored:
    """What a reader can move: pools at levels of pressure."""

    scope: Scope
    moments: tuple[int, ...]  # weeks
    pools: Mapping[str, Pool]


def explored(
    scope: Scope, workers: int, sizes: Mapping[str, int] = POOLS, what: str = "what can be moved"
) -> Explored:
    """Live both pools of a scenario, so many worlds a vector; says how far it is.

    Raises UserError where there is nothing to move, and Interrupted after Ctrl-C.
    """
    moments = tuple(week for week in MOMENTS if week < scope.scenario.weeks - 1)
    work = {
        kind: [
            _lots(scope.mixture(kind, level), size, scope.seed, moments)
            for level in scope.levels.values()
        ]
        for kind, size in sizes.items()
    }
    parts = iter(
        done([lot for kind in work.values() for each in kind for lot in each], workers, what)
    )
    pools = {}
    for kind, of_levels in work.items():
        found = [_joined([next(parts) for _ in lots], sizes[kind]) for lots in of_levels]
        pools[kind] = Pool(kind, *(np.array(each) for each in zip(*found, strict=True)))
    return Explored(scope, moments, pools)


def lived(
    mixture: Mixture, first: int, worlds: int, seed: int, moments: Sequence[int]
) -> tuple[Floats, Bools, Floats, Floats]:
    """Worlds first, first + 1, ...: chance of entry, shape (worlds,); signs seen by each moment,
    shape (moments, observables, worlds); what is left then, and the chance of entry later, both
    (moments, worlds).
    """
    model = WarEntry(
        mixture, worlds=worlds, first_world=first, seed=seed, collect=False, conditional=True,
        follow_entry=False,
    )  # fmt: skip
    courses, entered = _courses(model, mixture.weeks)
    model.__dict__.clear()
    weeks = list(moments)
    seen = np.array([seen_by(courses, week) for week in weeks])
    left = np.maximum(courses.weight[weeks].astype(float), 0.0)  # not below by a last unit
    return entered[-1], seen, left, np.clip(entered[-1] - entered[weeks], 0.0, left)


def _courses(model: WarEntry, weeks: int) -> tuple[Courses, Floats]:
    """The courses of worlds none of which leaves before the horizon, and the chance of entry by
    the end of each week, shape (weeks, worlds).
    """
    worlds = model.world.worlds
    courses, entered = Courses.unwritten(weeks, worlds), np.zeros((weeks, worlds))
    while model.running:
        week = model.week
        model.step()
        for each in fields(Courses):
            if each.name != "weight":
                source = _SOURCES.get(each.name, each.name)
                getattr(courses, each.name)[week] = getattr(model.world, source)
        courses.weight[week] = model.endings.left(model.world)
        entered[week] = in_order(model.endings.ended(model.world)[0][list(ENTRIES)])
    return courses, entered


def _lots(mixture: Mixture, size: int, seed: int, moments: tuple[int, ...]) -> list[Lot]:
    """The work of living so many worlds of every vector, in the order of their numbers."""
    many = size * mixture.vectors.many
    step = batch_size(mixture, BATCH)
    return [
        Lot(
            lived, (mixture, first, min(step, many - first), seed, moments), min(step, many - first)
        )
        for first in range(0, many, step)
    ]


def _joined(
    parts: Sequence[tuple[Floats, Bools, Floats, Floats]], size: int
) -> tuple[NDArray[np.generic], ...]:
    """What lots of one level gave, with vectors and their worlds in place of worlds."""
    whole = (np.concatenate(each, axis=-1) for each in zip(*parts, strict=True))
    return tuple(each.reshape(*each.shape[:-1], size, -1).swapaxes(-1, -2) for each in whole)
