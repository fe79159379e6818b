"""What forecasts have to beat: rules of thumb that need only the record before the origin.

Each is as strong as it can be made without hindsight: persistence spreads what it does not keep,
and the rate of entry is updated month by month.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np

from experiments.trust.record.statistics import CLASSES
from experiments.trust.scores.chains import Chain
from experiments.trust.scores.windows import Observed, Window, courses, known_by, of_kind
from sim.machine.arrays import Floats, Whole

KEPT = 0.7  # how often persistence keeps the last class, else it draws from what has been
LAPLACE = 1.0  # what each class is given beside its count
LIGHT = 0.25  # the same, one month in all
ZERO, JEFFREYS = "always zero", "Jeffreys"


def frequency(past: Whole, since: Whole, weight: float = LAPLACE) -> Chain:
    """The classes of all blocks and months so far, as often as they were, each given a weight."""
    counts = np.bincount(np.concatenate((past, since)), minlength=len(CLASSES)) + weight
    shares = counts / counts.sum()
    return Chain(shares, np.tile(shares, (len(CLASSES), 1)))


def persistence(past: Whole, since: Whole, kept: float = KEPT) -> Chain:
    """The last class again with a given chance, else one as often as it was."""
    drawn = frequency(past, since).transition
    return _from_last(past, since, kept * np.eye(len(CLASSES)) + (1 - kept) * drawn)


def fitted_persistence(past: Whole, since: Whole) -> Chain:
    """Persistence that keeps the last class as often as the blocks of 2022 kept theirs."""
    return persistence(past, since, share_kept(past))


def share_kept(past: Whole) -> float:
    """How often a block was like the one before it, one kept and one changed added."""
    return float((np.sum(past[1:] == past[:-1]) + LAPLACE) / (len(past) - 1 + 2 * LAPLACE))


def markov(past: Whole, since: Whole) -> Chain:
    """The chain of the blocks of 2022: as often as each class followed each, and once more."""
    counts = np.full((len(CLASSES), len(CLASSES)), LAPLACE)
    np.add.at(counts, (past[:-1], past[1:]), 1)
    return _from_last(past, since, counts / counts.sum(axis=1, keepdims=True))


LADDER: Mapping[str, Callable[[Whole, Whole], Chain]] = {
    "frequency": frequency,
    "frequency, light weight": lambda past, since: frequency(past, since, LIGHT),
    "persistence .7": persistence,
    "persistence fitted on 2022": fitted_persistence,
    "Markov chain of 2022": markov,
}


def ladder(
    window: Window, quantity: str, coding: str, origin: date | None = None
) -> dict[str, Floats]:
    """Every baseline's forecast of the class of the course in a window, shape (classes,) each, made
    on a day: that of a rolling forecast unless one is given.
    """
    seen = known_by(origin or window.origin)
    past, since = (
        courses([each for each in seen if each.window.kind == kind], quantity, coding)
        for kind in ("past", "month")
    )
    chains = {name: rule(past, since).later(lead(seen, window)) for name, rule in LADDER.items()}
    months = window.months
    return {
        name: chain.highest(months) if quantity == "highest" else chain.longest(months)
        for name, chain in chains.items()
    }


def entry(window: Window, origin: date | None = None) -> dict[str, float]:
    """Every baseline's P(entry in a window), made on a day: that of a rolling forecast unless one
    is given.
    """
    seen = known_by(origin or window.origin)
    if any(each.entry for each in seen):
        raise ValueError(f"{window.key}: entry was before the origin, and nothing is left to ask")
    first = lead(seen, window)
    return {ZERO: 0.0, JEFFREYS: jeffreys(len(seen), window.months, first)}


def ladder_table(
    windows: Sequence[Window], quantity: str, coding: str, origin: date | None = None
) -> dict[str, Floats]:
    """Every baseline's forecasts of the class of the course in some windows, shape (windows,
    classes) each.
    """
    each = [ladder(window, quantity, coding, origin) for window in windows]
    return {name: np.array([of[name] for of in each]) for name in LADDER}


def entry_table(windows: Sequence[Window], origin: date | None = None) -> dict[str, Floats]:
    """Every baseline's P(entry) in some windows, shape (windows,) each."""
    each = [entry(window, origin) for window in windows]
    return {name: np.array([of[name] for of in each]) for name in (ZERO, JEFFREYS)}


def jeffreys(months: int, ahead: int, lead: int = 0) -> float:
    """P(entry within `ahead` months that begin `lead` months from now) after so many months without
    any: the rate has Jeffreys' prior, beta(1/2, 1/2), and is learned from every month.
    """
    return none_within(months, lead) - none_within(months, lead + ahead)


def none_within(months: int, ahead: int) -> float:
    """P(no entry in the months ahead) after so many months without any."""
    tried = months + np.arange(ahead)
    return float(np.prod((tried + 0.5) / (tried + 1)))


def lead(seen: Sequence[Observed], window: Window) -> int:
    """How many months lie between what has been seen and a window."""
    last = seen[-1].window.last
    return sum(last < month.first and month.last < window.first for month in of_kind("month"))


def _from_last(past: Whole, since: Whole, transition: Floats) -> Chain:
    """The chain that goes on from the last class of the record."""
    last = int(np.concatenate((past, since))[-1])
    return Chain(transition[last], transition)
