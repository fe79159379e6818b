"""How often the intervals of `experiments.rare` hold the truth: `python -m benchmarks.coverage`
prints a table of docs/estimators.md in about an hour of one processor.

Small worlds of 26 weeks. What happens to the front is known exactly, because endings are switched
off and nobody moves it; the other truths are counted in millions of plain worlds of another seed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields

import numpy as np

from benchmarks.front_law import falls_below
from benchmarks.tables import Table
from benchmarks.timing import ROOT
from sim import Scenario
from sim.splitting.events import Event, counted
from sim.splitting.rare import answer

INTERVALS = 200  # that splitting is to give
REFUSALS = 50  # besides, at which no more seeds are tried
SMALL = Scenario().but({"army.soldiers": 64, "public.citizens": 128, "weeks": 26})
ENDLESS: Mapping[str, float] = {
    "pressure.level": 0.0, "lukashenko.west": 0.5, "regime.coup_base": 0.0,
    "regime.uprising_base": 0.0, "regime.replacement": 0.0, "regime.defiance": 0.0,
}  # fmt: skip
DEFIANT: Mapping[str, float] = {
    "public.grievance": 0.50, "public.opposed": 0.95, "public.in_favour": 0.03,
    "public.citizens": 1024,
}  # fmt: skip
_OTHER_SEED = 2**40


@dataclass(frozen=True)
class Case:
    """An event whose chance is known."""

    event: str
    values: Mapping[str, float]
    worlds: int  # first worlds of every estimate
    counted: int  # plain worlds that the truth is counted in; 0 where it is computed

    @property
    def scenario(self) -> Scenario:
        """Small worlds, with what the case changes."""
        return SMALL.but(self.values)

    def truth(self) -> float:
        """The chance of the event."""
        event = Event.parse(self.event)
        if self.counted:
            return counted(self.scenario, event, self.counted, _OTHER_SEED).probability
        return falls_below(self.scenario.theatre, self.scenario.weeks, event.threshold)


CASES = (
    Case("front<0.68", ENDLESS, 1024, 0),
    Case("front<0.61", ENDLESS, 2048, 0),
    Case("front<0.555", ENDLESS, 16384, 0),
    Case("compliance<0.11", {}, 1024, 400_000),
    Case("compliance<0.036", {}, 4096, 1_000_000),
    Case("protest>0.031", DEFIANT, 2048, 200_000),
    Case("protest>0.0345", DEFIANT, 4096, 1_000_000),
)


class Tally:
    """What the seeds so far have given."""

    def __init__(self, case: Case) -> None:
        self.case, self.truth, self.rows = case, case.truth(), []
        self.start = time.process_time()

    def add(self) -> None:
        """One more seed."""
        seed = len(self.rows) + 1
        found = answer(self.case.scenario, Event.parse(self.case.event), self.case.worlds, seed)
        split, best = found.split.estimate, found.estimate
        self.rows.append(Row(
            event=self.case.event, truth=self.truth, seed=seed, probability=split.probability,
            low=split.low, high=split.high, families=found.split.families,
            heaviest=found.split.heaviest, refusal=found.refusal,
            count=found.counted.count, counted=found.counted.worlds,
            counting_first=found.counting_first, best_low=best.low, best_high=best.high,
        ))  # fmt: skip

    @property
    def refused(self) -> int:
        """Seeds at which splitting gave nothing."""
        return sum(bool(row.refusal) for row in self.rows)

    @property
    def given(self) -> int:
        """Seeds at which splitting gave an interval."""
        return len(self.rows) - self.refused

    def line(self) -> str:
        """A row of the table."""
        rows, seeds = self.rows, len(self.rows)
        held = sum(not row.refusal and row.low <= self.truth <= row.high for row in rows)
        answered = sum(row.best_low <= self.truth <= row.best_high for row in rows)
        counting = sum(row.counting_first for row in rows)
        families = np.median([row.families for row in rows])
        seconds = (time.process_time() - self.start) / seeds
        return (
            f"  {self.case.event:<17}{self.truth:>9.2e}{self.case.worlds:>8,}{seeds:>7}"
            f"{self.refused:>9}{f'{held} of {self.given}':>12}{f'{answered} of {seeds}':>13}"
            f"{counting:>10}{families:>10.0f}{seconds:>9.1f}"
        )


@dataclass(frozen=True)
class Row:
    """What one seed gave."""

    event: str
    truth: float
    seed: int
    probability: float
    low: float
    high: float
    families: float
    heaviest: float
    refusal: str
    count: float
    counted: int
    counting_first: bool
    best_low: float
    best_high: float


def coverage(cases: tuple[Case, ...], intervals: int) -> Iterator[str]:
    """The table, a row a case as it is done; what every seed gave is saved."""
    yield f"Coverage of 95 % intervals of rare events: seeds 1, 2, ... until {intervals} are given"
    yield (
        f"  {'event':<17}{'chance':>9}{'worlds':>8}{'seeds':>7}{'refused':>9}{'split held':>12}"
        f"{'answer held':>13}{'counting':>10}{'families':>10}{'seconds':>9}"
    )
    rows: list[Row] = []
    for case in cases:
        tally = Tally(case)
        while tally.given < intervals and tally.refused <= REFUSALS:
            tally.add()
        yield tally.line()
        rows += tally.rows
        columns = tuple(each.name for each in fields(Row))
        Table("coverage", "Intervals of rare events", columns, [astuple(row) for row in rows]).save(
            ROOT / "results" / "benchmarks"
        )


def main(arguments: list[str]) -> None:
    """Print the table; --quick for a rough one, and the words that events begin with for some."""
    quick = "--quick" in arguments
    chosen = tuple(each for each in arguments if each != "--quick") or ("",)
    cases = tuple(case for case in CASES if case.event.startswith(chosen))
    for line in coverage(cases, 20 if quick else INTERVALS):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
