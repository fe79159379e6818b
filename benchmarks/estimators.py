"""Drawn against foreseen endings: `python -m benchmarks.estimators` prints the
tables of docs/estimators.md.

Agreement over diverse scenarios, coverage of the 95 % intervals, and what foreseeing gains at
probabilities from a half to 1e-8.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, fields

import numpy as np

from benchmarks.exact import FALSE_ALARM, Compared, compare, thresholds
from benchmarks.tables import Table, shown
from benchmarks.timing import ROOT
from sim import Scenario, simulate
from sim.estimates.intervals import Estimate, average, rate
from sim.world import ENTRIES, Outcome

DIVERSE: tuple[Mapping[str, object], ...] = (
    *({"pressure.level": level} for level in (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)),
    *({"pressure.level": 0.8, "army.morale": morale} for morale in (0.32, 0.52, 0.72)),
    *({"pressure.level": 0.8, "lukashenko.dependence": share} for share in (0.4, 0.9)),
    {"pressure.level": 1.0, "lukashenko.loyalty_bias": 0.3, "army.morale": 0.38},
    {"pressure.level": 0.8, "lukashenko.loyalty_bias": 0.0, "lukashenko.uncertainty": 0.3},
    {"pressure.level": 1.0, "army.loyalty": 0.55, "lukashenko.loyalty_bias": 0.3},
    {"pressure.level": 0.8, "putin.escalation": 0.6, "putin.rationality": 8.0},
    {"pressure.level": 0.8, "putin.leaning": 0.0, "lukashenko.leaning": 0.0},
    {"pressure.level": 0.7, "public.grievance": 0.5, "regime.uprising_base": 0.003},
    {"pressure.level": 0.8, "public.opposed": 0.5},
    {"pressure.level": 0.8, "theatre.border_defence": 0.2, "theatre.contingent": 30.0},
    {"pressure.level": 0.7, "theatre.front_weekly": (0.7,), "theatre.contingent_weekly": (30.0,)},
    {"pressure.path": "rising"},
    {"pressure.path": "ultimatum"},
    {"pressure.level": 1.0, "choice.rule": "best_response"},
    {"pressure.level": 1.0, "choice.rule": "prospect"},
    {"pressure.level": 0.8, "lukashenko.west": 0.2},
    {"pressure.level": 0.8, "opposition.capacity": 0.6, "weeks": 26},
    {"pressure.level": 0.8, "steps_per_week": 2},
    {"pressure.level": 0.8, "force": "never entry"},
    {"pressure.level": 0.8, "force": "first ultimatum: lukashenko=refuse for 26 weeks"},
    {"pressure.level": 0.6, "force": "week 10: putin=ultimatum for 12 weeks"},
    {"pressure.level": 0.8, "force": "week 10: lukashenko=limited entry for 1 weeks"},
)
RARE = tuple(
    (f"pressure 0.4, west {west}", {"pressure.level": 0.4, "lukashenko.west": west})
    for west in (0.05, 0.1, 0.2)
)
SHOWN = 5  # comparisons, the least likely first
PAIRED = (0.5, 0.8)
SMALL = {"army.soldiers": 64, "public.citizens": 64}
COVERED = tuple({"pressure.level": level} for level in (0.8, 0.6, 0.5, 0.4))


def entry(
    values: Mapping[str, object], worlds: int, estimator: str, seed: int, first: int = 0
) -> tuple[np.ndarray, float]:
    """The chance of entry in every world, and the processor time a world took in microseconds."""
    scenario = Scenario().but(values)
    start = time.process_time()
    chances = simulate(
        scenario, worlds, seed, estimator=estimator, first_world=first
    ).histories.chances
    return chances[list(ENTRIES)].sum(axis=0), (time.process_time() - start) / worlds * 1e6


def agreement(worlds: int) -> Iterator[str]:
    """The outcomes whose counts are least likely under what was foreseen, each beside its
    threshold; all are saved.
    """
    compared = compare(DIVERSE, worlds)
    limits = thresholds(len(compared))
    _save(compared, limits)
    yield (
        f"Agreement: {len(DIVERSE)} scenarios, {worlds:,} worlds each way, {len(compared)} "
        "exact tests; the smallest p-values"
    )
    yield (
        f"  {'p-value':>8}{'threshold':>11}{'foreseen':>11}{'expected':>10}{'counted':>9}  "
        f"{'outcome':<15}scenario"
    )
    for each, limit in zip(compared[:SHOWN], limits, strict=False):
        numbers = (
            f"{each.p_value:>8.2g}{limit:>11.2g}{each.chance:>11.3g}"
            f"{each.chance * worlds:>10,.1f}{each.count:>9,}"
        )
        yield f"  {numbers}  {each.outcome:<15}{each.scenario}"
    verdict = "they agree" if compared[0].p_value >= limits[0] else "they differ"
    small = np.mean([each.p_value < FALSE_ALARM for each in compared])
    yield (
        f"  {verdict}, all together at {FALSE_ALARM:.0%}; {small:.1%} of the p-values are "
        f"below {FALSE_ALARM:.0%}"
    )


def same_worlds(worlds: int) -> Iterator[str]:
    """What was foreseen less what the dice brought, in the same worlds, in standard errors."""
    yield f"In the same worlds: foreseen less drawn, {worlds:,} small worlds of each level"
    yield f"  {'outcome':<15}" + "".join(f"{'pressure ' + str(level):>24}" for level in PAIRED)
    differences = {}
    for level in PAIRED:
        scenario = Scenario().but({"pressure.level": level, **SMALL})
        drawn, foreseen = (
            simulate(scenario, worlds, 21, estimator=each).histories
            for each in ("counted", "conditional")
        )
        fell = drawn.outcome == np.arange(len(foreseen.chances))[:, None]
        differences[level] = foreseen.chances - fell
    for outcome in Outcome:
        row = f"  {outcome.name.lower():<15}"
        for each in differences.values():
            error = each[outcome].std() / np.sqrt(worlds)
            mean = each[outcome].mean()
            row += f"{mean:>+15.5f} ({mean / max(error, 1e-300):+5.2f})"
        yield row


def _save(compared: Sequence[Compared], limits: Sequence[float]) -> None:
    rows = [(*astuple(each), limit) for each, limit in zip(compared, limits, strict=True)]
    columns = (*(each.name for each in fields(Compared)), "threshold")
    Table("foreseen_and_counted", "Endings foreseen and counted", columns, rows).save(
        ROOT / "results" / "benchmarks"
    )


def coverage(batches: int, size: int) -> Iterator[str]:
    """How often the 95 % intervals of both estimators hold the truth, estimated from
    all batches together.
    """
    yield f"Coverage of the 95 % intervals of P(entry) over {batches} batches of {size} worlds"
    yield "  P(entry)    foreseen   drawn"
    for values in COVERED:
        foreseen, _ = entry(values, batches * size, "conditional", 7)
        drawn, _ = entry(values, batches * size, "counted", 8)
        truth = foreseen.mean()
        held = [
            _holds(average(b.mean(), b.var(ddof=1), size), truth)
            for b in foreseen.reshape(batches, size)
        ]
        counted = [_holds(rate(int(b.sum()), size), truth) for b in drawn.reshape(batches, size)]
        yield f"  {truth:<10.2e}  {np.mean(held):7.1%}  {np.mean(counted):7.1%}"


def gains(worlds: int) -> Iterator[str]:
    """Variance and cost of foreseeing against drawing, a world for a world."""
    yield f"Gain of foreseeing: {worlds:,} worlds; variance of drawing is p (1 - p)"
    yield (
        "  "
        f"{'scenario':<24}{'P(entry)':>12}{'relative error':>16}{'variance ratio':>16}"
        f"{'cost ratio':>12}{'gain a second':>15}"
    )
    levels = [
        (f"pressure {level}", {"pressure.level": level}) for level in (0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
    ]
    for name, values in (*levels, *RARE):
        chances, cost = entry(values, worlds, "conditional", 1)
        _, drawn_cost = entry(values, worlds, "counted", 1)
        p, variance = chances.mean(), chances.var(ddof=1)
        ratio = p * (1 - p) / variance
        error = np.sqrt(variance / worlds) / p
        yield (
            "  "
            f"{name:<24}{p:>12.3e}{error:>16.2%}{shown(ratio):>16}"
            f"{cost / drawn_cost:>12.2f}{shown(ratio * drawn_cost / cost):>15}"
        )


def _holds(estimate: Estimate, truth: float) -> bool:
    return estimate.low <= truth <= estimate.high


def main(quick: bool) -> None:
    """Print the four tables."""
    scale = 8 if quick else 1
    tables = (
        agreement(8000 // scale), same_worlds(100_000 // scale), coverage(400 // scale, 100),
        gains(8192 // scale),
    )  # fmt: skip
    for lines in tables:
        for line in lines:
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
