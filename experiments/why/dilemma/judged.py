"""How often he judges rightly: what he believed safest, what he chose, and what the other answer
would have brought in the same world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.why.dilemma.answers import BELOW, ENTERS, FEW, YEAR
from experiments.why.dilemma.records import Lives
from sim.estimates.intervals import Estimate, paired_difference, rate
from sim.machine.arrays import Bools

RIGHTLY, WRONGLY = "only his answer keeps him in power", "only the other one would have"


@dataclass(frozen=True)
class Judged:
    """One figure of his judgement."""

    quantity: str
    of: str  # which worlds
    estimate: Estimate
    points: bool = False  # a difference in points of a share, not a share


def judged(lives: Lives, held: int) -> Iterator[Judged]:
    """Every figure; the other answer is kept for `held` weeks, he answers as he likes. Figures of
    fewer than 30 worlds are left out.
    """
    asked, enters = "all worlds asked", "where he answers with entry"
    entering = lives.choice >= ENTERS
    safest = np.nan_to_num(lives.own, nan=-1.0).argmax(axis=0) >= ENTERS
    own, other = lives.in_power(YEAR), the_other(lives, held)
    yield from _share("he believes entry is safest", asked, safest)
    yield from _share("he answers with entry", asked, entering)
    yield from _share("the army goes", enters, lives.went[entering])
    yield from _hindsight(asked, own, other)
    if entering.sum() >= FEW:
        mine, best = own[entering], other[entering]
        yield from _share("in power a year later", enters, mine)
        yield from _share("in power with the lower rung that he should have expected most of",
                          enters, best)  # fmt: skip
        yield Judged("entering less that rung", enters, paired_difference(mine, best), points=True)
        yield from _hindsight(enters, mine, best)


def the_other(lives: Lives, held: int) -> Bools:
    """Whether he is in power a year later with the other answer, shape (worlds,): for who entered
    the lower rung of which the law of his belief, knowing the army, expects most; for who did not,
    limited entry.
    """
    below = np.array([lives.in_power(YEAR, (rung, held)) for rung in BELOW])
    best = np.nan_to_num(lives.true[list(BELOW)], nan=-1.0).argmax(axis=0)
    lower = np.take_along_axis(below, best[None], axis=0)[0]
    return np.where(lives.choice >= ENTERS, lower, lives.in_power(YEAR, (ENTERS, held)))


def _hindsight(of: str, own: Bools, other: Bools) -> Iterator[Judged]:
    yield from _share(RIGHTLY, of, own & ~other)
    yield from _share(WRONGLY, of, ~own & other)


def _share(quantity: str, of: str, marked: Bools) -> Iterator[Judged]:
    if marked.size >= FEW:
        yield Judged(quantity, of, rate(int(marked.sum()), marked.size))
