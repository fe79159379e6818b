"""How often a sign comes before entry, how often where none follows, and how long before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.why.indicators.clusters import share
from experiments.why.indicators.sightings import Sightings
from sim.estimates.intervals import Estimate
from sim.machine.arrays import Floats, Whole
from sim.world import NEVER

_DRAWS, _STREAM = 1000, 7301  # of the vectors, with luck of their own
_TAILS = (2.5, 97.5)
QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Lead:
    """How a sign leads entry over the whole time lived."""

    hit: Estimate  # of worlds that enter, those in which it is seen before
    false_alarm: Estimate  # of worlds that do not enter, those in which it is seen
    quartiles: tuple[float, float, float]  # weeks from the first sighting to entry; nan if none
    low: float  # 95 % interval of their median
    high: float


def lead(sightings: Sightings, sign: int, horizon: int, seed: int) -> Lead:
    """How one sign, by place, leads entry within so many weeks of the start."""
    first, vector = sightings.first[sign], sightings.vector
    enters = sightings.enters(NEVER, horizon)
    seen = (first != NEVER) & (first < horizon)
    weeks = (sightings.entered - first)[enters & seen]
    return Lead(
        share(seen, enters, vector),
        share(seen, ~enters, vector),
        *_spread(weeks, vector[enters & seen], seed),
    )


def _spread(
    weeks: Whole, vector: Whole, seed: int
) -> tuple[tuple[float, float, float], float, float]:
    """Quartiles of leads, and the interval of their median over vectors drawn again."""
    if not weeks.size:
        return (np.nan, np.nan, np.nan), np.nan, np.nan
    names, place = np.unique(vector, return_inverse=True)
    table = np.zeros((names.size, int(weeks.max()) + 1))
    np.add.at(table, (place, weeks), 1.0)
    rng = np.random.default_rng([seed, _STREAM])
    drawn = rng.multinomial(names.size, np.full(names.size, 1 / names.size), size=_DRAWS) @ table
    low, high = np.percentile(quantile(drawn, 0.5), _TAILS, method="inverted_cdf")
    first, middle, third = (float(quantile(table.sum(axis=0), at)) for at in QUARTILES)
    return (first, middle, third), float(low), float(high)


def quantile(counts: Floats, at: float) -> Floats:
    """The quantile of whole numbers that were counted so often, shape (..., numbers)."""
    gone = np.cumsum(counts, axis=-1)
    found: Floats = (gone >= at * gone[..., -1:] - 1e-9).argmax(axis=-1)
    return found
