"""What came out: outcomes, reasons, and how sure the numbers are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.agents.lukashenko import Rung
from sim.estimates import Estimate, rate, shares
from sim.histories import Histories
from sim.weekly import Weekly
from sim.world import ENTRIES, NEVER, Block, Outcome


@dataclass(frozen=True)
class Outcomes:
    """The worlds of one treatment and their estimates; every number is P(... | model, assumptions)."""

    histories: Histories
    weekly: Weekly

    @property
    def entered(self) -> NDArray[np.bool_]:
        """Which worlds ended in entry, shape (worlds,)."""
        return np.isin(self.histories.outcome, ENTRIES)

    def entry(self) -> Estimate:
        """P(entry by the horizon)."""
        return rate(int(self.entered.sum()), self.histories.worlds)

    def rates(self) -> dict[Outcome, Estimate]:
        """Probability of each outcome, each with its own interval."""
        return {outcome: rate(int(count), self.histories.worlds) for outcome, count in zip(Outcome, self._counts(), strict=True)}

    def distribution(self) -> dict[Outcome, Estimate]:
        """Probability of each outcome, with intervals that hold together [Goodman1965]."""
        return dict(zip(Outcome, shares(self._counts()), strict=True))

    def incidence(self, outcome: Outcome) -> list[Estimate]:
        """P(outcome by the end of each week), the other endings competing; only the horizon censors [AalenJohansen1978]."""
        weeks = len(self.weekly.living)
        ended = self.histories.ended[(self.histories.outcome == outcome) & (self.histories.ended != NEVER)]
        return [rate(int(count), self.histories.worlds) for count in np.cumsum(np.bincount(ended, minlength=weeks))]

    def blocked(self) -> dict[Block, Estimate]:
        """What blocked entry, as a share of all worlds."""
        return _shares_of(self.histories.blocked[~self.entered], Block, self.histories.worlds)  # type: ignore[return-value]

    def highest_rung(self) -> dict[Rung, Estimate]:
        """The highest rung reached, as a share of all worlds."""
        return _shares_of(self.histories.highest_rung, Rung, self.histories.worlds)  # type: ignore[return-value]

    def _counts(self) -> NDArray[np.int64]:
        return np.bincount(self.histories.outcome, minlength=len(Outcome))


def _shares_of(values: NDArray[np.int64], kinds: type[IntEnum], worlds: int) -> dict[IntEnum, Estimate]:
    counts = np.bincount(values, minlength=len(kinds))
    return {kind: rate(int(counts[kind]), worlds) for kind in kinds}
