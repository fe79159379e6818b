"""Simulation-based calibration: is the truth found where the posterior says it is? [Talts2018]

A truth is one history of a point, drawn by weight. The posterior given its statistics is worked out
from a table without the truth's part of the points, and the truth has a rank in it: the weight of
what lies below. Where the method is sound ranks are uniform. Where a truth is at the floor of the
log odds, so is part of its posterior, and the tie is broken at random.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, chdtrc

from experiments.trust.calibration.checks import Check
from experiments.trust.calibration.posterior import Learned, infer
from experiments.trust.calibration.tables import ROUNDING, Table
from experiments.trust.calibration.vectors import Posterior
from experiments.trust.calibration.weighted import systematic
from sim.machine.arrays import Bools, Floats, Whole

TRUTHS = 500
PARTS = 5  # of the points, each held out in its turn
BINS = 20  # of the ranks
SMALL = 0.05  # p-values below it are counted
SURE = 0.99  # and may be as many as in so many of a hundred sound methods
SMALLEST = 0.01  # over the number of tests: the smallest p-value that may be
COVERS = ((0.5, 0.43, 0.57, 0.47, 0.53), (0.9, 0.86, 0.94, 0.88, 0.92))  # of each, of the mean

Infer = Callable[[Learned, Floats], Posterior]


@dataclass(frozen=True, eq=False)
class Ranks:
    """The rank of each truth in its posterior, 0 to 1, shape (truths, quantities)."""

    names: tuple[str, ...]  # fitted unknowns, then levels
    unknowns: int  # how many of them are unknowns
    ranks: Floats

    @property
    def p_values(self) -> Floats:
        """That ranks so uneven come of a sound method: chi-square over BINS, (quantities,)."""
        counts = self.counts()
        expected = len(self.ranks) / BINS
        return np.asarray(chdtrc(BINS - 1, ((counts - expected) ** 2).sum(axis=0) / expected))

    def counts(self) -> Whole:
        """How many ranks fall into each of equal bins, shape (BINS, quantities)."""
        bins = np.minimum((self.ranks * BINS).astype(np.int64), BINS - 1)
        return np.stack([(bins == each).sum(axis=0) for each in range(BINS)])

    def cover(self, level: float) -> Floats:
        """How often the central interval of a level holds the truth, shape (quantities,)."""
        return np.asarray((np.abs(self.ranks - 0.5) < level / 2).mean(axis=0))

    def checks(self) -> list[Check]:
        """Uniformity of the ranks, and cover of each quantity and in the mean of unknowns."""
        return [*self._uniform(), *(each for cover in COVERS for each in self._covers(*cover))]

    def _uniform(self) -> list[Check]:
        p, tests = self.p_values, len(self.names)
        small = int((p < SMALL).sum())
        return [
            Check("smallest p-value of the ranks", float(p.min()), least=SMALLEST / tests),
            Check(f"p-values below {SMALL}", small, most=most_by_chance(tests)),
        ]

    def _covers(
        self, level: float, least: float, most: float, mean_least: float, mean_most: float
    ) -> list[Check]:
        said = f"cover of {level:.0%} intervals"
        cover = self.cover(level)
        mean = float(cover[: self.unknowns or None].mean())
        each = zip(self.names, cover.tolist(), strict=True)
        return [
            *(Check(f"{said}, {name}", value, least, most) for name, value in each),
            Check(f"{said}, mean", mean, mean_least, mean_most),
        ]


def most_by_chance(tests: int) -> int:
    """Most p-values below SMALL that a sound method has, in SURE of all cases."""
    return int(np.argmax(bdtr(np.arange(tests + 1.0), tests, SMALL) >= SURE))


def ranks(
    table: Table,
    fitted: Bools,
    rng: np.random.Generator,
    truths: int = TRUTHS,
    infer: Infer = infer,
) -> Ranks:
    """Ranks of truths for the fitted unknowns and for the log odds at every level."""
    point, history = drawn_truths(table, truths, rng)
    part = table.parts(PARTS)
    found = np.empty((truths, int(fitted.sum()) + len(table.level_names)))
    for each in range(PARTS):
        here = np.flatnonzero(part[point] == each)
        learned = Learned.of(table.of_points(part != each)) if here.size else None
        for place in here:
            assert learned is not None
            posterior = infer(learned, table.statistics[point[place], history[place]])
            truth = _quantities(table.z[point[place]], table.log_odds[point[place]], fitted)
            told = _quantities(posterior.z, posterior.log_odds, fitted)
            found[place] = _ranked(truth, told, posterior.weight, rng)
    unknowns = tuple(np.asarray(table.names)[fitted].tolist())
    return Ranks(unknowns + table.level_names, len(unknowns), found)


def drawn_truths(table: Table, count: int, rng: np.random.Generator) -> tuple[Whole, Whole]:
    """Points and histories drawn by weight, shape (count,); no point twice if it can be helped."""
    order = rng.permutation(len(table.mass))
    point = order[systematic(table.mass.sum(axis=1)[order], count, rng)]
    edges = np.cumsum(table.mass[point], axis=1)
    at = rng.random(count) * edges[:, -1]
    return point, np.argmax(edges > at[:, None], axis=1)


def _quantities(z: Floats, log_odds: Floats, fitted: Bools) -> Floats:
    return np.concatenate([z[..., fitted], log_odds], axis=-1)


def _ranked(truth: Floats, told: Floats, weight: Floats, rng: np.random.Generator) -> Floats:
    """Weight below the truth, and a random share of what is level with it, (quantities,)."""
    below = weight @ (told < truth - ROUNDING)
    level = weight @ (np.abs(told - truth) <= ROUNDING)
    return np.asarray(np.clip(below + rng.random(truth.size) * level, 0.0, 1.0))
