"""Is the record within reach of the model? Asked before the fit, and again after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.trust.calibration.checks import Check
from experiments.trust.calibration.tables import Table
from experiments.trust.calibration.vectors import NO_HISTORY, Posterior
from experiments.trust.calibration.weighted import mean_and_sd, normed, quantiles, systematic
from sim.machine.arrays import Floats

OUT_OF_REACH = 0.01  # two-sided: the model cannot produce it
STRAINED = 0.05  # two-sided: outside .025 to .975 of what the fitted model would do
COMPARED = 400  # simulated histories whose own nearest one is looked up
FARTHEST_OF = 0.99  # of simulated histories have a nearest one no farther than the record may have
AT_ONCE = 32
INTERVAL = np.array([0.025, 0.5, 0.975])


@dataclass(frozen=True, eq=False)
class Tail:
    """A statistic of the record among those of the prior's histories, and of the posterior's."""

    name: str
    target: float
    prior: Floats  # 2.5, 50 and 97.5 %, shape (3,)
    prior_p: float  # two-sided tail probability of the record
    posterior: Floats
    posterior_p: float
    least_prior_p: float = OUT_OF_REACH
    least_posterior_p: float = STRAINED

    @property
    def out_of_reach(self) -> bool:
        """Whether the model cannot produce it, whatever the unknowns."""
        return self.prior_p < self.least_prior_p

    @property
    def strained(self) -> bool:
        """Whether the fitted model would hardly produce it."""
        return self.posterior_p < self.least_posterior_p


def tail_p(values: Floats, weight: Floats, target: float) -> float:
    """Two-sided tail probability of a target among weighted values (n,), itself included."""
    shares = normed(weight)
    side = min(shares @ (values <= target), shares @ (values >= target))
    return min(1.0, 2.0 * float(side))


def tails(table: Table, targets: Floats, posterior: Posterior) -> list[Tail]:
    """Every statistic of the record, in the order of the table; fitted or not."""
    before, after = table.mass.ravel(), other_histories(table, posterior).ravel()
    found = []
    for place, (name, target) in enumerate(zip(table.statistic_names, targets, strict=True)):
        values, target = table.statistics[:, :, place].ravel(), float(target)
        intervals = [quantiles(values, weight, INTERVAL) for weight in (before, after)]
        p = [tail_p(values, weight, target) for weight in (before, after)]
        found.append(Tail(name, target, intervals[0], p[0], intervals[1], p[1]))
    return found


def other_histories(table: Table, posterior: Posterior) -> Floats:
    """Weight of each history as a forecast, shape (points, histories).

    What the posterior would do again: a near history hands its weight to the others of its point,
    never to itself, since it was chosen for being near. Points are not corrected here.
    """
    if (posterior.history == NO_HISTORY).any():
        raise ValueError("the posterior is of whole points: near histories are needed")
    given = np.zeros(table.mass.shape)
    np.add.at(given, (posterior.point, posterior.history), posterior.weight)
    others = table.mass.sum(axis=1, keepdims=True) - table.mass
    each = np.divide(given, others, out=np.zeros_like(given), where=others > 0)
    return np.asarray(np.maximum(table.mass * (each.sum(axis=1, keepdims=True) - each), 0.0))


@dataclass(frozen=True)
class Nearness:
    """Distance to the nearest simulated history: root mean square over statistics, in prior sd."""

    record: float
    typical: float  # median over simulated histories, of other points than their own
    farthest: float  # of FARTHEST_OF of them

    def check(self) -> Check:
        """Whether the record has neighbours as simulated histories have."""
        return Check("nearest simulated record, rms sd", self.record, most=self.farthest)


def nearness(table: Table, targets: Floats, rng: np.random.Generator) -> Nearness:
    """How near the record's nearest history is, and how near those of simulated ones are."""
    point, history = np.nonzero(table.mass > 0)
    mass, rows = table.mass[point, history], table.statistics[point, history].astype(np.float64)
    centre, sd = mean_and_sd(rows, mass)
    spread = np.where(sd > 0, sd, 1.0)
    rows = (rows - centre) / spread
    some = systematic(mass, COMPARED, rng)
    squares = (rows**2).sum(axis=1)
    alone = np.concatenate(
        [
            _nearest(rows, squares, rows[part], point[:, None] == point[part])
            for part in np.array_split(some, max(1, -(-COMPARED // AT_ONCE)))
        ]
    )
    target = ((targets - centre) / spread)[None]
    record = _nearest(rows, squares, target, np.zeros((len(rows), 1), dtype=bool))
    typical, farthest = np.quantile(alone, [0.5, FARTHEST_OF])
    return Nearness(float(record[0]), float(typical), float(farthest))


def _nearest(rows: Floats, squares: Floats, asked: Floats, own: Floats) -> Floats:
    """Rms distance of each record asked (a, s) to the nearest row that is not its own, (a,)."""
    squared = squares[:, None] - 2 * (rows @ asked.T) + (asked**2).sum(axis=1)
    squared[own] = np.inf
    return np.asarray(np.sqrt(np.maximum(squared.min(axis=0), 0.0) / rows.shape[1]))
