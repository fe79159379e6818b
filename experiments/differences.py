"""Paired differences: the effect of each treatment against a reference, world by world on
the same luck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from experiments.pairs import EVENTS, Kept, Pairs, paired

COLUMNS = ("event", "worlds", "gained", "lost", "difference", "low", "high", "saved")


def difference_rows(treated: Kept, reference: Kept) -> Iterator[dict[str, Any]]:
    """A row an event: worlds in both, worlds that the treatment turned each way, the difference
    with its interval, what pairing saved.
    """
    for event, pairs in paired(treated, reference).items():
        if pairs.worlds:
            yield {"event": event, **_numbers(pairs)}


def lines(rows: Sequence[Mapping[str, Any]], label: str) -> Iterator[str]:
    """The rows as lines to read; events that never happened are left out."""
    told = [row for row in rows if row["gained"] or row["lost"] or row["event"] == "entry"]
    width = max(len(event) for event in EVENTS)
    for row in told:
        saved = f"; pairing saved {row['saved']:.1f} times the worlds" if row["saved"] != "" else ""
        yield (
            f"  {label}{row['event']:<{width}} {100 * row['difference']:+.2f} points "
            f"[{100 * row['low']:+.2f}, {100 * row['high']:+.2f}]; "
            f"{row['gained']:,} worlds gained, {row['lost']:,} lost of {row['worlds']:,}{saved}"
        )


def _numbers(pairs: Pairs) -> dict[str, Any]:
    estimate = pairs.difference
    values = (estimate.probability, estimate.low, estimate.high, pairs.saved)
    short = ["" if np.isnan(value) else float(f"{value:.8g}") for value in values]
    return dict(zip(COLUMNS[1:], (pairs.worlds, pairs.gained, pairs.lost, *short), strict=True))
