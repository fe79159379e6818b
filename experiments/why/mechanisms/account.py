"""The account of mechanisms: all of them, a table to read, and tables to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isinf
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table

from experiments.store.csv_tables import short, write_csv
from experiments.why.mechanisms import army, leaders
from experiments.why.mechanisms.asked import BARRED, BELOW, ENTERS, kept
from experiments.why.mechanisms.leaders import pull
from experiments.why.mechanisms.readings import (
    FEW,
    Found,
    Holds,
    Mechanism,
    Reading,
    estimated,
    share,
)
from experiments.words.paper import Paper
from sim.laws.pressure import LEVELS
from sim.numbers import listed, percent

_ENTERING = f"{ENTERS.name.lower()} kept, army known"
_TRACE = 1e-6  # a share below it is next to nothing


def mechanisms(found: Found, incentives: tuple[str, ...]) -> tuple[Mechanism, ...]:
    """Every mechanism with its figures, after the curve; `incentives` are Lukashenko's, in the
    order in which what pulled him was added up.
    """
    readings = {
        ("", "by pressure"): _by_pressure(found),
        ("M1", "policies last"): leaders.policies_last(found),
        ("M2", "ultimatums are events"): leaders.ultimatums_are_events(found),
        ("M3", "no climbing by accident"): leaders.no_climbing(found),
        ("M4", "survival decides"): leaders.survival_decides(found, incentives),
        ("M5", "refusing is dangerous"): leaders.refusing_is_dangerous(found),
        ("M6", "the army matters"): army.the_army_matters(found),
        ("M7", "attention"): leaders.attention(found),
        ("M8", "troops are a lever and a guard"): army.troops_matter(found),
        ("M9", "the week is no artefact"): army.the_week_is_no_artefact(found),
        ("M10", "belief meets event"): (
            *leaders.belief_meets_event(found),
            *leaders.entering_meets_event(found),
        ),
        ("M11", "size does not matter"): army.size_does_not_matter(found),
    }
    return tuple(Mechanism(*named, tuple(each)) for named, each in readings.items())


def _by_pressure(found: Found) -> Iterator[Reading]:
    for level in LEVELS:
        yield estimated("P(entry)", level, found[f"{level}, foreseen"].chance("entry"))
        yield share(found[level], "fell", "years in which he fell", level)


def verdict(found: Sequence[Mechanism]) -> str:
    """In a sentence: which mechanisms hold, and which do not."""
    asked = [each for each in found if each.key]
    held = sum(each.holds is Holds.YES for each in asked)
    said = [f"{held} of {len(asked)} mechanisms hold"]
    for kind, one, several in (
        (Holds.NO, "does not", "do not"),
        (Holds.UNCLEAR, "needs more worlds to tell", "need more worlds to tell"),
    ):
        names = [f"{each.key} ({each.claim})" for each in asked if each.holds is kind]
        if names:
            said.append(f"{listed(names)} {several if len(names) > 1 else one}")
    return "; ".join(said) + "."


def print_account(title: str, found: Sequence[Mechanism], worlds: int) -> Paper:
    """Print what was found of every mechanism on stdout; gives the paper."""
    paper = Paper()
    paper.head(title)
    paper.say(
        f"Every figure is (... | model, assumptions), from {worlds:,} worlds or more, "
        "on the same luck; mechanisms.csv has intervals."
    )
    paper.show(_table(found))
    paper.say(verdict(found))
    return paper


def write_account(folder: Path, found: Sequence[Mechanism]) -> None:
    """Write mechanisms.csv: a row a figure."""
    write_csv(folder / "mechanisms.csv", list(_rows(found)))


def pulls(found: Found, incentives: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """What pulls towards entry and what holds back when an ultimatum is first answered, a row for
    each level and incentive.
    """
    for level, resolve in LEVELS.items():
        answers = found[level].number("answers")
        if answers < FEW:
            continue
        for place, incentive in enumerate(incentives):
            mean, low, high = pull(found[level], place)
            yield {
                "level": level,
                "resolve": resolve,
                "incentive": incentive,
                "pull": short(mean),
                "low": short(low),
                "high": short(high),
                "answers": int(answers),
            }


def beliefs(found: Found) -> Iterator[dict[str, Any]]:
    """Survival projected at the first answer to an ultimatum and realised a year later, a row for
    each level and way of going on.
    """
    ways = {
        "free, entry forbidden": {level: f"{level}, {BARRED}" for level in LEVELS},
        **{f"{rung.name.lower()} kept": {level: kept(level, rung) for level in LEVELS}
           for rung in BELOW},
        _ENTERING: {level: kept(level, ENTERS) for level in LEVELS},
    }  # fmt: skip
    for way, names in ways.items():
        projection = "truly" if way == _ENTERING else "projected"
        for level, resolve in LEVELS.items():
            seen = found.get(names[level])
            lasted = seen.share("lasted", "followed") if seen else None
            if seen is None or lasted is None or lasted.worlds < FEW:
                continue
            yield {
                "way": way,
                "level": level,
                "resolve": resolve,
                "projected": short(seen.number(projection) / lasted.worlds),
                "realised": short(lasted.probability),
                "low": short(lasted.low),
                "high": short(lasted.high),
                "worlds": lasted.worlds,
            }


def _rows(found: Sequence[Mechanism]) -> Iterator[dict[str, Any]]:
    for mechanism in found:
        for each in mechanism.readings:
            yield {
                "mechanism": mechanism.key,
                "claim": mechanism.claim,
                "level": each.level,
                "quantity": each.quantity,
                "unit": each.unit,
                "value": short(each.value),
                "low": short(each.interval[0]),
                "high": short(each.interval[1]),
                "compared_with": short(each.other),
                "at_least": "" if isinf(each.bounds[0]) else short(each.bounds[0]),
                "at_most": "" if isinf(each.bounds[1]) else short(each.bounds[1]),
                "holds": each.holds.value if each.bounded else "",
            }


def _table(found: Sequence[Mechanism]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("", no_wrap=True)
    for level in LEVELS:
        table.add_column(level, justify="right")
    table.add_column("asked", min_width=30)
    table.add_column("holds")
    for mechanism in found:
        lines = list(_lines(mechanism))
        holds = mechanism.holds.value if mechanism.key else ""
        table.add_row(f"{mechanism.key} {mechanism.claim}".strip(), *[""] * 7, holds, style="bold")
        for place, line in enumerate(lines):
            table.add_row(*line, end_section=place == len(lines) - 1)
    return table


def _lines(mechanism: Mechanism) -> Iterator[list[str]]:
    """A line for each quantity, with a column for each level of pressure."""
    for quantity in dict.fromkeys(each.quantity for each in mechanism.readings):
        readings = [each for each in mechanism.readings if each.quantity == quantity]
        by_level = {each.level: _number(each.unit, each.value) for each in readings}
        other = [shown for level, shown in by_level.items() if level not in LEVELS]
        said = f"  {quantity}: {other[0]}" if other else f"  {quantity}"
        bounded = [each for each in readings if each.bounded]
        holds = {each.holds for each in bounded}
        worst = next((each.value for each in (Holds.NO, Holds.UNCLEAR) if each in holds), "")
        levels = [by_level.get(level, "") for level in LEVELS]
        yield [said, *levels, _asked(bounded), worst]


def _number(unit: str, value: float) -> str:
    if unit == "share":
        return "0" if value <= 0 else "~ 0" if value < _TRACE else percent(value)
    if unit in ("points", "utility"):
        return f"{value:+.2f}" if abs(value) >= 0.005 else "0.00"
    return "over 100" if value > 100 else f"{value:.2g}"


def _asked(bounded: Sequence[Reading]) -> str:
    """What is asked: the same at every level, or level by level."""
    said = {each.level: each.asked or _bounds(each) for each in bounded}
    if len(set(said.values())) <= 1:
        return next(iter(said.values()), "")
    return "; ".join(f"{words} at {level}" for level, words in said.items())


def _bounds(each: Reading) -> str:
    low, high = each.bounds
    if each.unit == "share":
        low, high, sign = 100 * low, 100 * high, " %"
    else:
        sign = ""
    if isinf(high) or (sign and high == 100):
        return f">= {low:.2g}{sign}"
    if isinf(low) or (low == 0 and each.unit != "points"):
        return f"<= {high:.2g}{sign}"
    return f"{low:.2g} to {high:.2g}{sign}"
