"""Rates: what the counts of a treatment say, as probabilities with intervals."""

from __future__ import annotations

from experiments.store.counts import Counts
from sim.estimates.intervals import Estimate
from sim.estimates.masses import ROWS, estimate, estimates
from sim.world import Block, Outcome, Rung

Rates = dict[str, Estimate]
OUTCOMES = ("entry", *ROWS[: len(Outcome)])  # `entry` is limited or full
BLOCKS = tuple(block.name.lower() for block in Block)
RUNGS = tuple(rung.name.lower() for rung in Rung)


def outcome_rates(counts: Counts) -> Rates:
    """P(outcome) by name: `entry` (limited or full), then every outcome."""
    found = estimates(counts.final, ROWS, int(counts.worlds[0]))
    return {name: found[name] for name in OUTCOMES}


def fall_rate(counts: Counts) -> Estimate:
    """P(the regime falls first), however it falls."""
    return estimate(counts.final[ROWS.index("fall")], int(counts.worlds[0]))


def block_rates(counts: Counts) -> Rates:
    """P(reason for no entry) by name, of all worlds."""
    return estimates(counts.blocks, BLOCKS, int(counts.worlds[0]))


def rung_rates(counts: Counts) -> Rates:
    """P(highest rung) by name."""
    return estimates(counts.rungs, RUNGS, int(counts.worlds[0]))
