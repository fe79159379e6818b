"""What was seen says something of the parameters as well: which are likelier larger or smaller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from experiments.why.observed.conditioned import Conditioned
from sim.machine.arrays import Floats

if TYPE_CHECKING:
    from experiments.why.indicators.living import Watched

MOST = 5  # that are told
_LEVEL = 0.05  # of taking any of all parameters for one that moves though none does


@dataclass(frozen=True)
class Shift:
    """How the weight of a parameter's values moves once it is known what was seen."""

    name: str
    before: float  # median, in its own unit
    after: float
    moved: float  # of its mean share of the prior, in standard deviations of it before
    error: float  # of that
    clear: bool  # whether so large a move is unlikely where none of all parameters moves


def shifts(watched: Watched, found: Conditioned) -> list[Shift]:
    """The `MOST` parameters that move most, the largest move first."""
    unit, before, after = watched.unit, found.before, found.after
    size = len(unit)
    weights = [np.pad(each, (0, size - each.size)) for each in (before, after)]
    moved, error = _moved(unit, *weights)
    limit = float(ndtri(1 - _LEVEL / 2 / max(unit.shape[1], 1)))
    values = watched.believed.values(unit)
    told = []
    for place in np.argsort(-np.abs(moved), kind="stable")[:MOST]:
        name = watched.believed.names[place]
        first, second = (weighted_median(values[name], each) for each in weights)
        clear = bool(abs(moved[place]) > limit * error[place])
        told.append(Shift(name, first, second, float(moved[place]), float(error[place]), clear))
    return told


def weighted_median(values: Floats, weights: Floats) -> float:
    """The value with half of the weight at or below it."""
    order = np.argsort(values, kind="stable")
    gone = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(gone, gone[-1] / 2)])


def _moved(unit: Floats, before: Floats, after: Floats) -> tuple[Floats, Floats]:
    """Moves of the mean of each coordinate and their errors, in standard deviations before, shape
    (coordinates,); each vector is one draw of what is believed.
    """
    first, second = before / before.sum(), after / after.sum()
    middle, mean = first @ unit, second @ unit
    spread = np.sqrt(first @ (unit - middle) ** 2)
    pulls = second[:, None] * (unit - mean) - first[:, None] * (unit - middle)
    error = np.sqrt((pulls**2).sum(axis=0))
    scale = np.where(spread > 0, spread, 1.0)
    return (mean - middle) / scale, error / scale
