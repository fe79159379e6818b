"""What stands beside P(entry), never in it: a base rate, forecasters, the months since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from experiments.findings.company import LEFT, BaseRate, Forecasts, Troops, base_rate, forecasts
from experiments.words.parameters import day
from sim.numbers import percent

OPENING = "Beside it, and never used in it:"


def company(first_day: date, hindcast: float | None = None) -> str:
    """All of it in a paragraph, for a study that begins on a day."""
    return " ".join((OPENING, *_lines(first_day, hindcast)))


def _lines(first_day: date, hindcast: float | None) -> Iterator[str]:
    yield of_base_rate(base_rate())
    said = forecasts(first_day)
    if said is not None:
        yield of_forecasters(said)
    if hindcast is not None:
        yield f"To an entry in the months since, the model would have given {_coarse(hindcast)}."


def of_base_rate(found: BaseRate) -> str:
    """What the months without entry say of a year."""
    times = "no entry" if not found.events else f"{found.events:,} entries"
    over = f"{times} in the {found.months} months to {day(found.until.isoformat())}"
    return (
        f"{over}, which alone is {_coarse(found.yearly)} a year "
        f"[{_coarse(found.low).removesuffix(' %')} - {_coarse(found.high)}] (Jeffreys)."
    )


def of_forecasters(said: Forecasts) -> str:
    """What forecasters said then, from the least to the most."""
    when = f"{day(said.first.isoformat())} to {day(said.last.isoformat())}"
    return (
        f"{said.many} forecasts of {when}, most of them words read as numbers, for spans of weeks "
        f"to a year: {_coarse(said.low).removesuffix(' %')} to {_coarse(said.high)}, the middle "
        f"one {_coarse(said.middle)}."
    )


def of_troops(said: Troops) -> str:
    """What the record says against a contingent that climbs of the model's own accord."""
    return (
        "That it climbs is the model's law, by which Moscow keeps sending troops, and not the "
        f"record: {said.many} counts since {LEFT:%B %Y} say {said.least:,} to {said.most:,} "
        f"soldiers ({said.low:,} to {said.high:,} with their bounds)."
    )


def _coarse(share: float) -> str:
    return percent(share, 1) if share < 0.01 else f"{100 * share:.0f} %"
