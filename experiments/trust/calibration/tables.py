"""The table that is learned from: points drawn from the prior, each lived as several histories.

An unknown is known by its prior probability u in (0, 1), and worked with as the standard normal
score z of u, so that nothing that is done to z can take the unknown out of its range.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.special import logit, ndtri

from sim.machine.arrays import Bools, Floats, Whole

LEAST = 1e-4  # P(entry) is not told apart below it
FLOOR = float(logit(LEAST))  # and so log odds stop here
ROUNDING = 1e-6  # log odds no farther apart are the same
FEWEST = 2  # histories a point: one is predicted from another


@dataclass(frozen=True, eq=False)
class Table:
    """Points of the prior, what each history of them looked like and how likely it was to be.

    Numbers are finite everywhere, also at points that are not kept, where they do not matter.
    """

    unit: Floats  # prior probabilities of the unknowns, shape (points, unknowns)
    names: tuple[str, ...]  # of the unknowns
    log_odds: Floats  # of max(P(entry), LEAST), shape (points, levels)
    level_names: tuple[str, ...]  # levels of pressure
    statistics: Floats  # with the errors of a record, shape (points, histories, statistics)
    statistic_names: tuple[str, ...]
    weights: Floats  # likelihood that nothing happened, shape (points, histories)
    kept: Bools  # points that are not absurd, shape (points,)
    observed: str = "observed"  # the level at which the record stood
    log_prior_ratio: Floats | None = None  # an analyst's own prior against this one, (points,)

    def __post_init__(self) -> None:
        """Raise ValueError for arrays that do not belong together or hold what cannot be."""
        self._check_shapes()
        self._check_values()

    @cached_property
    def z(self) -> Floats:
        """Standard normal scores of the unknowns, shape (points, unknowns)."""
        return np.asarray(ndtri(self.unit))

    @cached_property
    def prior(self) -> Floats:
        """Weight of each point before any record, shape (points,)."""
        kept = self.kept.astype(np.float64)
        if self.log_prior_ratio is None:
            return kept
        ratio = np.where(self.kept, self.log_prior_ratio, -np.inf)
        return np.asarray(np.exp(ratio - ratio.max()))

    @cached_property
    def mass(self) -> Floats:
        """Weight of each history once nothing happened, shape (points, histories)."""
        return self.prior[:, None] * self.weights

    @property
    def observed_level(self) -> int:
        """Place of the observed level among the levels."""
        return self.level_names.index(self.observed)

    def reweighted(self, log_prior_ratio: Floats) -> Table:
        """The same points under an analyst's own prior: the log of its density over the table's."""
        return replace(self, log_prior_ratio=log_prior_ratio)

    def of_points(self, which: Bools | Whole) -> Table:
        """The table of some points alone: marks, shape (points,), or their places in any order."""
        ratio = None if self.log_prior_ratio is None else self.log_prior_ratio[which]
        return replace(
            self,
            unit=self.unit[which],
            log_odds=self.log_odds[which],
            statistics=self.statistics[which],
            weights=self.weights[which],
            kept=self.kept[which],
            log_prior_ratio=ratio,
        )

    def parts(self, count: int) -> Whole:
        """A part of each point, 0 to count - 1, shape (points,), whatever their order."""
        order = np.lexsort(self.unit.T[::-1])
        part = np.empty(order.size, dtype=np.int64)
        part[order] = np.arange(order.size) % count
        return part

    def aimed(self, targets: Floats, left_out: Sequence[str] = ()) -> tuple[Table, Floats]:
        """The table and a record (statistics,) without some statistics; checks both."""
        expected = (len(self.statistic_names),)
        if targets.shape != expected or not np.isfinite(targets).all():
            raise ValueError(f"targets has the shape {targets.shape}: {expected} finite numbers")
        places = self._remaining(left_out)
        names = tuple(self.statistic_names[place] for place in places)
        fewer = replace(self, statistics=self.statistics[:, :, places], statistic_names=names)
        return fewer, targets[places]

    def _remaining(self, left_out: Sequence[str]) -> Whole:
        if unknown := set(left_out) - set(self.statistic_names):
            known = ", ".join(self.statistic_names)
            raise ValueError(f"left out: {sorted(unknown)} is not among the statistics: {known}")
        places = np.flatnonzero([each not in left_out for each in self.statistic_names])
        if not places.size:
            raise ValueError("left out: every statistic; at least one must stay")
        return places

    def _check_shapes(self) -> None:
        points, histories = self.weights.shape
        expected = {
            "unit": (points, len(self.names)),
            "log_odds": (points, len(self.level_names)),
            "statistics": (points, histories, len(self.statistic_names)),
            "kept": (points,),
        }
        if self.log_prior_ratio is not None:
            expected["log_prior_ratio"] = (points,)
        for field, shape in expected.items():
            if (found := getattr(self, field).shape) != shape:
                raise ValueError(f"Table.{field} has the shape {found}: it must be {shape}")
        if histories < FEWEST:
            raise ValueError(f"Table.weights: {histories} a point; at least {FEWEST} histories")
        if self.observed not in self.level_names:
            raise ValueError(f"Table.observed = {self.observed} is not among {self.level_names}")

    def _check_values(self) -> None:
        for field in ("unit", "log_odds", "statistics", "weights"):
            if not np.isfinite(getattr(self, field)).all():
                raise ValueError(f"Table.{field} holds numbers that are not finite")
        if not ((self.unit > 0) & (self.unit < 1)).all():
            raise ValueError("Table.unit holds prior probabilities outside (0, 1)")
        if (self.log_odds < FLOOR - ROUNDING).any():
            raise ValueError(f"Table.log_odds holds values below the log odds of {LEAST}")
        if (self.weights < 0).any():
            raise ValueError("Table.weights holds weights below 0")
        if not self.kept.any():
            raise ValueError("Table.kept: every point is absurd; some must be kept")
        ratio = np.zeros(1) if self.log_prior_ratio is None else self.log_prior_ratio[self.kept]
        if not ((ratio < np.inf).all() and (ratio > -np.inf).any()):
            raise ValueError("Table.log_prior_ratio holds more than numbers and -inf: never")
