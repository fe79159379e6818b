"""A quantity watched at any threshold: the hits and false alarms of each, and the area below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from experiments.why.indicators.clusters import Z, by_vector, variance
from sim.machine.arrays import Bools, Floats, Whole

_STEPS = 40  # thresholds, at even shares of the worlds


@dataclass(frozen=True, eq=False)
class Curve:
    """What a quantity tells of entry at every threshold."""

    thresholds: Floats  # falling, shape (thresholds,)
    hits: Floats  # of worlds with entry, those above the threshold
    false_alarms: Floats  # of worlds without
    area: float  # chance that a world with entry shows more than one without; .5 tells nothing
    low: float  # 95 % interval
    high: float


def curve(reading: Floats, entry: Bools, among: Bools, vector: Whole) -> Curve:
    """The curve of readings among some worlds, all of shape (worlds,); nan where there are no
    worlds of either kind.
    """
    with_entry, without = np.sort(reading[entry & among]), np.sort(reading[~entry & among])
    every = np.sort(reading[among])
    places = np.linspace(0, every.size - 1, _STEPS).round().astype(int)
    thresholds = np.unique(every[places])[::-1] if every.size else np.zeros(0)
    hits, false = (_above(each, thresholds) for each in (with_entry, without))
    return Curve(thresholds, hits, false, *_area(reading, entry, among, vector))


def _area(reading: Floats, entry: Bools, among: Bools, vector: Whole) -> tuple[float, float, float]:
    """The area with its interval on the log-odds scale, vectors as clusters [Obuchowski1997]."""
    yes, no = entry & among, ~entry & among
    if not yes.any() or not no.any():
        return np.nan, 0.0, 1.0
    placed = np.zeros(reading.size)
    placed[yes] = _placed(reading[yes], np.sort(reading[no]))
    placed[no] = 1 - _placed(reading[no], np.sort(reading[yes]))
    area = float(placed[yes].mean())
    if not 0 < area < 1:
        return area, 0.0, 1.0
    pulls = np.where(yes, 1 / yes.sum(), 1 / no.sum()) * np.where(among, placed - area, 0.0)
    error = np.sqrt(variance(by_vector(vector, pulls), np.unique(vector[among]).size))
    reach = Z * error / (area * (1 - area))
    return area, float(expit(logit(area) - reach)), float(expit(logit(area) + reach))


def _placed(readings: Floats, others: Floats) -> Floats:
    """The share of others (sorted) below each reading, half of those level with it."""
    below, up_to = (np.searchsorted(others, readings, side=side) for side in ("left", "right"))
    return (below + up_to) / (2 * others.size)


def _above(readings: Floats, thresholds: Floats) -> Floats:
    """The share of readings (sorted) above each threshold."""
    size = max(readings.size, 1)
    above: Floats = (readings.size - np.searchsorted(readings, thresholds, side="right")) / size
    return above
