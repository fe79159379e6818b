"""P(entry) over what is believed: points in prior standard deviations, lived."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.engine.lots import Lot
from experiments.why.flips.crew import Crew
from experiments.why.flips.starts import unscored
from experiments.why.points.apart import lots
from experiments.why.points.believed import Believed
from experiments.why.points.living import ENTRY, EVENTS, chances
from sim.machine.arrays import Floats
from sim.scenario import Ensemble

FRESH = 1_000_000  # the first world of luck that no search has seen


@dataclass(frozen=True, eq=False)
class Surface:
    """A study's beliefs, the luck with which points of it are lived, and who lives them."""

    believed: Believed
    worlds: int
    seed: int
    crew: Crew

    def __call__(self, z: Floats) -> Floats:
        """P(entry) of points in the worlds of the search, shape (points,)."""
        mean: Floats = self.in_worlds(z, 0, self.worlds).mean(axis=1)
        return mean

    def in_worlds(self, z: Floats, first: int, worlds: int) -> Floats:
        """Chance of entry of points in some worlds, the same of all, shape (points, worlds)."""
        ensemble = self.believed.ensemble(unscored(z))
        work = [
            Lot(chances, (some, worlds, self.seed, first, None), worlds * some.points)
            for some in _cut(ensemble, 2 * self.crew.workers)
        ]
        entry: Floats = np.concatenate(self.crew.done(work), axis=1)[EVENTS.index(ENTRY)]
        return entry

    def in_own_worlds(self, z: Floats, copies: int, worlds: int) -> Floats:
        """Chance of entry at one point in as many worlds, of which the search has lived none, for
        each of some copies, shape (copies * worlds,).
        """
        ensemble = self.believed.ensemble(np.tile(unscored(z), (copies, 1)))
        work = lots(ensemble, np.arange(1, copies + 1), worlds, self.seed)
        return np.concatenate(self.crew.done(work)).ravel()


def _cut(ensemble: Ensemble, parts: int) -> list[Ensemble]:
    """The points in about equal parts, in their order."""
    size = -(-ensemble.points // parts)
    return [ensemble.at(slice(begin, begin + size)) for begin in range(0, ensemble.points, size)]
