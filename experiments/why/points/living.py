"""Points lived on common luck: how often each enters, is asked by ultimatum, sees an order fail,
falls.
"""

from __future__ import annotations

import numpy as np

from experiments.engine.lots import Lot, done
from sim.estimates.histories import Histories
from sim.laws.choice import in_order
from sim.luck import Luck
from sim.machine.arrays import Floats
from sim.scenario import Ensemble
from sim.simulation import live
from sim.world import ENTRIES, FALLS, NEVER

ENTRY, ULTIMATUM, FAILED, FELL = "entry", "ultimatum", "failed", "fell"
EVENTS = (ENTRY, ULTIMATUM, FAILED, FELL)  # entry and falls are foreseen, the others counted
_LOT = 4096  # worlds


def lived(
    ensemble: Ensemble,
    worlds: int,
    seed: int,
    workers: int,
    what: str,
    first: int = 0,
    luck: Luck | None = None,
) -> Floats:
    """Chances of the events in worlds first, first + 1, ... of every point, the same worlds of all,
    shape (events, points, worlds); `luck` is another than that of the seed.

    Says how far it is; raises Interrupted after Ctrl-C, where `what` is half done.
    """
    work = lots(ensemble, worlds, seed, first, luck)
    return np.concatenate(done(work, workers, what), axis=1)


def lots(
    ensemble: Ensemble, worlds: int, seed: int, first: int = 0, luck: Luck | None = None
) -> list[Lot]:
    """The work of living worlds of every point, some points a lot, in their order."""
    many = max(1, _LOT // worlds)
    return [
        Lot(
            chances,
            (ensemble.at(slice(begin, begin + many)), worlds, seed, first, luck),
            worlds * min(many, ensemble.points - begin),
        )
        for begin in range(0, ensemble.points, many)
    ]


def chances(ensemble: Ensemble, worlds: int, seed: int, first: int, luck: Luck | None) -> Floats:
    """Chances of the events, shape (events, points, worlds)."""
    points = np.repeat(np.arange(ensemble.points), worlds)
    numbers = np.tile(np.arange(first, first + worlds, dtype=np.uint64), ensemble.points)
    found = live(ensemble, points, numbers, seed, estimator="conditional", luck=luck)
    return of_events(found).reshape(len(EVENTS), -1, worlds)


def of_events(found: Histories) -> Floats:
    """Chances of the events in worlds that were lived, shape (events, worlds)."""
    rows = {
        ENTRY: in_order(found.chances[list(ENTRIES)]),
        ULTIMATUM: (found.ultimatum != NEVER).astype(float),
        FAILED: (found.failed_orders > 0).astype(float),
        FELL: in_order(found.chances[list(FALLS)]),
    }
    return np.array([rows[event] for event in EVENTS])
