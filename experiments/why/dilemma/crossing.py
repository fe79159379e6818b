"""The pressure at which entering becomes his better chance, with an interval.

Between two levels the difference is taken to be a straight line. The interval is a bootstrap over
worlds: a world is drawn with all its pressures, for its luck is the same at each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from experiments.why.dilemma.answers import BELOW, ENTERS, FEW, YEAR
from experiments.why.dilemma.readings import BEST, members
from experiments.why.dilemma.records import Lives
from sim.machine.arrays import Bools, Floats
from sim.world import Rung

AGAINST: Mapping[str, tuple[Rung, ...]] = {
    BEST: BELOW,
    "posture": (Rung.POSTURE,),
    "refuse": (Rung.REFUSE,),
}
_TIMES = 1000  # worlds are drawn anew
_AT_ONCE = 100


@dataclass(frozen=True)
class Onset:
    """Where entering becomes his better chance: -inf where it is at every level, inf at none."""

    levels: tuple[float, ...]  # of pressure, at which enough worlds were asked
    at: float
    low: float
    high: float

    @property
    def told(self) -> bool:
        """Whether there is something to say: the interval leaves something out."""
        return bool(self.levels) and not (self.low == -inf and self.high == inf)


def crossing(
    lives: Mapping[float, Lives], worlds: int, group: str, held: int, against: str, seed: int = 0
) -> Onset:
    """The crossing of limited entry against some other answer (the best of several), a year after
    the first answer, from the lives at every level of pressure.
    """
    usable = {
        level: each for level, each in lives.items() if int(members(each, group).sum()) >= FEW
    }
    levels = tuple(sorted(usable))
    if not levels:
        return Onset(levels, inf, -inf, inf)
    rungs = (ENTERS, *AGAINST[against])
    table = np.array([_spread(usable[level], worlds, group, held, rungs) for level in levels])
    at = place(levels, differences(table, np.ones((1, worlds)))[0])
    drawn = np.array([place(levels, each) for each in resampled(table, seed)])
    low, high = np.quantile(drawn, (0.025, 0.975), method="closest_observation")
    return Onset(levels, at, float(low), float(high))


def place(levels: Sequence[float], difference: Floats) -> float:
    """The pressure from which a difference stays above nought; -inf where it always is, inf where
    it is not at the highest level.
    """
    if not difference[-1] > 0:
        return inf
    last = int(np.flatnonzero(~(difference > 0))[-1]) if (~(difference > 0)).any() else -1
    if last < 0:
        return -inf
    below, above = difference[last : last + 2]
    part = -below / (above - below)
    return float(levels[last] + part * (levels[last + 1] - levels[last]))


def resampled(table: Floats, seed: int) -> Floats:
    """Differences at every level over worlds drawn anew, shape (times, levels)."""
    worlds = table.shape[-1]
    luck = np.random.default_rng(seed)
    even = np.full(worlds, 1 / worlds)
    parts = [
        differences(table, luck.multinomial(worlds, even, size=_AT_ONCE).astype(float))
        for _ in range(_TIMES // _AT_ONCE)
    ]
    return np.concatenate(parts)


def differences(table: Floats, counts: Floats) -> Floats:
    """Entry less the best of the other answers where worlds count so many times, shape
    (times, levels); `table` holds the weight of a world and then its power by answer, shape
    (levels, 1 + answers, worlds).
    """
    sums = np.einsum("law,tw->tla", table, counts, optimize=True)
    shares = sums[..., 1:] / np.maximum(sums[..., :1], 1.0)
    gap: Floats = shares[..., 0] - shares[..., 1:].max(axis=-1)
    return gap


def _spread(lives: Lives, worlds: int, group: str, held: int, rungs: tuple[Rung, ...]) -> Floats:
    """Whether each world lived counts, and whether he is in power in it after each answer, shape
    (1 + answers, worlds).
    """
    where = members(lives, group)
    powers: list[Bools] = [lives.in_power(YEAR, (rung, held))[where] for rung in rungs]
    rows = np.zeros((1 + len(rungs), worlds))
    rows[:, lives.number[where].astype(np.int64)] = [np.ones(int(where.sum())), *powers]
    return rows
