"""Tables: what a study found, in tidy CSV files with an interval and a number of worlds a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from experiments.findings.differences import difference_rows
from experiments.findings.drawn.draws import draw_rows
from experiments.findings.drawn.ranks import rank_rows
from experiments.findings.fates import expedition, fate
from experiments.findings.found import Finding
from experiments.findings.point_tables import KINDS, write_point_differences, write_points
from experiments.findings.rates import Rates, block_rates, outcome_rates, rung_rates
from experiments.plan.sweeps import is_drawn
from experiments.plan.treatments import Treatment, chosen
from experiments.plan.values import Value
from experiments.store.counts import Counts
from experiments.store.csv_tables import csv_table, short, write_csv
from experiments.store.ledger import Ledger, finished_ledger
from experiments.store.results import Results
from experiments.store.units.units import Units
from sim.estimates.intervals import Estimate
from sim.estimates.masses import ROWS, estimate
from sim.estimates.weekly import CHOICES, QUANTITIES, TOP, WHOLE, Weekly, mean, quantiles
from sim.world import Outcome

Rows = Iterator[dict[str, Any]]
Found = tuple[Sequence[Finding], Mapping[str, Any] | None]


def write_tables(
    ledger: Ledger, design: str, reference: Sequence[Value] | None, luck: str
) -> Found:
    """Write every table of a study from its finished chunks.

    Gives what was found under every treatment and, where these were drawn, over the draws.

    Treatments without a finished world have no rows.
    """
    found = _write_each(ledger)
    if reference is not None:
        _write_differences(ledger, reference)
    if not is_drawn(design):
        return found, None
    draws = list(draw_rows(ledger, luck))
    write_csv(ledger.folder / "draws.csv", draws)
    _write_ranks(ledger.folder / "correlations.csv", found)
    return found, next((row for row in draws if row["event"] == "entry"), None)


def refresh_tables(folder: Path) -> int:
    """Write the tables of what is finished in a folder; gives the number of worlds.

    Changes nothing else, and may be done while the study runs.
    """
    ledger = finished_ledger(folder, Units(Results(folder).treatments))
    _write_each(ledger)
    return ledger.lived


def summary(treatment: Treatment, counts: Counts) -> Rows:
    """P(outcome) by the horizon."""
    return _estimates(treatment, "outcome", outcome_rates(counts))


def blocked(treatment: Treatment, counts: Counts) -> Rows:
    """What blocked entry, as a share of all worlds."""
    return _estimates(treatment, "blocked", block_rates(counts))


def rungs(treatment: Treatment, counts: Counts) -> Rows:
    """The highest rung of the ladder reached, as a share of all worlds."""
    return _estimates(treatment, "highest_rung", rung_rates(counts))


def incidence(treatment: Treatment, counts: Counts) -> Rows:
    """P(outcome by the end of each week), the other endings competing."""
    worlds = int(counts.worlds[0])
    for name in ("entry", *ROWS[1 : len(Outcome)]):
        for week, sums in enumerate(counts.incidence[ROWS.index(name)]):
            numbers = _numbers(estimate(sums, worlds))
            yield {**treatment.values, "outcome": name, **_when(treatment, week), **numbers}


def weekly(treatment: Treatment, counts: Counts) -> Rows:
    """The state of the worlds still being lived, and the share of them on each choice, by week."""
    for week, living in enumerate(counts.living):
        start = {**treatment.values, **_when(treatment, week)}
        worlds = {"worlds": short(int(living) / WHOLE)}
        for name in QUANTITIES:
            spread = _spread(counts.weekly, week, name)
            yield {**start, "quantity": name, **worlds, **spread}
        for actor, options in CHOICES.items():
            for option in options:
                share = short(getattr(counts, actor)[week, option] / max(int(living), 1))
                quantity = f"{actor}.{option.name.lower()}"
                yield {**start, "quantity": quantity, **worlds, "mean": share}


_TABLES = (summary, blocked, rungs, incidence, weekly)
_FATES = (fate, expedition)  # where worlds are followed beyond entry


def _write_each(ledger: Ledger) -> Sequence[Finding]:
    """The tables that have rows for every treatment; of many, none goes week by week."""
    striped, fates = ledger.units.striped, [f"{make.__name__}.csv" for make in _FATES]
    many = ["weekly.csv", "incidence.csv", *fates]
    for name in many if striped else (f"{kind}.parquet" for kind in KINDS):
        (ledger.folder / name).unlink(missing_ok=True)
    return write_points(ledger) if striped else _write_singles(ledger)


def _write_singles(ledger: Ledger) -> list[Finding]:
    found = []
    with ExitStack() as files:
        makers = (*_TABLES, *_FATES) if ledger.treatments.follow_entry else _TABLES
        paths = {make: ledger.folder / f"{make.__name__}.csv" for make in makers}
        tables = {make: files.enter_context(csv_table(path)) for make, path in paths.items()}
        for single in ledger.units.singles:
            counts = single.counted(ledger.tables(single))
            if counts.worlds[0]:
                for make, table in tables.items():
                    table.add(make(single.lives, counts))
                found.append(Finding.of(single.lives, counts))
    return found


def _write_differences(ledger: Ledger, reference: Sequence[Value]) -> None:
    """What every treatment changes against the reference, world by world."""
    against = chosen(ledger.treatments, reference)
    if ledger.units.striped:
        write_point_differences(ledger, against)
    else:
        write_csv(ledger.folder / "differences.csv", _differences(ledger, against))


def _write_ranks(path: Path, found: Sequence[Finding]) -> None:
    """How the drawn numbers go with P(entry); no table where that cannot be told."""
    columns = {
        name: [each.values[name] for each in found] for name in (found[0].values if found else ())
    }
    rows = list(rank_rows(columns, [each.entry.probability for each in found]))
    if rows:
        write_csv(path, rows)
    else:
        path.unlink(missing_ok=True)


def _differences(ledger: Ledger, against: Treatment) -> Rows:
    for treatment in ledger.treatments:
        if treatment.key != against.key:
            worlds = ledger.worlds_of(treatment), ledger.worlds_of(against)
            for row in difference_rows(*worlds):
                yield {**treatment.values, **row}


def _estimates(treatment: Treatment, column: str, rates: Rates) -> Rows:
    for name, each in rates.items():
        yield {**treatment.values, column: name, **_numbers(each)}


def _numbers(each: Estimate) -> dict[str, Any]:
    count = each.count if isinstance(each.count, int) else short(each.count)
    chances = {"probability": each.probability, "low": each.low, "high": each.high}
    shown = {name: short(value) for name, value in chances.items()}
    return {"worlds": each.worlds, "count": count, **shown}


def _spread(counts: Weekly, week: int, name: str) -> Mapping[str, Any]:
    shown = counts.states[week, QUANTITIES.index(name)], TOP[name], *counts.far(week, name)
    names = ("q05", "q25", "q50", "q75", "q95")
    found = (short(value) for value in quantiles(*shown))
    return {"mean": short(mean(*shown)), **dict(zip(names, found, strict=True))}


def _when(treatment: Treatment, week: int) -> dict[str, Any]:
    day = treatment.scenario.first_day + timedelta(weeks=week)
    return {"week": week, "date": day.isoformat()}
