"""Draws of parameters that live worlds of their own: worlds are nested in draws.

One-way random effects [Searle1992]: the means of draws differ by the parameters and by the luck of
the worlds inside. P(event) is the mean of the draws' means, and its interval is Student's, with as
many degrees of freedom as there are draws less one. Where a draw counts several times its luck is
there once, and is not averaged out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.machine.arrays import Floats, Whole


@dataclass
class Nesting:
    """Sums over the worlds of each draw of the chance of one event."""

    times: Whole  # how often each treatment was drawn
    worlds: Whole  # of each treatment, shape (treatments,)
    by_draw: Floats  # chances, summed over worlds
    squares: Floats  # likewise of their squares

    @classmethod
    def of(cls, times: Whole) -> Nesting:
        """Nothing added yet."""
        none = np.zeros(times.size)
        return cls(times, np.zeros(times.size, dtype=np.int64), none, none.copy())

    def add(self, places: Whole, chances: Floats) -> None:
        """Add some worlds: of which treatment each is, and its chance."""
        size = self.times.size
        self.worlds += np.bincount(places, minlength=size)
        self.by_draw += np.bincount(places, chances, size)
        self.squares += np.bincount(places, chances * chances, size)

    @property
    def draws(self) -> int:
        """How many draws there are, equal ones included."""
        return int(self.times.sum())

    @property
    def fewest(self) -> int:
        """The fewest worlds that a draw has."""
        return int(self.worlds.min())

    @property
    def probability(self) -> float:
        """The mean of the draws' means."""
        return float(self.times @ self.means) / self.draws

    @property
    def means(self) -> Floats:
        """The mean chance of each treatment."""
        return self.by_draw / self.worlds

    @property
    def luck(self) -> float:
        """Variance between the worlds of a draw; nan where no draw has two."""
        inside = self.squares - self.by_draw**2 / self.worlds
        freedom = float(self.times @ (self.worlds - 1))
        return float(self.times @ np.maximum(inside, 0.0)) / freedom if freedom else float("nan")

    @property
    def spread(self) -> float:
        """Variance between the means of draws."""
        return float(self.times @ (self.means - self.probability) ** 2) / (self.draws - 1)

    @property
    def parameters(self) -> float:
        """Variance that is due to the parameters: that of means, less their luck; nan where that
        is not known.
        """
        lucky = self.luck * float((self.times / self.worlds).sum()) / self.draws
        return float(np.maximum(self.spread - lucky, 0.0))

    @property
    def error(self) -> float:
        """Standard error of the mean over draws."""
        alone = self.spread / self.draws
        if np.isnan(self.luck):
            return float(np.sqrt(alone))
        lucky = self.luck * float((self.times**2 / self.worlds).sum()) / self.draws**2
        return float(np.sqrt(max(alone, self.parameters / self.draws + lucky)))
