"""Paired differences: the effect of treatments against a reference, on the same luck."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from experiments.findings.pairs import Pairs, paired
from experiments.store.csv_tables import short
from experiments.store.worlds import EVENTS, TreatmentWorlds

COLUMNS = ("event", "worlds", "gained", "lost", "difference", "low", "high", "saved")


def difference_rows(
    treated: TreatmentWorlds, reference: TreatmentWorlds
) -> Iterator[dict[str, Any]]:
    """A row an event: worlds in both, worlds turned each way, the difference, what pairing saved.

    The difference stands with its interval.
    """
    for event, pairs in paired(treated, reference).items():
        if pairs.worlds and event in EVENTS:
            yield {"event": event, **_numbers(pairs)}


def _numbers(pairs: Pairs) -> dict[str, Any]:
    estimate = pairs.difference
    values = (estimate.probability, estimate.low, estimate.high, pairs.saved)
    counts = (pairs.worlds, pairs.gained, pairs.lost)
    return dict(zip(COLUMNS[1:], (*counts, *map(short, values)), strict=True))
