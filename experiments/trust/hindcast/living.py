"""Worlds lived from the invasion to the end of a window: given what was known on the day of the
forecast until then, and free from then on.

No ending is drawn. Each history carries the chance that nothing has ended it so far, and where the
rest has gone: to entry, or to a fall of the regime.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from experiments.trust.record.statistics import CLASS_OF_RUNG
from experiments.trust.table.episodes import Episode
from experiments.trust.table.levels import RESOLVE
from sim.machine.arrays import Floats, Whole
from sim.mixture import Vectors
from sim.model import WarEntry
from sim.scenario import Ensemble, Scenario
from sim.simulation import batch_size
from sim.world import ENTRIES, FALLS

NO_PRESSURE = 0.0


@dataclass(frozen=True, eq=False)
class Weeks:
    """Histories at the ends of their weeks, arrays of shape (weeks, histories)."""

    kind: Whole  # class of Lukashenko's rung
    protest: Floats  # share of citizens
    contingent: Floats  # Russian personnel in Belarus, thousand
    left: Floats  # chance of neither entry nor a fall so far
    entered: Floats  # chance of entry so far
    fallen: Floats  # chance of a fall so far

    @classmethod
    def joined(cls, parts: Sequence[Weeks], order: Whole) -> Weeks:
        """Histories of several batches, put in order."""
        whole = {
            each.name: np.concatenate([getattr(part, each.name) for part in parts], axis=1)
            for each in fields(cls)
        }
        return cls(**{name: array[:, order] for name, array in whole.items()})


def without_pressure(vectors: Vectors) -> Vectors:
    """The same vectors, in a world where Moscow does not press."""
    resolve = vectors.columns[RESOLVE]
    columns = {**vectors.columns, RESOLVE: np.full_like(resolve, NO_PRESSURE)}
    return Vectors(vectors.name, columns)


def lived(episode: Episode, vectors: Vectors, worlds: int, seed: int) -> Weeks:
    """So many histories of every vector, each with its own pressure and the same luck whatever the
    episode.
    """
    ensemble = episode.ensemble(dict(vectors.columns))
    which = np.arange(vectors.many * worlds) % vectors.many  # as in every mixture
    parts, order = [], []
    for places, kind in ensemble.kinds():
        mine = np.flatnonzero(np.isin(which, places))
        size = batch_size(kind)
        for first in range(0, mine.size, size):
            rows = mine[first : first + size]
            model = _model(ensemble, kind, which, rows, seed)
            parts.append(_weeks(model, kind.weeks))
            order.append(rows)
            model.__dict__.clear()  # it refers to itself, and would stay
    return Weeks.joined(parts, np.argsort(np.concatenate(order)))


def _model(ensemble: Ensemble, kind: Scenario, which: Whole, rows: Whole, seed: int) -> WarEntry:
    return WarEntry(
        ensemble.spread(kind, which[rows]),
        numbers=rows.astype(np.uint64),
        seed=seed,
        collect=False,
        conditional=True,
        follow_entry=False,
    )


def _weeks(model: WarEntry, weeks: int) -> Weeks:
    """A model's worlds, lived to their end; none is let go before it."""
    shape = (weeks, model.world.worlds)
    told = Weeks(np.zeros(shape, int), *(np.zeros(shape) for _ in range(len(fields(Weeks)) - 1)))
    while model.running:
        week = model.week
        model.step()
        chances, _ = model.endings.ended(model.world)
        told.kind[week] = CLASS_OF_RUNG[model.world.lukashenko]
        told.protest[week] = model.world.protest
        told.contingent[week] = model.world.contingent
        told.left[week] = model.endings.left(model.world)
        told.entered[week] = chances[list(ENTRIES)].sum(axis=0)
        told.fallen[week] = chances[list(FALLS)].sum(axis=0)
    return told
