"""What became of him: how often his rule has which fate, of all worlds, of those that entered and
of those that did not.

Where endings were foreseen, worlds without entry have chances of each fate, and entry has branches
that weigh as much as the entry they stand for (docs/estimators.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from experiments.findings.weighed import Pair, pair, share, together, worth
from experiments.store.counts import Counts
from sim.estimates.entries import FEW
from sim.estimates.fates import AFTER, KNOWN
from sim.estimates.intervals import Estimate, average, rate, weighted_share
from sim.estimates.masses import ONE, estimate, exact
from sim.machine.arrays import Whole
from sim.world import Fate

FATES = tuple(fate.name.lower() for fate in KNOWN)
HORIZON = "horizon"
GROUPS = ("all", "entered", "not entered")


@dataclass(frozen=True)
class Group:
    """Some of the worlds, and what had become of them at some time."""

    name: str
    after: str  # the horizon, or weeks after entry
    worth: float  # worlds of equal weight that would tell as much
    how: str  # counted, foreseen, or branched
    shares: Mapping[str, Estimate]

    @property
    def enough(self) -> bool:
        """Whether there are worlds enough to say anything."""
        return self.worth >= FEW


def fate_groups(counts: Counts, foreseen: bool) -> Iterator[Group]:
    """By the horizon: all worlds, those that entered and those that did not; those that entered, so
    many weeks later.
    """
    yield everyone(counts, foreseen)
    for time, after in times(counts):
        yield of_entries(counts.fates.became[time], after, FATES, foreseen)
    yield stayed_out(counts, foreseen)


def everyone(counts: Counts, foreseen: bool) -> Group:
    """All worlds, at the horizon."""
    worlds, sums = int(counts.worlds[0]), counts.fates.together
    shares = {name: _mean(sums[place], worlds) for place, name in enumerate(FATES)}
    return Group(GROUPS[0], HORIZON, worlds, _how("branched", foreseen), shares)


def entered(counts: Counts, foreseen: bool) -> Group:
    """Those that entered, at the horizon."""
    return of_entries(counts.fates.became[0], HORIZON, FATES, foreseen)


def stayed_out(counts: Counts, foreseen: bool) -> Group:
    """Those that did not enter, at the horizon."""
    worlds, alone = int(counts.worlds[0]), counts.fates.alone
    gone, gone_squares = pair(alone[Fate.NOT_FOLLOWED])
    left = worlds * ONE - gone, worlds * ONE - 2 * gone + gone_squares
    how, shares = _how("foreseen", foreseen), {}
    for place, name in enumerate(FATES):
        mine, both = pair(alone[place]), exact(counts.fates.beside[place, 1])
        shares[name] = _ratio(mine, both, left, worlds)
    return Group(GROUPS[2], HORIZON, worth(*left), how, shares)


def times(counts: Counts) -> Iterator[tuple[int, str]]:
    """When it is looked, by place and in words, as far as worlds are lived so long."""
    yield 0, HORIZON
    weeks = counts.living.size
    yield from ((1 + place, f"{each} weeks") for place, each in enumerate(AFTER) if each < weeks)


def of_entries(sums: Whole, after: str, names: Sequence[str], foreseen: bool) -> Group:
    """Shares of the entries, from sums of their weights by kind, shape (kinds, 2, 3)."""
    total, squares = pair(together(sums))
    shares = {
        name: share(exact(sums[place, 0]), total, squares, foreseen)
        for place, name in enumerate(names)
    }
    how = _how("branched", foreseen)
    return Group(GROUPS[1], after, worth(total, squares), how, shares)


def _mean(sums: Whole, worlds: int) -> Estimate:
    """A mean over worlds; branches may bring it beyond 1, and then every world counts."""
    return rate(worlds, worlds) if exact(sums[0]) > worlds * ONE else estimate(sums, worlds)


def _ratio(of_fate: Pair, both: int, of_all: Pair, worlds: int) -> Estimate:
    """The share that a fate has of no entry, from sums and sums of squares of their chances, and of
    both together squared, in units of `ONE`. A count where every chance is 0 or 1; elsewhere the
    interval is that of a mean whose spread is the ratio's, linearised [Cochran1977].
    """
    (mine, squares), (left, left_squares) = of_fate, of_all
    if left == 0:
        return weighted_share(0.0, 0.0, 0.0)
    if mine == squares and left == left_squares and mine % ONE == left % ONE == 0:
        return rate(mine // ONE, left // ONE)
    product = both - squares - left_squares  # twice the sum of products
    spread = squares * left**2 - mine * left * product + mine**2 * left_squares
    per_world = max(spread, 0) * ONE * worlds**2 / (left**4 * max(worlds - 1, 1))
    return average(mine / left, per_world, worlds)


def _how(otherwise: str, foreseen: bool) -> str:
    return otherwise if foreseen else "counted"
