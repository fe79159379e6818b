"""The parameters that a reader may narrow: those that matter most for P(entry) over the vectors.

What matters is the squared rank correlation between a coordinate and the chance of entry (that of
its log odds is the same), meaned over the pools and the levels from the observed pressure up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from experiments.pages.explored.called import called
from experiments.pages.explored.payload import STOPS
from experiments.plan.vectors import CALIBRATED, FROM_PRIOR, PRIOR, PRIOR_SEED, shares
from sim.laws.pressure import LEVELS
from sim.machine.arrays import Floats, Whole
from sim.parameters import Row, table
from sim.priors.coordinates import Coordinate, told
from sim.priors.prior import Prior
from sim.scenario import Scenario

if TYPE_CHECKING:
    from experiments.pages.explored.living import Explored

MOST = 12
_EDGE = 0.0005  # share of the prior beyond the numbers told at its two ends


@dataclass(frozen=True)
class Narrowable:
    """A parameter whose range a reader may narrow."""

    name: str  # of the coordinate
    words: str
    meaning: str
    unit: str
    source: str
    status: str
    prior: str  # what is believed of it before any record, in words
    stops: tuple[float, ...]  # quantiles of the prior at the ends of its parts, (stops + 1,)
    correlation: float  # mean rank correlation with P(entry)
    parts: Mapping[str, Whole]  # by pool, in which part of the prior each vector lies, (vectors,)


def chosen(found: Explored, most: int = MOST) -> tuple[Narrowable, ...]:
    """The parameters that matter most, the first most of all."""
    places, scope = _places(), found.scope
    varied = scope.mixture(CALIBRATED, scope.levels["none"]).vectors.columns
    open_ = [each for each in Prior.of(Scenario()).coordinates if each.path in varied]
    correlations = np.array([_correlations(found, places, each.name) for each in open_])
    order = np.argsort(-(correlations**2).mean(axis=1), kind="stable")[:most]
    rows = {row.path: row for row in table(Scenario())}
    return tuple(
        _narrowable(open_[at], rows[open_[at].path], float(correlations[at].mean()), places)
        for at in order
    )


def part_of(shares_below: Floats) -> Whole:
    """In which of the equally likely parts of the prior numbers lie, same shape."""
    part: Whole = np.minimum((shares_below * STOPS).astype(int), STOPS - 1)
    return part


def _places() -> Mapping[str, Mapping[str, Floats]]:
    """By pool and coordinate, the share of the prior below each vector, shape (vectors,)."""
    prior = Prior.of(Scenario())
    unit = prior.draw(FROM_PRIOR, PRIOR_SEED).unit
    names = [each.name for each in prior.coordinates]
    return {CALIBRATED: shares(), PRIOR: dict(zip(names, unit.T, strict=True))}


def _correlations(
    found: Explored, places: Mapping[str, Mapping[str, Floats]], name: str
) -> list[float]:
    """Rank correlations of a coordinate with P(entry), pool by pool and level by level."""
    counted = [
        at for at, each in enumerate(found.scope.levels.values()) if each >= LEVELS["observed"]
    ]
    correlations = []
    for kind, pool in found.pools.items():
        mine = rankdata(places[kind][name])
        for level in counted:
            entry = rankdata(pool.entry[level].mean(axis=1))
            correlations.append(float(np.corrcoef(mine, entry)[0, 1]) if np.ptp(entry) else 0.0)
    return correlations


def _narrowable(
    each: Coordinate, row: Row, correlation: float, places: Mapping[str, Mapping[str, Floats]]
) -> Narrowable:
    shares_below = np.clip(np.linspace(0, 1, STOPS + 1), _EDGE, 1 - _EDGE)
    return Narrowable(
        name=each.name,
        words=called(each),
        meaning=each.meaning,
        unit=_unit(each, row),
        source=row.source,
        status=row.status,
        prior=told(row),
        stops=tuple(float(f"{stop:.4g}") for stop in each.distribution.quantile(shares_below)),
        correlation=correlation,
        parts={kind: part_of(of_kind[each.name]) for kind, of_kind in places.items()},
    )


def _unit(each: Coordinate, row: Row) -> str:
    """The unit in which a coordinate is told; a list moves by one number."""
    if isinstance(row.value, tuple):
        return "on the log odds" if each.distribution.kind == "normal" else "times the usual"
    return each.unit
