"""Learned summaries: what the statistics foretell of each unknown and of P(entry).

The posterior mean of a quantity is the best single summary of a record for it
[FearnheadPrangle2012]; it is estimated by a ridge regression on the table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.trust.calibration.ridge import Moments, Regression, held_out_r2, ridge, together
from experiments.trust.calibration.tables import Table
from experiments.trust.calibration.weighted import mean_and_sd
from sim.machine.arrays import Bools, Floats, Whole

FOLDS = 5  # parts of the points, each foretold from the others
LEARNED = 0.01  # held-out R2 above which a quantity is a summary
AT_ONCE = 512  # points whose features are in memory together
FARTHEST = 5.0  # sd: a statistic farther out counts as this far, so that none rules the others


@dataclass(frozen=True, eq=False)
class Scaling:
    """Where each statistic lies and how far it spreads in the table, shapes (statistics,)."""

    centre: Floats
    spread: Floats

    @classmethod
    def of(cls, statistics: Floats, mass: Floats) -> Scaling:
        """Centre and spread by weight; a statistic that never varies gets the spread 1."""
        rows = statistics.reshape(-1, statistics.shape[-1]).astype(np.float64)
        centre, sd = mean_and_sd(rows, mass.ravel())
        return cls(centre, np.where(sd > 0, sd, 1.0))

    def scaled(self, statistics: Floats) -> Floats:
        """Statistics in sd from the centre, none farther than FARTHEST; the same shape."""
        return np.clip((statistics - self.centre) / self.spread, -FARTHEST, FARTHEST)


def features(scaled: Floats) -> Floats:
    """Linear terms, squares and products, shape (..., s + s (s + 1) / 2)."""
    first, second = np.triu_indices(scaled.shape[-1])
    return np.concatenate([scaled, scaled[..., first] * scaled[..., second]], axis=-1)


@dataclass(frozen=True, eq=False)
class Summaries:
    """Which quantities can be foretold, and the lines that do it."""

    names: tuple[str, ...]  # of all quantities: the unknowns, then the levels
    r2: Floats  # held out, of all quantities
    fitted: Bools  # which unknowns are fitted, shape (unknowns,)
    kept: Bools  # which quantities are summaries, shape (quantities,)
    scaling: Scaling
    lines: Regression  # of the summaries

    def of(self, statistics: Floats) -> Floats:
        """The summaries of records, shape (..., summaries), given statistics (..., s)."""
        return self.lines.of(features(self.scaling.scaled(statistics)))

    def of_all(self, statistics: Floats) -> Floats:
        """Likewise of a whole table, some points at a time."""
        starts = range(0, len(statistics), AT_ONCE)
        return np.concatenate([self.of(statistics[i : i + AT_ONCE]) for i in starts])


def learn(table: Table) -> Summaries:
    """The summaries of a table; log odds at the observed level are always among them."""
    scaling = Scaling.of(table.statistics, table.mass)
    parts = _parts(table, scaling)
    r2 = held_out_r2(parts)
    kept = r2 > LEARNED
    fitted = kept[: len(table.names)].copy()
    kept[len(table.names) + table.observed_level] = True
    lines = ridge(together(parts)).only(kept)
    return Summaries(table.names + table.level_names, r2, fitted, kept, scaling, lines)


def _parts(table: Table, scaling: Scaling) -> list[Moments]:
    """Sums over each fold of points; the histories of a point stay together."""
    responses = np.concatenate([table.z, table.log_odds], axis=1)
    parts, mass = table.parts(FOLDS), table.mass
    return [
        together([_sums(table, scaling, responses, mass, some) for some in _some(parts == part)])
        for part in range(FOLDS)
    ]


def _some(which: Bools) -> list[Whole]:
    places = np.flatnonzero(which)
    return np.array_split(places, max(1, -(-places.size // AT_ONCE)))


def _sums(
    table: Table, scaling: Scaling, responses: Floats, mass: Floats, places: Whole
) -> Moments:
    x = features(scaling.scaled(table.statistics[places]))
    return Moments.of(x, responses[places], mass[places])
