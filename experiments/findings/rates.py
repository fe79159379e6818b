"""Rates: what the counts of a treatment say, as probabilities with intervals."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from experiments.store.counts import Counts
from sim.agents.lukashenko import Rung
from sim.estimates import Estimate, rate
from sim.masses import FALLS, ROWS, estimate, estimates
from sim.world import Block, Outcome

Rates = dict[str, Estimate]


def outcome_rates(counts: Counts) -> Rates:
    """P(outcome) by name: `entry` (limited or full), then every outcome."""
    worlds = int(counts.worlds[0])
    if counts.foreseen:
        foreseen = estimates(counts.final, ROWS, worlds)
        return {name: foreseen[name] for name in ("entry", *ROWS[: len(Outcome)])}
    named = {outcome.name.lower(): int(counts.outcome[outcome]) for outcome in Outcome}
    return {name: rate(count, worlds) for name, count in {"entry": counts.entries, **named}.items()}


def fall_rate(counts: Counts) -> Estimate:
    """P(the regime falls first), however it falls."""
    worlds = int(counts.worlds[0])
    if counts.foreseen:
        return estimate(counts.final[ROWS.index("fall")], worlds)
    return rate(int(sum(counts.outcome[outcome] for outcome in FALLS)), worlds)


def block_rates(counts: Counts) -> Rates:
    """P(reason for no entry) by name, of all worlds."""
    return _named(counts, counts.blocks, counts.blocked, Block)


def rung_rates(counts: Counts) -> Rates:
    """P(highest rung) by name."""
    return _named(counts, counts.rungs, counts.highest_rung, Rung)


def half_width(counts: Counts) -> float:
    """Half of the 95 % interval of P(entry)."""
    if not counts.worlds[0]:
        return 0.5
    entry = outcome_rates(counts)["entry"]
    return (entry.high - entry.low) / 2


def _named(counts: Counts, foreseen: Any, drawn: Any, kinds: type[IntEnum]) -> Rates:
    worlds, names = int(counts.worlds[0]), [kind.name.lower() for kind in kinds]
    if counts.foreseen:
        return estimates(foreseen, names, worlds)
    return {name: rate(int(count), worlds) for name, count in zip(names, drawn, strict=True)}
