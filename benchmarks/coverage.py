"""How often the intervals of `experiments.rare` hold the truth: `python -m benchmarks.coverage`
prints a table of docs/estimators.md in about half an hour of one processor.

Small worlds of 26 weeks. What happens to the front is known exactly, because endings are switched
off and nobody moves it; the other truths are counted in millions of plain worlds of another seed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.front_law import falls_below
from sim import Scenario
from sim.estimates import Estimate
from sim.passing import Event, counted
from sim.splitting import answer

INTERVALS = 200  # that splitting is to give
REFUSALS = 50  # besides, at which no more seeds are tried
SMALL = Scenario().but({"army.soldiers": 64, "public.citizens": 128, "weeks": 26})
ENDLESS: Mapping[str, float] = {
    "pressure.level": 0.0, "lukashenko.west": 0.5, "regime.coup_base": 0.0,
    "regime.uprising_base": 0.0, "regime.replacement": 0.0,
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
    Case("front<0.68", ENDLESS, 2048, 0),
    Case("front<0.61", ENDLESS, 4096, 0),
    Case("front<0.56", ENDLESS, 4096, 0),
    Case("compliance<0.625", {}, 2048, 400_000),
    Case("compliance<0.475", {}, 4096, 2_000_000),
    Case("protest>0.036", DEFIANT, 2048, 200_000),
    Case("protest>0.052", DEFIANT, 4096, 1_000_000),
)


@dataclass
class Tally:
    """What the seeds so far have given."""

    truth: float
    refused: int = 0
    given: int = 0
    held: int = 0  # of the intervals that splitting gave
    answered: int = 0  # answers, by splitting or counting, whose interval holds the truth
    first: int = 0  # answers by counting
    families: float = 0.0

    def add(self, case: Case, seed: int) -> None:
        """One more seed."""
        found = answer(case.scenario, Event.parse(case.event), case.worlds, seed)
        refused = bool(found.refusal)
        self.refused += refused
        self.given += not refused
        self.held += not refused and _holds(found.split.estimate, self.truth)
        self.answered += _holds(found.estimate, self.truth)
        self.first += found.counting_first
        self.families += found.split.families

    @property
    def seeds(self) -> int:
        """How many there were."""
        return self.given + self.refused

    def line(self, case: Case, seconds: float) -> str:
        """A row of the table."""
        return (
            f"  {case.event:<17}{self.truth:>9.2e}{case.worlds:>8,}{self.seeds:>7}{self.refused:>9}"
            f"{f'{self.held} of {self.given}':>12}{f'{self.answered} of {self.seeds}':>12}"
            f"{self.first:>10}{self.families / self.seeds:>10.0f}{seconds / self.seeds:>9.1f}"
        )


def coverage(cases: tuple[Case, ...], intervals: int) -> Iterator[str]:
    """The table, a row a case as it is done."""
    yield f"Coverage of the 95 % intervals of rare events: seeds 1, 2, ... until {intervals} are given"
    yield (
        f"  {'event':<17}{'chance':>9}{'worlds':>8}{'seeds':>7}{'refused':>9}{'split held':>12}"
        f"{'answer held':>12}{'counting':>10}{'families':>10}{'seconds':>9}"
    )
    for case in cases:
        tally, start = Tally(case.truth()), time.process_time()
        while tally.given < intervals and tally.seeds < intervals + REFUSALS:
            tally.add(case, tally.seeds + 1)
        yield tally.line(case, time.process_time() - start)


def _holds(estimate: Estimate, truth: float) -> bool:
    return estimate.low <= truth <= estimate.high


def main(arguments: list[str]) -> None:
    """Print the table; --quick for a rough one, and the words that events begin with for some."""
    quick = "--quick" in arguments
    chosen = tuple(each for each in arguments if each != "--quick") or ("",)
    cases = tuple(case for case in CASES if case.event.startswith(chosen))
    for line in coverage(cases, 20 if quick else INTERVALS):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
