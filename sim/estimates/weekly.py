"""What a week looks like across worlds: counts that add up over batches, and the quantiles
read off them.

Keeping counts instead of worlds makes memory flat in the number of worlds, and sums do not depend
on their order.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sim.agents.opposition import Tactic
from sim.agents.putin import Option
from sim.laws.choice import in_order
from sim.machine.arrays import Floats, Whole
from sim.machine.loops import kernels
from sim.world import ENTRY_RUNGS, Rung, State, World

BINS = 200
WHOLE = 2**20  # parts of a world: worlds are weighted
TOP = {  # of each quantity that is shown: the end of the last bin
    each.name: each.metadata["shown"] for each in fields(State) if each.metadata["shown"]
}
QUANTITIES = tuple(TOP)
_SCALE = np.array([BINS / top for top in TOP.values()])
CHOICES = {"putin": Option, "lukashenko": Rung, "opposition": Tactic}
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Weekly:
    """Counts of worlds, week by week, among those still being lived, in parts of `WHOLE`."""

    living: Whole  # (weeks,)
    states: Whole  # (weeks, quantities, bins): how many worlds have a quantity in a bin
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
            *choices,
        )

    def add(self, week: int, world: World, lived: Floats, ordered: Floats) -> None:
        """Count the worlds as they stand at the end of a week, each as much as it weighed when the
        week began, shape (worlds,); what ended on an order that was not drawn, shape (Putin's
        options, entry rungs, worlds), counts as having been on that option and on that rung.
        """
        parts, none = np.rint(lived * WHOLE), np.zeros((0, world.worlds))
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
        worlds), by the rest of each world what it goes on with.
        """
        counts = getattr(self, who)[week]
        going_on = parts - ended.sum(axis=0)
        counts += np.bincount(getattr(world, who), going_on, counts.size).astype(np.int64)
        counts[ending] += ended.sum(axis=1).astype(np.int64)

    def _count_states(self, week: int, world: World, parts: Whole) -> None:
        self.living[week] += parts.sum()
        values = np.array([getattr(world, name) for name in QUANTITIES])
        kernels.count_in_bins(self.states[week], values, _SCALE, parts)

    def merge(self, other: Weekly) -> None:
        """Add the counts of other worlds."""
        for each in fields(self):
            getattr(self, each.name)[...] += getattr(other, each.name)


def quantiles(counts: Whole, top: float, levels: tuple[float, ...] = QUANTILES) -> list[float]:
    """Quantiles of a quantity from its counts, shape (bins,): straight lines within bins.

    Nan where nothing was counted.
    """
    total = counts.sum()
    if total == 0:
        return [float("nan")] * len(levels)
    cumulative = np.concatenate([[0], np.cumsum(counts)]) / total
    edges = np.linspace(0, top, len(counts) + 1)
    return [float(value) for value in np.interp(levels, cumulative, edges)]


def mean(counts: Whole, top: float) -> float:
    """Mean of a quantity from its counts, to half a bin; nan where nothing was counted."""
    middles = (np.arange(len(counts)) + 0.5) * top / len(counts)
    total = counts.sum()
    return float((counts * middles).sum() / total) if total else float("nan")
