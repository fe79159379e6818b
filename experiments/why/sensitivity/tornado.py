"""One at a time: P(entry) with a single parameter at its 10 % and its 90 % quantile, and everything
else as it is in every vector and world. It leaves out what parameters do together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.engine.lots import done
from experiments.plan.study import Study
from experiments.why.points.believed import Believed
from experiments.why.points.living import ENTRY, EVENTS
from experiments.why.sensitivity.evaluated import lots
from experiments.why.sensitivity.indices import Measured
from experiments.why.sensitivity.screening import at_quantiles
from sim.estimates.intervals import Estimate, average
from sim.luck import Luck
from sim.machine.arrays import Floats

LOW, HIGH = 0.1, 0.9  # quantiles of what is believed of the parameter
WORLDS = 4  # of a point
_POINTS = 512  # of the prior; of the record all its vectors


@dataclass(frozen=True)
class End:
    """P(entry) with one parameter at one of its quantiles."""

    setting: float  # in the parameter's own unit
    entry: Estimate


@dataclass(frozen=True)
class Swing:
    """What a single parameter does from its low to its high quantile."""

    name: str
    owner: str
    unit: str
    low: End
    high: End
    difference: Measured  # of P(entry), high less low, paired point by point


@dataclass(frozen=True)
class Tornado:
    """Single parameters, the widest swing first, and P(entry) with none of them moved."""

    usual: Estimate
    swings: Sequence[Swing]
    points: int
    worlds: int  # of a point


def tornado(study: Study, names: Sequence[str]) -> Tornado:
    """What some parameters do one at a time; raises Interrupted after Ctrl-C."""
    believed = Believed.of(study)
    vectors = believed.vectors
    points = believed.drawn(_POINTS, study.seed) if vectors is None else vectors
    places = [believed.names.index(name) for name in names]
    moved = [moved_to(believed, points, place, share) for place in places for share in (LOW, HIGH)]
    luck = Luck(study.seed)
    work = [lots(believed, each, WORLDS, luck) for each in (points, *moved)]
    parts = iter(done([lot for each in work for lot in each], study.workers, "one at a time"))
    event = EVENTS.index(ENTRY)
    usual, *ends = [np.concatenate([next(parts)[event] for _ in each]) for each in work]
    swings = [
        swing(believed, place, moved[2 * number : 2 * number + 2], *ends[2 * number :][:2])
        for number, place in enumerate(places)
    ]
    order = sorted(swings, key=lambda each: -abs(each.difference.value))
    return Tornado(mean(usual), order, len(points), WORLDS)


def swing(
    believed: Believed, place: int, moved: Sequence[Floats], low: Floats, high: Floats
) -> Swing:
    """The swing of one parameter from P(entry) of every point at both ends, shape (points,)."""
    each = believed.prior.coordinates[place]
    settings = [float(each.distribution.quantile(unit[:1, place])[0]) for unit in moved]
    below, above = (End(at, mean(found)) for at, found in zip(settings, (low, high), strict=True))
    difference = Measured.over(high - low)
    return Swing(each.name, believed.owners[place], each.unit, below, above, difference)


def moved_to(believed: Believed, points: Floats, place: int, share: float) -> Floats:
    """The points with one coordinate at a quantile of what is believed of it, same shape."""
    at = at_quantiles(believed, np.full((1, points.shape[1]), share))[0, place]
    moved = points.copy()
    moved[:, place] = at
    return moved


def mean(chances: Floats) -> Estimate:
    """The mean over points, with its interval."""
    return average(float(chances.mean()), float(chances.var(ddof=1)), chances.size)
