"""What all signs say together, checked on worlds of other vectors: each half of the vectors is
forecast from the other.

The signature of a world is which signs it has shown by a week. Its forecast is how often worlds of
the other half with that signature entered, as if `PRIOR` more had entered as often as all there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from experiments.why.indicators.clusters import mean, share
from sim.estimates.intervals import Estimate
from sim.machine.arrays import Bools, Floats, Whole

EDGES = (0.0, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)  # of the bins
PRIOR = 10  # worlds
LEAST = 50  # worlds of a group


@dataclass(frozen=True)
class Foretold:
    """Worlds that were forecast about the same chance, and how often they entered."""

    low: float  # edges of the forecasts
    high: float
    forecast: float  # their mean
    entered: Estimate

    @property
    def reliable(self) -> bool:
        """Whether the mean forecast lies within the interval of what came."""
        return self.entered.low <= self.forecast <= self.entered.high


@dataclass(frozen=True)
class CrossChecked:
    """How the forecasts fared on worlds of other vectors."""

    groups: Sequence[Foretold]
    brier: float
    of_base: float  # of the base rate of the other half
    gain: float  # how much less the Brier score is than that of the base rate
    low: float  # 95 % interval of the gain
    high: float


def forecasts(seen: Bools, entry: Bools, among: Bools, vector: Whole) -> tuple[Floats, Floats]:
    """Of each world the chance that the signature foretells, and the base rate, both from the
    other half of the vectors; seen has shape (signs, worlds), the others (worlds,).
    """
    signature = (seen * 2 ** np.arange(len(seen))[:, None]).sum(axis=0)
    kinds, half = 2 ** len(seen), vector % 2
    told, base = np.zeros(entry.size), np.zeros(entry.size)
    for mine in (0, 1):
        others = among & (half != mine)
        usual = entry[others].mean() if others.any() else np.nan
        worlds = np.bincount(signature[others], minlength=kinds)
        entered = np.bincount(signature[others & entry], minlength=kinds)
        chance = (entered + PRIOR * usual) / (worlds + PRIOR)
        told[half == mine], base[half == mine] = chance[signature[half == mine]], usual
    return told, base


def checked(seen: Bools, entry: Bools, among: Bools, vector: Whole) -> CrossChecked:
    """How forecasts from signatures fare on the other half of the vectors."""
    told, base = forecasts(seen, entry, among, vector)
    ours, theirs = (told - entry) ** 2, (base - entry) ** 2
    gain = mean(theirs - ours, among, vector)
    groups = list(_groups(told, entry, among, vector))
    return CrossChecked(groups, float(ours[among].mean()), float(theirs[among].mean()), *gain)


def _groups(told: Floats, entry: Bools, among: Bools, vector: Whole) -> list[Foretold]:
    place = np.clip(np.searchsorted(EDGES, told, side="right") - 1, 0, len(EDGES) - 2)
    groups = []
    for first, end in joined(np.bincount(place[among], minlength=len(EDGES) - 1)):
        mine = among & (place >= first) & (place < end)
        came = share(entry, mine, vector)
        groups.append(Foretold(EDGES[first], EDGES[end], float(told[mine].mean()), came))
    return groups


def joined(counts: Whole) -> list[tuple[int, int]]:
    """Bins side by side put together until each has `LEAST` worlds, the last with the one before
    it if it has not: the first bin of each and the one after its last.
    """
    ends, held = [0], 0
    for place, count in enumerate(counts):
        held += int(count)
        if held >= LEAST:
            ends.append(place + 1)
            held = 0
    if len(ends) == 1:
        return [(0, len(counts))]
    ends[-1] = len(counts) if held else ends[-1]
    return list(pairwise(ends))
