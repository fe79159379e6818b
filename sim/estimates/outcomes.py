"""What came out: outcomes, reasons, and how sure the numbers are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim import showing
from sim.estimates.entries import Entries
from sim.estimates.histories import Histories
from sim.estimates.intervals import Estimate, average, rate, shares
from sim.estimates.masses import Masses, estimate
from sim.estimates.weekly import Weekly
from sim.machine.arrays import Bools, Floats
from sim.world import ENTRIES, Block, Outcome, Rung

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Outcomes:
    """The worlds of one treatment and their estimates.

    Every number is P(... | model, assumptions).
    """

    histories: Histories
    weekly: Weekly
    masses: Masses
    entries: Entries | None = None  # followed to the horizon; None where nobody asked for it

    def __repr__(self) -> str:
        return f"<Outcomes of {showing.line(self)}>"

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        return showing.html(self)

    def frame(self, kind: str = "outcome") -> pd.DataFrame:
        """A tidy table: a row an `outcome`, a thing that `blocked` entry, a highest `rung`, or with
        `incidence` an outcome and week. Raises ValueError for another kind.
        """
        return showing.frame(self, kind)

    @property
    def entered(self) -> Bools:
        """Which worlds the dice ended in entry, shape (worlds,)."""
        return np.isin(self.histories.outcome, ENTRIES)

    def entry(self) -> Estimate:
        """P(entry by the horizon)."""
        return mean_of(self.histories.chances[list(ENTRIES)].sum(axis=0))

    def rates(self) -> dict[Outcome, Estimate]:
        """Probability of each outcome, each with its own interval."""
        return {outcome: mean_of(self.histories.chances[outcome]) for outcome in Outcome}

    def distribution(self) -> dict[Outcome, Estimate]:
        """Probability of each outcome by counting, with intervals that hold together [Goodman1965].

        Not where endings were foreseen.
        """
        if not _certain(self.histories.chances):
            raise ValueError(
                "simultaneous intervals are for counted endings: simulate with estimator='counted'"
            )
        return dict(
            zip(
                Outcome,
                shares(np.bincount(self.histories.outcome, minlength=len(Outcome))),
                strict=True,
            )
        )

    def incidence(self, outcome: Outcome) -> list[Estimate]:
        """P(outcome by the end of each week), the other endings competing.

        Only the horizon censors [AalenJohansen1978].
        """
        return [estimate(sums, self.histories.worlds) for sums in self.masses.incidence[outcome]]

    def blocked(self) -> dict[Block, Estimate]:
        """What blocked entry, as a share of all worlds."""
        return {block: mean_of(self.histories.blocks[block]) for block in Block}

    def highest_rung(self) -> dict[Rung, Estimate]:
        """The highest rung reached, as a share of all worlds."""
        return {rung: mean_of(self.histories.rungs[rung]) for rung in Rung}


def mean_of(chances: Floats) -> Estimate:
    """Mean chance over worlds: a count where every chance is 0 or 1."""
    worlds = chances.size
    if _certain(chances):
        return rate(round(float(chances.sum())), worlds)
    variance = float(chances.var(ddof=1)) if worlds > 1 else 0.0
    return average(float(chances.mean()), variance, worlds)


def _certain(chances: Floats) -> bool:
    """Whether every chance is 0 or 1."""
    return bool(((chances == 0) | (chances == 1)).all())
