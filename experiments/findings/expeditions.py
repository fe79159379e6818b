"""What became of the expeditions: where they are, since when, and at what cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import nan

import numpy as np

from experiments.findings.became import Group, of_entries, times
from experiments.findings.weighed import pair, share, together, worth
from experiments.store.counts import Counts
from sim.estimates.entries import FEW
from sim.estimates.fates import TOLLS, Expedition
from sim.estimates.masses import ONE, exact
from sim.machine.arrays import Floats, Whole

PLACES = tuple(each.name.lower() for each in Expedition)
CAME_HOME = "came_home"  # in any way
QUARTERS = (0.25, 0.5, 0.75)
_HOME = (Expedition.RECALLED, Expedition.BROKE, Expedition.MUTINIED)


@dataclass(frozen=True)
class Course:
    """Entries whose expedition came to one end: when, and what fighting has cost."""

    weeks: Sequence[float]  # from entry to that, quartiles; nan where nothing has ended
    toll: float  # median share of the army at the horizon; nan where nobody is there


def expeditions(counts: Counts, foreseen: bool) -> Iterator[tuple[Group, list[Course]]]:
    """Where the expeditions are, at the horizon and so many weeks after entry."""
    for time, after in times(counts):
        sums = counts.fates.expedition[time]
        group = of_entries(sums, after, PLACES, foreseen)
        total, squares = pair(together(sums))
        home = share(exact(together(sums[list(_HOME)])[0]), total, squares, foreseen)
        group = replace(group, shares={**group.shares, CAME_HOME: home})
        kinds = [*([each] for each in Expedition), _HOME]
        yield group, [_course(counts, time, kind) for kind in kinds]


def _course(counts: Counts, time: int, kinds: Sequence[Expedition]) -> Course:
    """When entries came to some ends, and at what cost; nan where there are too few."""
    sums = counts.fates
    if worth(*pair(together(sums.expedition[time, list(kinds)]))) < FEW:
        return Course((nan, nan, nan), nan)
    weeks = _quantiles(_weights(together(sums.lasted[time, list(kinds)])), QUARTERS)
    toll = _quantiles(_weights(together(sums.toll[list(kinds)])), QUARTERS[1:2])[0] / TOLLS
    return Course(weeks, toll if time == 0 else nan)


def _weights(sums: Whole) -> Floats:
    """Weights by place, from sums of shape (places, 2, 3)."""
    return np.array([exact(parts) / ONE for parts in sums[:, 0]])


def _quantiles(weights: Floats, levels: Sequence[float]) -> list[float]:
    """The first places by which so large a share of a weight is reached; nan without any."""
    reached = np.cumsum(weights)
    if not reached[-1]:
        return [nan] * len(levels)
    return [float(np.searchsorted(reached, level * reached[-1])) for level in levels]
