"""What was said of Russian personnel in Belarus on the days on which they were counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from experiments.plan.series.reading import read_series
from experiments.trust.hindcast.names import MONTH, NAMES, SETS, WALK
from experiments.trust.hindcast.windows import origin, within
from experiments.trust.scores.contingent import AT, Count, walk
from experiments.trust.scores.scored import Scored, of_count
from experiments.trust.scores.windows import Window
from sim.machine.arrays import Floats


@dataclass(frozen=True, eq=False)
class Told:
    """A forecast of one count, made before the month in which it was counted; in thousand."""

    information: str
    forecaster: str
    origin: date
    count: Count
    quantiles: Floats  # at AT
    scores: Sequence[Scored]

    def row(self) -> dict[str, Any]:
        """Its line of a table."""
        return {
            "information": self.information,
            "forecaster": self.forecaster,
            "origin": str(self.origin),
            "row": self.count.key,
            "date": str(self.count.day),
            "counted": self.count.value,
            **{f"q{at:g}": float(f"{q:.6g}") for at, q in zip(AT, self.quantiles, strict=True)},
            **{score.score: float(f"{score.value:.6g}") for score in self.scores},
        }


def told(
    said: Mapping[tuple[str, date], Mapping[str, Any]],
    windows: Sequence[Window],
    counts: Sequence[Count],
    series: str,
) -> list[Told]:
    """Every forecast of every count that lies in one of the windows, a month."""
    return [
        each
        for information in SETS
        for month in windows
        for count in counts
        if month.kind == MONTH and within(count.day, month)
        for each in _of(said, information, origin(month, information), count, series)
    ]


def _of(
    said: Mapping[tuple[str, date], Mapping[str, Any]],
    information: str, day: date, count: Count, series: str,
) -> Iterator[Told]:  # fmt: skip
    for name in NAMES:
        mine = said[name, day]["contingent"][str(count.day)]
        values, weights, quantiles = (
            np.array(mine[each]) for each in ("values", "weights", "quantiles")
        )
        scores = of_count(name, information, count, values, weights)
        yield Told(information, name, day, count, quantiles, scores)
    last = walk(read_series(series), day, count.day)
    sample = last.sample()
    scores = of_count(WALK, information, count, sample, np.ones(len(sample)))
    yield Told(information, WALK, day, count, last.quantiles(np.array(AT)), scores)
