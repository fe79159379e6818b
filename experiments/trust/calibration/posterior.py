"""The posterior: near histories, weighed, and corrected to where the record stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from experiments.trust.calibration.corrected import corrected
from experiments.trust.calibration.nearest import Cloud, nearest
from experiments.trust.calibration.summaries import Summaries, learn
from experiments.trust.calibration.tables import FLOOR, ROUNDING, Table
from experiments.trust.calibration.vectors import NO_HISTORY, Posterior
from experiments.trust.calibration.weighted import normed, systematic
from sim.machine.arrays import Bools, Floats, Whole

FARTHEST = 8.0  # scores beyond it are 0 or 1 in floating point


@dataclass(frozen=True, eq=False)
class Learned:
    """A table and what was learned from it, before any record is put to it."""

    table: Table
    summaries: Summaries
    cloud: Cloud

    @classmethod
    def of(cls, table: Table) -> Learned:
        """Learn the summaries of a table."""
        summaries = learn(table)
        return cls(table, summaries, Cloud.of(table, summaries))


def fit(
    table: Table,
    targets: Floats,
    left_out: Sequence[str] = (),
    log_prior_ratio: Floats | None = None,
) -> Posterior:
    """The posterior given a record (statistics,), less what is left out of it.

    `log_prior_ratio` (points,): the log of an analyst's own prior density over the table's.
    """
    if log_prior_ratio is not None:
        table = table.reweighted(log_prior_ratio)
    fewer, aimed = table.aimed(targets, left_out)
    return infer(Learned.of(fewer), aimed)


def infer(learned: Learned, targets: Floats) -> Posterior:
    """The posterior given a record (statistics,), from a table that was learned from before."""
    table, cloud, fitted = learned.table, learned.cloud, learned.summaries.fitted
    place = learned.summaries.of(targets) / cloud.spread
    rows, kernel = nearest(cloud, place)
    point, weight = cloud.point[rows], kernel * cloud.mass[rows]
    z, log_odds = table.z[point], table.log_odds[point]
    drawn = np.concatenate([z[:, fitted], log_odds], axis=1)
    moved = corrected(drawn, cloud.places[rows] - place, weight, point)
    count = int(fitted.sum())
    z[:, fitted] = np.clip(moved[:, :count], -FARTHEST, FARTHEST)
    log_odds = _above_floor(log_odds, moved[:, count:])
    return _of(table, point, cloud.history[rows], weight, z, log_odds, fitted)


def _above_floor(drawn: Floats, moved: Floats) -> Floats:
    """Log odds moved, but for those at the floor: by how much they are below it is not known.

    Moving them would empty the floor, and intervals that reach it would be too narrow.
    """
    return np.where(drawn <= FLOOR + ROUNDING, FLOOR, np.maximum(moved, FLOOR))


def prior(table: Table) -> Posterior:
    """The prior: every point that is not absurd."""
    return _of_points(table, table.prior)


def nothing_happened(table: Table, log_prior_ratio: Floats | None = None) -> Posterior:
    """What is left of the prior once it is known that nothing happened, and no more than that."""
    if log_prior_ratio is not None:
        table = table.reweighted(log_prior_ratio)
    return _of_points(table, table.mass.mean(axis=1))


def sample(posterior: Posterior, count: int, rng: np.random.Generator) -> Floats:
    """Vectors drawn by weight, as prior probabilities in (0, 1), shape (count, unknowns)."""
    return np.asarray(ndtr(posterior.z[chosen(posterior, count, rng)]))


def chosen(posterior: Posterior, count: int, rng: np.random.Generator) -> Whole:
    """Rows drawn by weight, shape (count,), evenly over the odds of entry as observed."""
    odds = posterior.log_odds[:, posterior.place()]
    order = np.lexsort((posterior.z[:, 0], odds))
    return order[systematic(posterior.weight[order], count, rng)]


def _of_points(table: Table, weight: Floats) -> Posterior:
    point = np.flatnonzero(weight > 0)
    history = np.full(point.size, NO_HISTORY)
    none = np.zeros(len(table.names), dtype=bool)
    return _of(table, point, history, weight[point], table.z[point], table.log_odds[point], none)


def _of(
    table: Table,
    point: Whole,
    history: Whole,
    weight: Floats,
    z: Floats,
    log_odds: Floats,
    fitted: Bools,
) -> Posterior:
    names = (table.names, table.level_names, table.observed)
    return Posterior(*names, point, history, normed(weight), z, log_odds, fitted)
