"""What a week looks like across worlds: counts that add up over batches, and the quantiles
read off them.

Keeping counts instead of worlds makes memory flat in the number of worlds, and sums do not depend
on their order.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import nan

import numpy as np

from sim.agents.moscow import Option
from sim.agents.opposition import Tactic
from sim.laws.choice import in_order
from sim.machine.arrays import Floats, Whole
from sim.machine.loops import kernels
from sim.world import ENTRY_RUNGS, Rung, State, World

BINS = 200
FAR_BINS = 400  # beyond those, where a quantity can leave the scale on which it is shown
WHOLE = 2**20  # parts of a world: worlds are weighted
TOP = {  # of each quantity that is shown: the end of the last bin
    each.name: each.metadata["shown"] for each in fields(State) if each.metadata["shown"]
}
QUANTITIES = tuple(TOP)
FARTHEST = {  # of each quantity that can leave its scale: the end of the last bin beyond it
    each.name: each.metadata["high"]
    for each in fields(State)
    if each.metadata["high"] > TOP.get(each.name, np.inf)
}
_NOTHING = np.zeros(0, dtype=np.int64)
_SCALE = np.array([BINS / top for top in TOP.values()])
CHOICES = {"putin": Option, "lukashenko": Rung, "opposition": Tactic}
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Weekly:
    """Counts of worlds, week by week, among those still being lived, in parts of `WHOLE`."""

    living: Whole  # (weeks,)
    states: Whole  # (weeks, quantities, bins): how many worlds have a quantity in a bin
    beyond: Whole  # (weeks, quantities that can leave their scale, bins beyond it)
    putin: Whole  # (weeks, options)
    lukashenko: Whole  # (weeks, rungs)
    opposition: Whole  # (weeks, tactics)

    @classmethod
    def empty(cls, weeks: int) -> Weekly:
        """Nothing counted yet."""
        choices = (np.zeros((weeks, len(options)), dtype=np.int64) for options in CHOICES.values())
        return cls(
            np.zeros(weeks, dtype=np.int64),
            np.zeros((weeks, len(QUANTITIES), BINS), dtype=np.int64),
            np.zeros((weeks, len(FARTHEST), FAR_BINS), dtype=np.int64),
            *choices,
        )

    def add(self, week: int, world: World, lived: Floats, ordered: Floats) -> None:
        """Count the worlds as they stand at the end of a week, each as much as it weighed when the
        week began, shape (worlds,); what ended on an order that was not drawn, shape (Putin's
        options, entry rungs, 1 or worlds), counts as having been on that option and on that rung.
        """
        parts, none = np.rint(lived * WHOLE), np.zeros((0, 1))
        after_options = np.rint(in_order(ordered.swapaxes(0, 1)) * WHOLE)
        on_rungs = np.rint(in_order(ordered) * WHOLE)
        self._count_states(week, world, parts.astype(np.int64))
        self._count_choices("putin", week, world, parts, list(Option), after_options)
        self._count_choices("lukashenko", week, world, parts, list(ENTRY_RUNGS), on_rungs)
        self._count_choices("opposition", week, world, parts, [], none)

    def _count_choices(
        self, who: str, week: int, world: World, parts: Floats, ending: list[int], ended: Floats
    ) -> None:
        """Count what was chosen: by what ended the options that ended it, shape (options ending,
        1 or worlds), by the rest of each world what it goes on with.
        """
        counts = getattr(self, who)[week]
        going_on = parts - ended.sum(axis=0)
        counts += np.bincount(getattr(world, who), going_on, counts.size).astype(np.int64)
        counts[ending] += ended.sum(axis=1).astype(np.int64)

    def _count_states(self, week: int, world: World, parts: Whole) -> None:
        self.living[week] += parts.sum()
        values = np.array([getattr(world, name) for name in QUANTITIES])
        kernels.count_in_bins(self.states[week], values, _SCALE, parts)
        for place, (name, farthest) in enumerate(FARTHEST.items()):
            value, top = getattr(world, name), TOP[name]
            far = np.flatnonzero(value > top)
            if far.size:  # the last bin holds them until now
                bins = (value[far] - top) * (FAR_BINS / (farthest - top))
                bins = np.minimum(bins.astype(np.int64), FAR_BINS - 1)
                np.add.at(self.beyond[week, place], bins, parts[far])
                self.states[week, QUANTITIES.index(name), -1] -= parts[far].sum()

    def far(self, week: int, name: str) -> tuple[Whole, float]:
        """What lies beyond the scale of a quantity in a week, shape (far bins,), and their end."""
        if name not in FARTHEST:
            return _NOTHING, TOP[name]
        return self.beyond[week, list(FARTHEST).index(name)], FARTHEST[name]

    def merge(self, other: Weekly) -> None:
        """Add the counts of other worlds."""
        for each in fields(self):
            getattr(self, each.name)[...] += getattr(other, each.name)


def quantiles(
    counts: Whole,
    top: float,
    far: Whole = _NOTHING,
    end: float = 0.0,
    levels: tuple[float, ...] = QUANTILES,
) -> list[float]:
    """Quantiles of a quantity from its counts, shape (bins,), and from those beyond its scale,
    which end at `end`: straight lines within bins. Nan where nothing was counted.
    """
    together = np.concatenate([counts, far])
    total = together.sum()
    if total == 0:
        return [float("nan")] * len(levels)
    cumulative = np.concatenate([[0], np.cumsum(together)]) / total
    farther = np.linspace(top, end, len(far) + 1)[1:]
    edges = np.concatenate([np.linspace(0, top, len(counts) + 1), farther])
    return [float(value) for value in np.interp(levels, cumulative, edges)]


def mean(counts: Whole, top: float, far: Whole = _NOTHING, end: float = 0.0) -> float:
    """Mean of a quantity from the same counts, to half a bin; nan where nothing was counted."""
    total = counts.sum() + far.sum()
    middles = (np.arange(len(counts)) + 0.5) * top / len(counts)
    farther = top + (np.arange(len(far)) + 0.5) * (end - top) / max(len(far), 1)
    return float(((counts * middles).sum() + (far * farther).sum()) / total) if total else nan
