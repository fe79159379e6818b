"""Two treatments on common luck: what becomes of the same worlds, counted shard by shard.

The chances of an event in the same worlds are compared, 0 or 1 where endings were drawn. The worlds
that a treatment turned are counted by the dice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from scipy.special import stdtrit

from experiments.store.worlds import EVENTS, IN_POWER, Reader, TreatmentWorlds
from sim.estimates.intervals import (
    ENOUGH,
    Estimate,
    average,
    effective,
    paired_difference,
    rate,
)
from sim.machine.arrays import Bools, Floats


@dataclass
class Pairs:
    """Counts of worlds by what happened in them under both treatments."""

    both: int = 0
    gained: int = 0  # happened with the treatment only
    lost: int = 0  # happened with the reference only
    neither: int = 0
    # sums and sums of squares: treated, reference, difference
    moments: Floats = field(default_factory=lambda: np.zeros((3, 2)))

    @property
    def worlds(self) -> int:
        """How many worlds both treatments have."""
        return self.both + self.gained + self.lost + self.neither

    def add_drawn(self, treated: Bools, reference: Bools) -> None:
        """Count what the dice brought in some worlds."""
        self.both += int(np.count_nonzero(treated & reference))
        self.gained += int(np.count_nonzero(treated & ~reference))
        self.lost += int(np.count_nonzero(~treated & reference))
        self.neither += int(np.count_nonzero(~treated & ~reference))

    def add_chances(self, treated: Floats, reference: Floats) -> None:
        """Add the chances of some worlds."""
        self.moments += [
            [each.sum(), (each * each).sum()] for each in (treated, reference, treated - reference)
        ]

    @property
    def certain(self) -> bool:
        """Whether every chance is 0 or 1: the sums are those of the squares."""
        return bool((self.moments[:2, 0] == self.moments[:2, 1]).all())

    @property
    def variances(self) -> Floats:
        """Variance over worlds of the chances: treated, reference, difference."""
        n = self.worlds
        return (self.moments[:, 1] - self.moments[:, 0] ** 2 / n) / max(n - 1, 1)

    @property
    def difference(self) -> Estimate:
        """Effect of the treatment on the event, with its interval."""
        if self.certain:
            counts = (self.both, self.gained, self.lost, self.neither)
            return paired_difference(
                np.repeat([True, True, False, False], counts),
                np.repeat([True, False, True, False], counts),
            )
        mean = float(self.moments[2, 0] / self.worlds)
        arms = [self._arm(place) for place in (0, 1)]
        if min(effective(*self.moments[place]) for place in (0, 1)) < ENOUGH:
            return _apart(*arms)
        error = np.sqrt(max(self.variances[2], 0.0) / self.worlds)
        reach = float(stdtrit(max(self.worlds - 1, 1), 0.975) * error)
        return Estimate(mean * self.worlds, self.worlds, mean, mean - reach, mean + reach)

    @property
    def arms(self) -> tuple[Estimate, Estimate]:
        """The chance of the event under the treatment and under the reference, in these worlds."""
        if self.certain:
            mine, its = self.both + self.gained, self.both + self.lost
            return rate(mine, self.worlds), rate(its, self.worlds)
        return self._arm(0), self._arm(1)

    def _arm(self, place: int) -> Estimate:
        return average(
            float(self.moments[place, 0] / self.worlds),
            float(max(self.variances[place], 0.0)),
            self.worlds,
        )

    @property
    def saved(self) -> float:
        """How many times more worlds independent luck would need for the same interval.

        Nan where nothing differs.
        """
        n = self.worlds
        if not self.certain:
            one, other, both = self.variances
            return float((one + other) / both) if both > 0 else float("nan")
        p, q = (self.both + self.gained) / n, (self.both + self.lost) / n
        paired = (self.gained + self.lost) / n - (p - q) ** 2
        return (p * (1 - p) + q * (1 - q)) / paired if paired > 0 else float("nan")


def _apart(one: Estimate, other: Estimate) -> Estimate:
    """The difference of two estimates of which one rests on few worlds, as if their luck were not
    common: what the intervals leave room for.
    """
    mean = one.probability - other.probability
    below = np.hypot(one.probability - one.low, other.high - other.probability)
    above = np.hypot(one.high - one.probability, other.probability - other.low)
    worlds = one.worlds
    return Estimate(mean * worlds, worlds, mean, float(mean - below), float(mean + above))


def paired(treated: TreatmentWorlds, reference: TreatmentWorlds) -> dict[str, Pairs]:
    """The pairs of every event that both know, over the worlds that both have.

    One shard of each in memory at a time.
    """
    pairs: dict[str, Pairs] = defaultdict(Pairs)
    others = Reader(reference)
    for rows in treated.events():
        for other in others.between(int(rows.numbers[0]), int(rows.numbers[-1]) + 1):
            _, mine, its = np.intersect1d(
                rows.numbers, other.numbers, assume_unique=True, return_indices=True
            )
            for event in rows.happened.keys() & other.happened.keys():
                pairs[event].add_drawn(rows.happened[event][mine], other.happened[event][its])
                pairs[event].add_chances(rows.chances[event][mine], other.chances[event][its])
    return {event: pairs[event] for event in (*EVENTS, IN_POWER) if event in pairs}
