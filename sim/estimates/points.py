"""What became of the worlds of many points: a probability and its interval for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.estimates.histories import Histories
from sim.estimates.intervals import Estimate
from sim.estimates.masses import ROWS, rows_of
from sim.estimates.outcomes import mean_of
from sim.machine.arrays import Floats
from sim.numbers import percent

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class PointOutcomes:
    """What became of the worlds of an ensemble, point by point."""

    columns: Mapping[str, NDArray[Any]]  # what is varied, one value a point
    worlds: int  # of each point
    histories: Histories  # a row a world, point by point

    def __repr__(self) -> str:
        low, high = self.probability().min(), self.probability().max()
        told = f"P(entry) from {percent(float(low))} to {percent(float(high))}"
        return f"<PointOutcomes of {self.points:,} points with {self.worlds:,} worlds each: {told}>"

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        return str(self.frame()._repr_html_())  # type: ignore[operator]

    @property
    def points(self) -> int:
        """How many points there are."""
        return self.histories.worlds // self.worlds

    def chances(self, outcome: str = "entry") -> Floats:
        """Chance of an outcome in each world, shape (points, worlds): 0 or 1 where endings were
        drawn. Outcomes are those of `ROWS`: `entry` is limited or full, `fall` the regime's.
        """
        rows = rows_of(self.histories.chances)
        chances: Floats = rows[ROWS.index(outcome)].reshape(self.points, self.worlds)
        return chances

    def probability(self, outcome: str = "entry") -> Floats:
        """P(outcome) at each point, shape (points,)."""
        mean: Floats = self.chances(outcome).mean(axis=1)
        return mean

    def interval(self, outcome: str = "entry") -> tuple[Floats, Floats]:
        """The two ends of the 95 % interval of P(outcome) at each point, shape (points,)."""
        estimates = self.estimates(outcome)
        low, high = ([getattr(each, end) for each in estimates] for end in ("low", "high"))
        return np.array(low), np.array(high)

    def estimates(self, outcome: str = "entry") -> list[Estimate]:
        """P(outcome) at each point, with its interval and its number of worlds."""
        return [mean_of(each) for each in self.chances(outcome)]

    def frame(self) -> pd.DataFrame:
        """A row a point: what is varied, the worlds, P(entry) with its interval, and the
        probability of every outcome.
        """
        import pandas as pd

        low, high = self.interval()
        varied = {path: list(values) for path, values in self.columns.items()}
        others = {name: self.probability(name) for name in ROWS if name != "entry"}
        return pd.DataFrame(
            {
                **varied,
                "worlds": self.worlds,
                "entry": self.probability(),
                "low": low,
                "high": high,
                **others,
            }
        )
