"""What holds over all treatments, found in one pass: there may be a hundred thousand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.machine.arrays import Floats
from sim.numbers import rare

if TYPE_CHECKING:
    from experiments.findings.found import Finding

LEVELS = {"lowest": 0.0, "5 %": 0.05, "median": 0.5, "95 %": 0.95, "highest": 1.0}


@dataclass(frozen=True)
class Overview:
    """The ends of what was found, and in how many treatments something is so."""

    entry: Floats  # P(entry), shape (treatments,)
    worlds: tuple[int, int]  # of a treatment: the fewest, the most
    rare: int  # treatments in which entry is too rare to say how rare
    bound: float  # below which it is in all of these
    obstacles: Counter[str]  # treatments in which each is what most often stands in the way

    @property
    def fewest(self) -> int:
        """The treatment in which entry is rarest."""
        return int(self.entry.argmin())

    @property
    def most(self) -> int:
        """The treatment in which entry is most frequent."""
        return int(self.entry.argmax())

    def places(self, times: Sequence[int]) -> dict[str, int]:
        """The draw that so large a share of the draws does not exceed, for each of `LEVELS`."""
        order = np.argsort(self.entry, kind="stable")
        reached = np.cumsum(np.asarray(times)[order]) / sum(times)
        at = np.searchsorted(reached, np.array(list(LEVELS.values())) - 1e-12)
        return dict(zip(LEVELS, order[at].tolist(), strict=True))


def overview(found: Sequence[Finding]) -> Overview:
    """What holds over all treatments, of which there is at least one."""
    entry, worlds, obstacles = np.empty(len(found)), set(), Counter[str]()
    untold, bound = 0, 0.0
    for place, each in enumerate(found):
        entry[place] = each.entry.probability
        worlds.add(each.worlds)
        if rare(each.entry):
            untold, bound = untold + 1, max(bound, each.entry.high)
        reason, share = max(each.blocks.items(), key=lambda item: item[1].count)
        if share.count > 0:
            obstacles[reason] += 1
    return Overview(entry, (min(worlds), max(worlds)), untold, bound, obstacles)
