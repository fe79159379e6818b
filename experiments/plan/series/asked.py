"""What is asked of series: which file, as known on which day, and which variables it gives.

A variable that is `driven` is what the record says until the origin, and then goes on by its own
law; one that is `held` stays at the last value known by then; one that is `free` moves by its own
law from the start. What comes of it is the scenario's lists of numbers, so that nothing that lives
worlds ever opens a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from experiments.mistakes import UserError
from experiments.plan.series.reading import RECORD, read_series
from experiments.plan.series.section import HELD, Series
from experiments.plan.values import as_typed
from sim.allowed import ScenarioError
from sim.scenario import Scenario
from sim.series import VARIABLES, Dated, known, last_value, weekly

_LASTING = "west"  # has no law of its own but to stay


def check_sweep(series: Series, columns: Iterable[str]) -> None:
    """Raise UserError for a swept parameter that the series would set, or of which they would have
    to be told anew for every treatment.
    """
    for path in columns:
        for name, way in series.given.items():
            if path in VARIABLES[name]:
                raise UserError(f"{path} is swept, and series.{name} = {way} sets it")
        if series.given and path in ("start", "weeks"):
            name, way = next(iter(series.given.items()))
            raise UserError(
                f"{path} is swept, and series.{name} = {way} is of one start and one horizon: "
                "sweep scenarios instead"
            )


def passed_over(series: Series, scenario: Scenario) -> dict[str, str]:
    """The parameters that the series start, of a scenario that has them, with who sets each."""
    day, told = scenario.first_day, {}
    for name, way in series.given.items():
        start = VARIABLES[name][0]
        rows = _known(series, name)
        if start is not None and (rows[0].day <= day or name == _LASTING):
            told[start] = f"series.{name} = {way}"
    return told


def through(series: Series, scenario: Scenario) -> Scenario:
    """The scenario with what the series give written out week by week; raises UserError."""
    if not series.given:
        return scenario
    _check_whole(series, scenario)
    changed: dict[str, Any] = {}
    for name in series.given:
        changed |= _written_out(series, name, scenario)
    try:
        return scenario.but(changed)
    except ScenarioError as mistake:
        raise UserError(f"series: {as_typed(mistake)}") from None


def _written_out(series: Series, name: str, scenario: Scenario) -> dict[str, Any]:
    """What a variable sets, by path: its list, and the value that it starts with."""
    rows, origin = _known(series, name), date.fromisoformat(series.origin)
    start, listed = VARIABLES[name]
    before = 0.0 if start is None else float(attrgetter(start)(scenario))
    numbers = weekly(rows, name, scenario.first_day, scenario.weeks, origin, before)
    if start is None:
        return {listed: numbers}
    last = last_value(rows, origin, before)
    if getattr(series, name) == HELD:
        return {start: numbers[0], listed: numbers + (last,) * (scenario.weeks - len(numbers))}
    one = len(numbers) == 1 < scenario.weeks  # which would be one number for every week
    return {
        start: last if name == _LASTING else numbers[0],
        listed: () if one else numbers,
    }


def _known(series: Series, name: str) -> list[Dated]:
    """What the file tells of a variable by the origin; raises UserError where it is nothing."""
    rows = known(read_series(series.file), name, date.fromisoformat(series.origin))
    if not rows:
        way = getattr(series, name)
        raise UserError(
            f"series.{name} = {way}: {series.file} has no row of {name} that was known by "
            f"{series.origin}"
        )
    return rows


def _check_whole(series: Series, scenario: Scenario) -> None:
    """Raise UserError where the section does not say enough, or the scenario says it, too."""
    name, way = next(iter(series.given.items()))
    for missing, needed in (("file", f"{RECORD} or a CSV file"), ("origin", "a date")):
        if not getattr(series, missing):
            raise UserError(f"series.{name} = {way} needs series.{missing}: {needed}")
    if date.fromisoformat(series.origin) < scenario.first_day:
        raise UserError(
            f"series.origin = {series.origin} is before the start {scenario.start}: nothing would "
            "be given"
        )
    for name, way in series.given.items():
        path = VARIABLES[name][1]
        if attrgetter(path)(scenario):
            raise UserError(f"{path} is set, and series.{name} = {way} sets it: leave one out")
