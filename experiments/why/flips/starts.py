"""Where a search begins: the defaults, and the middle of the record, in prior standard deviations.

A coordinate of a point is the normal score of the share of its prior that lies below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtr, ndtri

from experiments.plan.vectors import shares
from sim.machine.arrays import Floats
from sim.parameters import table
from sim.priors.coordinates import Coordinate
from sim.priors.judged import BY_PATH
from sim.scenario import Scenario

if TYPE_CHECKING:
    from experiments.why.points.believed import Believed

FARTHEST = 4.0  # sd from the middle of a prior: beyond it digits are lost
_GRID = 4001  # places at which a threshold is solved


def starts(believed: Believed) -> dict[str, Floats]:
    """The points from which is searched, by name, shape (coordinates,) each."""
    return {"the defaults": defaults(believed), "the middle of the record": middle(believed)}


def defaults(believed: Believed) -> Floats:
    """The point at which every coordinate has the default of its parameter."""
    rows: dict[str, Any] = {row.path: row.value for row in table(Scenario())}
    each = [_of_default(one, rows[one.path]) for one in believed.prior.coordinates]
    return scores(np.array(each))


def middle(believed: Believed) -> Floats:
    """The median of the calibrated vectors in every coordinate."""
    known = shares()
    return scores(np.array([np.median(known[name]) for name in believed.names]))


def scores(unit: Floats) -> Floats:
    """Normal scores of shares, same shape."""
    z: Floats = np.clip(ndtri(unit), -FARTHEST, FARTHEST)
    return z


def unscored(z: Floats) -> Floats:
    """Shares of the prior from normal scores, same shape."""
    unit: Floats = ndtr(np.clip(z, -FARTHEST, FARTHEST))
    return unit


def _of_default(coordinate: Coordinate, value: Any) -> float:
    """The share of a prior that lies below the default."""
    if coordinate.judged:
        return _solved(coordinate, float(value))
    if isinstance(value, tuple):
        value = 0.0 if coordinate.distribution.kind == "normal" else 1.0
    return float(coordinate.distribution.cdf(np.array(float(value))))


def _solved(coordinate: Coordinate, value: float) -> float:
    """The share at which the parameter that is solved comes out at its default."""
    unit = (np.arange(_GRID) + 0.5) / _GRID
    quantities = coordinate.distribution.quantile(unit)
    solved = BY_PATH[coordinate.path].solved(quantities, Scenario())
    order = np.argsort(solved, kind="stable")
    return float(np.interp(value, solved[order], unit[order]))
