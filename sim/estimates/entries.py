"""Worlds that have entered the war, and what became of his rule: counted, or branches that weigh as
much as the entry they stand for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.estimates.histories import Histories
from sim.estimates.intervals import Estimate, effective, weighted
from sim.machine.arrays import Bools, Floats
from sim.world import ENTRIES, NEVER, Fate

FEW = 30  # entries, in effect, below which nothing is said of what became of them


@dataclass(frozen=True)
class Entries:
    """The worlds that entered, in their order, and how much each weighs, shape (entries,)."""

    weight: Floats  # 1 where endings were counted
    histories: Histories
    weeks: int  # for which worlds are lived

    @classmethod
    def counted(cls, histories: Histories, weeks: int) -> Entries:
        """Those of worlds whose endings were drawn."""
        entered = np.flatnonzero(np.isin(histories.outcome, ENTRIES))
        return cls(np.ones(entered.size), histories.taken(entered), weeks)

    @classmethod
    def joined(cls, parts: Sequence[Entries]) -> Entries:
        """Those of several batches, in their order."""
        weights = np.concatenate([each.weight for each in parts])
        return cls(weights, Histories.joined([each.histories for each in parts]), parts[0].weeks)

    @property
    def effective(self) -> float:
        """How many entries of equal weight would tell as much."""
        if self.weight.size == 0:
            return 0.0
        return effective(float(self.weight.sum()), float((self.weight**2).sum()))

    def after(self, weeks: int) -> dict[Fate, Estimate]:
        """What has become of his rule so many weeks after entry, as shares of the entries that are
        followed so long.
        """
        told = self.histories
        fell = (told.fell != NEVER) & (told.fell <= told.ended + weeks)
        became, enough = np.where(fell, told.fate, int(Fate.IN_POWER)), self.followed(weeks)
        return {
            fate: self.share(became == fate, enough) for fate in Fate if fate != Fate.NOT_FOLLOWED
        }

    def followed(self, weeks: int) -> Bools:
        """Which entries come so many weeks before the horizon, or earlier."""
        followed: Bools = self.histories.ended + weeks < self.weeks
        return followed

    def share(self, marked: Bools, among: Bools) -> Estimate:
        """The share of some entries that are marked."""
        return weighted(marked & among, self.weight * among)
