"""Ridge regression of many responses at once, from sums alone [HoerlKennard1970].

The penalty of each response is the one with the least generalised cross-validation error
[GolubHeathWahba1979]. Histories of a point share its responses, so a point counts once: the number
of observations is the effective number of points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from scipy.linalg import eigh

from sim.machine.arrays import Bools, Floats

PENALTIES = np.logspace(2.0, -6.0, 33)  # the strongest first; in units of a feature's variance
CONSTANT = 1e-9  # sd below which a feature does not vary


@dataclass(frozen=True, eq=False)
class Moments:
    """Weighted sums over some points of features x (f,) and responses y (r,)."""

    total: Floats  # of weights, shape ()
    squares: Floats  # of the weights of points, shape ()
    x: Floats
    y: Floats
    xx: Floats
    xy: Floats
    yy: Floats

    @classmethod
    def of(cls, x: Floats, y: Floats, mass: Floats) -> Moments:
        """Sums of x (points, histories, f) and y (points, r) by mass (points, histories)."""
        by_point = mass.sum(axis=1)
        rows = x.reshape(-1, x.shape[-1])
        heavy = rows * np.sqrt(mass).reshape(-1, 1)
        summed = np.einsum("ph,phf->pf", mass, x)
        return cls(
            total=by_point.sum(),
            squares=by_point @ by_point,
            x=summed.sum(axis=0),
            y=by_point @ y,
            xx=heavy.T @ heavy,
            xy=summed.T @ y,
            yy=by_point @ y**2,
        )

    @property
    def points(self) -> float:
        """The effective number of points."""
        return float(self.total**2 / self.squares)


@dataclass(frozen=True, eq=False)
class Regression:
    """A line for each response: y = intercept (r,) + x slopes (f, r)."""

    intercept: Floats
    slopes: Floats

    def of(self, x: Floats) -> Floats:
        """What is expected of the responses, shape (..., r), given features (..., f)."""
        return np.asarray(self.intercept + x @ self.slopes)

    def error(self, sums: Moments) -> Floats:
        """Weighted squared error on the points of some sums, shape (r,)."""
        a, b = self.intercept, self.slopes
        ahead = a * sums.y + (b * sums.xy).sum(axis=0)
        square = a**2 * sums.total + 2 * a * (sums.x @ b) + (b * (sums.xx @ b)).sum(axis=0)
        return np.asarray(sums.yy - 2 * ahead + square)

    def only(self, places: Bools) -> Regression:
        """The lines of some responses."""
        return Regression(self.intercept[places], self.slopes[:, places])


def together(parts: Sequence[Moments]) -> Moments:
    """The sums over the points of all parts."""
    names = [each.name for each in fields(Moments)]
    return Moments(**{name: sum(getattr(part, name) for part in parts) for name in names})


def ridge(sums: Moments) -> Regression:
    """The line of each response with its own best penalty."""
    mean_x, mean_y = sums.x / sums.total, sums.y / sums.total
    covariance = sums.xx / sums.total - np.outer(mean_x, mean_x)
    sd = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    per_sd = np.divide(1.0, sd, out=np.zeros_like(sd), where=sd > CONSTANT)
    values, axes = eigh(covariance * np.outer(per_sd, per_sd))
    values = np.maximum(values, 0.0)
    cross = (sums.xy / sums.total - np.outer(mean_x, mean_y)) * per_sd[:, None]
    along = axes.T @ cross
    variance = sums.yy / sums.total - mean_y**2
    best = np.argmin(_errors(values, along, variance, sums.points), axis=0)
    shrunk = along / (values[:, None] + PENALTIES[best])
    slopes = per_sd[:, None] * (axes @ shrunk)
    return Regression(mean_y - mean_x @ slopes, slopes)


def _errors(values: Floats, along: Floats, variance: Floats, points: float) -> Floats:
    """Generalised cross-validation error, shape (penalties, r); infinite where nothing is left."""
    stiff = values + PENALTIES[:, None]
    explained = (1 / stiff) @ along**2
    squared = (values / stiff**2) @ along**2
    left = 1 - ((values / stiff).sum(axis=1) + 1) / points
    inside = np.maximum(variance - 2 * explained + squared, 0.0)
    freedom = np.where(left > 0, left, np.nan)[:, None]
    return np.asarray(np.nan_to_num(inside / freedom**2, nan=np.inf))


def held_out_r2(parts: Sequence[Moments]) -> Floats:
    """Share of variance that is foreseen in points a line has not seen, shape (r,); may be < 0."""
    missed, spread = [], []
    for place, part in enumerate(parts):
        others = together([*parts[:place], *parts[place + 1 :]])
        mean = others.y / others.total
        missed.append(ridge(others).error(part))
        spread.append(part.yy - 2 * mean * part.y + mean**2 * part.total)
    error, all_there_is = np.sum(missed, axis=0), np.sum(spread, axis=0)
    varies = all_there_is > CONSTANT * sum(part.total for part in parts)
    share: Floats = np.divide(error, all_there_is, out=np.ones_like(error), where=varies)
    return 1 - share
