"""Whether two forecasters differ: per-window differences of their scores, and how sure they are.

Months hang together, so they are drawn again in blocks [Kunsch1989]. Few blocks vary less from draw
to draw than blocks do, so the draws are spread out. As they come, an interval of 90 % leaves out
the truth 16 times in 100 where 43 months are independent, and 23 times where neighbours correlate
by a half; spread out, 8 and 14 times. A handful of windows is judged by flipping signs, of which
five cannot give less than 1 in 32, and by leaving each out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.special import ndtri, stdtrit

from sim.machine.arrays import Floats

BLOCK, DRAWS, SEED = 6, 2000, 1  # months drawn together; how many new records; of chance
BLOCKS = {"month": BLOCK, "quarter": 2}  # the same half year, in windows of each kind
INTERVAL = (0.05, 0.95)
_ALIKE = 1e-12  # differences that differ by rounding only
MOST_FLIPPED = 20  # windows: a million ways to flip them


@dataclass(frozen=True)
class Difference:
    """The mean of per-window differences with its 90 % interval."""

    mean: float
    low: float
    high: float
    windows: int
    effective: float  # how many independent windows they are worth

    @property
    def told(self) -> bool:
        """Whether the interval leaves out nought."""
        return self.low > 0 or self.high < 0


def of_months(differences: Floats, block: int = BLOCK, draws: int = DRAWS) -> Difference:
    """The mean difference of consecutive windows, shape (windows,), by moving-block bootstrap.

    Raises ValueError for a single window.
    """
    bounds = block_interval(differences[None], block, draws)
    return _with_bounds(differences, *(float(bound[0]) for bound in bounds))


def of_windows(differences: Floats, draws: int = DRAWS) -> Difference:
    """The mean difference of windows that hang together with nothing, by Bayesian bootstrap
    [Rubin1981].
    """
    weights = np.random.default_rng(SEED).dirichlet(np.ones(len(differences)), draws)
    return _with_bounds(differences, *np.quantile(weights @ differences, INTERVAL).tolist())


def block_interval(
    differences: Floats, block: int = BLOCK, draws: int = DRAWS
) -> tuple[Floats, Floats]:
    """The 90 % intervals of mean differences, shape (records,) each, of records of consecutive
    windows, shape (records, windows).
    """
    windows = differences.shape[1]
    if windows < 2:
        raise ValueError("one window cannot be drawn in blocks: at least two are needed")
    block = max(1, min(block, windows // 2))
    drawn = differences @ block_weights(windows, block, draws).T
    low, high = np.quantile(drawn, INTERVAL, axis=1) - drawn.mean(axis=1)
    mean, spread = differences.mean(axis=1), _spread_out(windows, block)
    return mean + spread * low, mean + spread * high


def block_weights(windows: int, block: int = BLOCK, draws: int = DRAWS) -> Floats:
    """How much each window weighs in each new record, shape (draws, windows): blocks of neighbours
    drawn with replacement, end to end, and cut to length.
    """
    rng = np.random.default_rng(SEED)
    starts = rng.integers(windows - block + 1, size=(draws, -(-windows // block)))
    places = (starts[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :windows]
    weights = np.zeros((draws, windows))
    np.add.at(weights, (np.arange(draws)[:, None], places), 1 / windows)
    return weights


def effective_number(differences: Floats) -> float:
    """How many independent windows consecutive ones are worth: n (1 - r) / (1 + r), r the
    correlation of neighbours, and no more than there are.
    """
    if np.ptp(differences) <= _ALIKE:
        return float(len(differences))
    apart = differences - differences.mean()
    r = max(float(apart[1:] @ apart[:-1]) / float(apart @ apart), 0.0)
    return max(len(differences) * (1 - r) / (1 + r), 1.0)


def sign_flip(differences: Floats) -> float:
    """The chance of a mean as low as this were each window's sign a toss, exactly: small where the
    first of two forecasters is better. Raises ValueError for more than 20 windows.
    """
    windows = len(differences)
    if windows > MOST_FLIPPED:
        raise ValueError(f"{windows} windows have too many signs to flip: at most {MOST_FLIPPED}")
    signs = np.array(list(product((1.0, -1.0), repeat=windows)))
    means = signs @ np.abs(differences)
    rounding = _ALIKE * np.abs(differences).sum()
    return float(np.mean(means <= differences.sum() + rounding))


def leave_one_out(differences: Floats) -> Floats:
    """The mean without each window in turn, shape (windows,)."""
    rest: Floats = (differences.sum() - differences) / (len(differences) - 1)
    return rest


def _spread_out(windows: int, block: int) -> float:
    """By how much draws of few blocks are spread out: what their variance lacks, and Student's
    quantile for the normal one.
    """
    lacking = np.sqrt(windows / (windows - block))
    student = stdtrit(windows / block - 1, INTERVAL[1]) / ndtri(INTERVAL[1])
    return float(lacking * student)


def _with_bounds(differences: Floats, low: float, high: float) -> Difference:
    return Difference(
        mean=float(differences.mean()),
        low=low,
        high=high,
        windows=len(differences),
        effective=effective_number(differences),
    )
