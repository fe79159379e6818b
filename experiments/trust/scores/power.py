"""What this record could decide: how often its windows would tell two forecasters apart, were the
one or the other right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.trust.scores.differences import BLOCK, block_interval
from sim.machine.arrays import Bools, Floats, Whole

RECORDS, SEED = 200, 1
DECIDES = 0.5  # below it the record is said to decide nothing
LEAST = 1e-9  # chance of a class that a forecaster rules out: a record may hold it all the same


@dataclass(frozen=True)
class Power:
    """How often the interval leaves out nought on the right side."""

    if_first: float  # in records drawn from the first forecaster
    if_second: float

    @property
    def least(self) -> float:
        """The lower of the two."""
        return min(self.if_first, self.if_second)

    @property
    def sentence(self) -> str:
        """What is to be said of it; nothing where the record can decide."""
        return "" if self.least >= DECIDES else "This record cannot decide."


def power(first: Floats, second: Floats, records: int = RECORDS, block: int = BLOCK) -> Power:
    """How often the two would be told apart, from forecasts over classes, shape (windows, classes)
    each.
    """
    rng = np.random.default_rng(SEED)
    better_first, _ = told_apart(first, second, drawn(first, records, rng), block)
    _, better_second = told_apart(first, second, drawn(second, records, rng), block)
    return Power(float(better_first.mean()), float(better_second.mean()))


def drawn(shares: Floats, records: int, rng: np.random.Generator) -> Whole:
    """Records drawn from a forecast, windows apart from each other, shape (records, windows)."""
    edges = np.cumsum(shares, axis=1)
    lots = rng.random((records, len(shares), 1)) * edges[None, :, -1:]
    classes: Whole = (lots >= edges[None, :, :-1]).sum(axis=2)
    return classes


def told_apart(
    first: Floats, second: Floats, records: Whole, block: int = BLOCK
) -> tuple[Bools, Bools]:
    """In which records, shape (records, windows), the first is found better by log score, and in
    which the second, shape (records,) each.
    """
    windows = np.arange(records.shape[1])
    logs = [np.log(np.maximum(each, LEAST))[windows, records] for each in (first, second)]
    low, high = block_interval(logs[1] - logs[0], block)
    return high < 0, low > 0
