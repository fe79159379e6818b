"""Findings: what a study found, treatment by treatment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from experiments.findings.became import Group, entered, everyone, stayed_out
from experiments.findings.rates import (
    BLOCKS,
    OUTCOMES,
    RUNGS,
    Rates,
    block_rates,
    fall_rate,
    outcome_rates,
    rung_rates,
)
from experiments.store.counts import Counts
from sim.estimates.intervals import Estimate
from sim.estimates.many import Estimates, estimates
from sim.estimates.masses import ROWS
from sim.machine.arrays import Whole

if TYPE_CHECKING:
    from experiments.plan.study import Study
    from experiments.plan.treatments import Treatment
    from experiments.plan.values import Value
    from experiments.store.ledger import Ledger
    from experiments.store.units.stripes import Stripe


@dataclass(frozen=True)
class Finding:
    """What was found under one treatment."""

    values: Mapping[str, object]  # the swept values
    worlds: int
    outcomes: Rates
    blocks: Rates
    rungs: Rates
    fall: Estimate  # P(the regime falls first)
    fates: Sequence[Group] = ()  # of all, entered, not entered; none where entry is not followed

    @classmethod
    def of(cls, treatment: Treatment, counts: Counts) -> Finding:
        """What the counts of a treatment say."""
        foreseen = treatment.estimator == "conditional"
        groups = (everyone, entered, stayed_out) if treatment.follow_entry else ()
        return cls(
            values=treatment.values,
            worlds=int(counts.worlds[0]),
            outcomes=outcome_rates(counts),
            blocks=block_rates(counts),
            rungs=rung_rates(counts),
            fall=fall_rate(counts),
            fates=[group(counts, foreseen) for group in groups],
        )

    @property
    def entry(self) -> Estimate:
        """P(entry)."""
        return self.outcomes["entry"]


@dataclass(frozen=True)
class StripeRates:
    """What was found under the treatments of a stripe in which a world was lived, in arrays."""

    places: Whole  # of these treatments in the stripe
    values: Mapping[str, list[Value]]  # their swept values
    worlds: Whole
    final: Estimates  # of every row of sums at the horizon, shape (treatments, rows)
    blocks: Estimates
    rungs: Estimates

    @classmethod
    def of(cls, stripe: Stripe, ledger: Ledger) -> StripeRates:
        """What the counts of a stripe say; raises Damaged."""
        counts = stripe.counted(ledger.tables(stripe))
        places = np.flatnonzero(counts.worlds)
        worlds = counts.worlds[places]
        final, blocks, rungs = (
            estimates(sums[places], worlds[:, None])
            for sums in (counts.final, counts.blocks, counts.rungs)
        )
        values = {path: [each[p] for p in places] for path, each in stripe.values.items()}
        return cls(places, values, worlds, final, blocks, rungs)

    def of_table(self, name: str) -> tuple[Sequence[str], Estimates]:
        """The kinds that a table has rows of, and their estimates."""
        if name == "summary":
            return OUTCOMES, self.final.kinds([ROWS.index(each) for each in OUTCOMES])
        return (BLOCKS, self.blocks) if name == "blocked" else (RUNGS, self.rungs)

    def finding(self, row: int) -> Finding:
        """What was found under one of the treatments."""
        outcomes, blocks, rungs = (
            {kind: found.at(row, number) for number, kind in enumerate(kinds)}
            for kinds, found in map(self.of_table, ("summary", "blocked", "rungs"))
        )
        return Finding(
            values={path: each[row] for path, each in self.values.items()},
            worlds=int(self.worlds[row]),
            outcomes=outcomes,
            blocks=blocks,
            rungs=rungs,
            fall=self.final.at(row, ROWS.index("fall")),
        )


@dataclass
class FoundPoints(Sequence[Finding]):
    """What was found under many treatments, read back a stripe at a time when it is asked for."""

    ledger: Ledger
    _firsts: list[int] = field(default_factory=lambda: [0])  # findings before each stripe
    _entries: list[Estimates] = field(default_factory=list)
    _last: tuple[int, StripeRates] | None = None  # the stripe that was read last

    def note(self, rates: StripeRates) -> None:
        """Take in the next stripe."""
        self._firsts.append(self._firsts[-1] + rates.places.size)
        self._entries.append(rates.final.kinds([ROWS.index("entry")]))

    @property
    def entry(self) -> Estimates:
        """P(entry) under every treatment, shape (treatments, 1)."""
        return Estimates.joined(self._entries)

    def __len__(self) -> int:
        return self._firsts[-1]

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> list[Finding]: ...
    def __getitem__(self, place: int | slice) -> Finding | list[Finding]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        stripe = bisect_right(self._firsts, place) - 1
        return self._rates(stripe).finding(place - self._firsts[stripe])

    def _rates(self, number: int) -> StripeRates:
        if self._last is None or self._last[0] != number:
            stripe = self.ledger.units.stripes[number]
            self._last = number, StripeRates.of(stripe, self.ledger)
        return self._last[1]


@dataclass(frozen=True)
class Findings:
    """What a study found, in the treatments in which a world was lived."""

    study: Study
    folder: Path
    found: Sequence[Finding]
    over_draws: Mapping[str, Any] | None = None  # P(entry) over the draws, a row of draws.csv
