"""Rates: what the counts of a treatment say, as probabilities with intervals."""

from __future__ import annotations

from enum import IntEnum

from experiments.store.counts import Counts
from sim.estimates.intervals import Estimate
from sim.estimates.masses import ROWS, estimate, estimates
from sim.machine.arrays import Whole
from sim.world import Block, Outcome, Rung

Rates = dict[str, Estimate]


def outcome_rates(counts: Counts) -> Rates:
    """P(outcome) by name: `entry` (limited or full), then every outcome."""
    found = estimates(counts.final, ROWS, int(counts.worlds[0]))
    return {name: found[name] for name in ("entry", *ROWS[: len(Outcome)])}


def fall_rate(counts: Counts) -> Estimate:
    """P(the regime falls first), however it falls."""
    return estimate(counts.final[ROWS.index("fall")], int(counts.worlds[0]))


def block_rates(counts: Counts) -> Rates:
    """P(reason for no entry) by name, of all worlds."""
    return _named(counts, counts.blocks, Block)


def rung_rates(counts: Counts) -> Rates:
    """P(highest rung) by name."""
    return _named(counts, counts.rungs, Rung)


def half_width(counts: Counts) -> float:
    """Half of the 95 % interval of P(entry)."""
    if not counts.worlds[0]:
        return 0.5
    entry = outcome_rates(counts)["entry"]
    return (entry.high - entry.low) / 2


def _named(counts: Counts, sums: Whole, kinds: type[IntEnum]) -> Rates:
    return estimates(sums, [kind.name.lower() for kind in kinds], int(counts.worlds[0]))
