"""Points lived with worlds of their own: so the spread over points holds what luck adds."""

from __future__ import annotations

import numpy as np

from experiments.engine.lots import Lot, done
from sim.laws.choice import in_order
from sim.luck import apart
from sim.machine.arrays import Floats, Whole
from sim.scenario import Ensemble
from sim.simulation import live
from sim.world import ENTRIES

_LOT = 1024  # worlds


def entered(
    ensemble: Ensemble, owners: Whole, worlds: int, seed: int, workers: int, what: str
) -> Floats:
    """Chance of entry of every point in worlds that belong to its owner, shape (points, worlds):
    points of one owner share their worlds, others share none. Owners count from 1, for the worlds
    of 0 are those of common luck.

    Says how far it is; raises Interrupted after Ctrl-C, where `what` is half done.
    """
    return np.concatenate(done(lots(ensemble, owners, worlds, seed), workers, what))


def lots(ensemble: Ensemble, owners: Whole, worlds: int, seed: int) -> list[Lot]:
    """The work of living points in worlds of their owners, some points a lot, in their order."""
    many = max(1, _LOT // worlds)
    parts = [slice(begin, begin + many) for begin in range(0, ensemble.points, many)]
    return [
        Lot(_of_some, (ensemble.at(part), owners[part], worlds, seed), worlds * owners[part].size)
        for part in parts
    ]


def _of_some(ensemble: Ensemble, owners: Whole, worlds: int, seed: int) -> Floats:
    """Chance of entry of some points, shape (points, worlds)."""
    points = np.repeat(np.arange(ensemble.points), worlds)
    numbers = apart(np.repeat(owners, worlds), np.tile(np.arange(worlds), ensemble.points))
    found = live(ensemble, points, numbers.astype(np.uint64), seed, estimator="conditional")
    chances = in_order(found.chances[list(ENTRIES)])
    return chances.reshape(-1, worlds)
