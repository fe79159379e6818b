"""Findings: what a study found, treatment by treatment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.findings.rates import (
    Rates,
    block_rates,
    fall_rate,
    outcome_rates,
    rung_rates,
)
from experiments.plan.study import Study
from experiments.plan.treatments import Treatment
from experiments.store.counts import Counts
from sim.estimates.intervals import Estimate


@dataclass(frozen=True)
class Finding:
    """What was found under one treatment."""

    values: Mapping[str, object]  # the swept values
    worlds: int
    outcomes: Rates
    blocks: Rates
    rungs: Rates
    fall: Estimate  # P(the regime falls first)

    @classmethod
    def of(cls, treatment: Treatment, counts: Counts) -> Finding:
        """What the counts of a treatment say."""
        return cls(
            values=treatment.values,
            worlds=int(counts.worlds[0]),
            outcomes=outcome_rates(counts),
            blocks=block_rates(counts),
            rungs=rung_rates(counts),
            fall=fall_rate(counts),
        )

    @property
    def entry(self) -> Estimate:
        """P(entry)."""
        return self.outcomes["entry"]


@dataclass(frozen=True)
class Findings:
    """What a study found, in the treatments in which a world was lived."""

    study: Study
    folder: Path
    found: Sequence[Finding]
    over_draws: Mapping[str, Any] | None = None  # P(entry) over the draws, a row of draws.csv
