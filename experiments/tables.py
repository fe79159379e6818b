"""Tables: what a study found, in tidy CSV files with an interval and a number of worlds
in every row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from experiments.counts import Counts
from experiments.treatments import Treatment
from experiments.whole_files import whole
from sim.estimates.intervals import Estimate
from sim.estimates.masses import ROWS, estimate, estimates
from sim.estimates.weekly import CHOICES, QUANTITIES, TOP, WHOLE, mean, quantiles
from sim.world import Block, Outcome, Rung

Rows = Iterator[dict[str, Any]]


def write_tables(folder: Path, counted: Iterable[tuple[Treatment, Counts]]) -> list[Counts]:
    """Write every table of a study, treatment by treatment; gives their counts without the weeks.

    Treatments without a finished world have no rows.
    """
    kept = []
    with ExitStack() as files:
        tables = {
            make: _CsvTable(files.enter_context(_opened(folder / f"{make.__name__}.csv")))
            for make in _TABLES
        }
        for treatment, counts in counted:
            if counts.worlds[0]:
                for make, table in tables.items():
                    table.add(make(treatment, counts))
            kept.append(counts.without_weeks())
    return kept


def outcome_rates(counts: Counts) -> dict[str, Estimate]:
    """P(outcome) by name: `entry` (limited or full), then every outcome."""
    found = estimates(counts.final, ROWS, int(counts.worlds[0]))
    return {name: found[name] for name in ("entry", *ROWS[: len(Outcome)])}


def fall_rate(counts: Counts) -> Estimate:
    """P(the regime falls first), however it falls."""
    return estimate(counts.final[ROWS.index("fall")], int(counts.worlds[0]))


def block_shares(counts: Counts) -> dict[str, Estimate]:
    """What blocked entry, as a share of all worlds."""
    names = [block.name.lower() for block in Block]
    return estimates(counts.blocks, names, int(counts.worlds[0]))


def rung_shares(counts: Counts) -> dict[str, Estimate]:
    """The highest rung reached, as a share of all worlds."""
    names = [rung.name.lower() for rung in Rung]
    return estimates(counts.rungs, names, int(counts.worlds[0]))


def summary(treatment: Treatment, counts: Counts) -> Rows:
    """P(outcome) by the horizon."""
    return _estimates(treatment, "outcome", outcome_rates(counts))


def blocked(treatment: Treatment, counts: Counts) -> Rows:
    """What blocked entry, as a share of all worlds."""
    return _estimates(treatment, "blocked", block_shares(counts))


def rungs(treatment: Treatment, counts: Counts) -> Rows:
    """The highest rung of the ladder reached, as a share of all worlds."""
    return _estimates(treatment, "highest_rung", rung_shares(counts))


def incidence(treatment: Treatment, counts: Counts) -> Rows:
    """P(outcome by the end of each week), the other endings competing."""
    for name in ("entry", *ROWS[1 : len(Outcome)]):
        for week, sums in enumerate(counts.incidence[ROWS.index(name)]):
            yield {
                **treatment.values,
                "outcome": name,
                **_when(treatment, week),
                **_numbers(estimate(sums, int(counts.worlds[0]))),
            }


def weekly(treatment: Treatment, counts: Counts) -> Rows:
    """The state of the worlds still being lived, and the share of them on each choice,
    week by week.
    """
    for week, living in enumerate(counts.living):
        start = {**treatment.values, **_when(treatment, week)}
        for place, name in enumerate(QUANTITIES):
            bins = counts.states[week, place]
            spread = dict(
                zip(
                    ("q05", "q25", "q50", "q75", "q95"),
                    (_short(q) for q in quantiles(bins, TOP[name])),
                    strict=True,
                )
            )
            yield {
                **start,
                "quantity": name,
                "worlds": _short(int(living) / WHOLE),
                "mean": _short(mean(bins, TOP[name])),
                **spread,
            }
        for actor, options in CHOICES.items():
            for option in options:
                share = getattr(counts, actor)[week, option] / max(int(living), 1)
                yield {
                    **start,
                    "quantity": f"{actor}.{option.name.lower()}",
                    "worlds": _short(int(living) / WHOLE),
                    "mean": _short(share),
                }


def _estimates(treatment: Treatment, column: str, estimates: Mapping[str, Estimate]) -> Rows:
    for name, each in estimates.items():
        yield {**treatment.values, column: name, **_numbers(each)}


def _numbers(estimate: Estimate) -> dict[str, Any]:
    return {
        "worlds": estimate.worlds,
        "count": estimate.count if isinstance(estimate.count, int) else _short(estimate.count),
        "probability": _short(estimate.probability),
        "low": _short(estimate.low),
        "high": _short(estimate.high),
    }


def _when(treatment: Treatment, week: int) -> dict[str, Any]:
    return {
        "week": week,
        "date": (treatment.scenario.first_day + timedelta(weeks=week)).isoformat(),
    }


def _short(value: float) -> float | str:
    return "" if np.isnan(value) else float(f"{value:.8g}")


_TABLES = (summary, blocked, rungs, incidence, weekly)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    with whole(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        yield file


class _CsvTable:
    """A CSV file whose columns are those of its first row that has them all."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.writer: csv.DictWriter[str] | None = None

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """Write some rows."""
        for row in rows:
            if self.writer is None:
                self.writer = csv.DictWriter(self.file, list(row), lineterminator="\n")
                self.writer.writeheader()
            self.writer.writerow(row)
