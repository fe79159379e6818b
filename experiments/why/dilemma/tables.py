"""The tables that are printed: a row a pressure."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.table import Table

from experiments.why.dilemma.answers import ANSWERS, ENTERS, HELD, YEAR, Place
from experiments.why.dilemma.judged import RIGHTLY, WRONGLY, Judged
from experiments.why.dilemma.readings import ALL, GROUPS, Powers, beliefs, powers
from experiments.why.dilemma.records import Lives
from experiments.why.dilemma.told import Dilemma, against_the_best, points
from experiments.words.dilemma import SHORT, verdict
from experiments.words.parameters import value
from sim.estimates.intervals import Estimate
from sim.numbers import estimate

_FEW = "too few"
_HEADS = dict(zip(ANSWERS, ("refuse", "stall", "host", "posture", "limited", "full"), strict=True))
_ENTERS = "where he answers with entry"


def by_answer(dilemma: Dilemma) -> Table:
    """In power a year after each answer, with what he expected of it in brackets."""
    table = _table(
        "In power a year after his first answer, kept for a year, of the worlds asked; in brackets "
        "what he expected",
        ["asked", *(_HEADS[rung] for rung in ANSWERS), "limited, army known"],
    )
    for level, lives in dilemma.lives.items():
        found = powers(lives, ALL, YEAR, YEAR)
        table.add_row(*_head(level, lives), *_by_answer(lives, found))
    return table


def against(dilemma: Dilemma, held: int) -> Table:
    """Does entering save him? Limited entry less the best lower rung, in points of power a year
    later, with answers kept for so many weeks.
    """
    table = _table(
        f"Does entering save him? Kept for {held} weeks: in power a year later with limited entry "
        "less the best lower rung, in points [95 % interval], on the same worlds",
        ["army obeys in", *GROUPS.values()],
    )
    for level, lives in dilemma.lives.items():
        obeys = f"{100 * lives.obeys.mean():.0f} %" if lives.number.size else ""
        cells = [said(powers(lives, group, held, YEAR)) for group in GROUPS]
        table.add_row(value("pressure.level", level), obeys, *cells)
    return table


def of_judgement(found: Mapping[float, Mapping[tuple[str, str], Judged]]) -> Table:
    """How often he judges rightly."""
    asked = ["he believes entry is safest", "he answers with entry"]
    enters = {
        "the army goes": "the army goes",
        "in power a year later": "in power a year later",
        "in power with the lower rung that he should have expected most of": "with the lower rung",
        "entering less that rung": "entering less that",
        RIGHTLY: "only his answer saves",
        WRONGLY: "only the other would",
    }
    table = _table(
        "His judgement: of the worlds asked, and (from the third column) of those in which he "
        f"answers with entry; the lower rung is the one of which he should have expected most, "
        f"kept for {HELD[0]} weeks",
        [*asked, *enters.values()],
    )
    for level, each in found.items():
        wanted = [*((name, "all worlds asked") for name in asked), *((q, _ENTERS) for q in enters)]
        cells = [_judged(each[key]) if key in each else _FEW for key in wanted]
        table.add_row(value("pressure.level", level), *cells)
    return table


def by_morale(lives: Mapping[Place, Lives]) -> Table:
    """Limited entry less the best lower rung by morale, kept for a year, over all worlds asked."""
    pressures = sorted({place.pressure for place in lives})
    table = _table(
        "Limited entry less the best lower rung, kept for a year, in points, by army morale",
        [value("pressure.level", each) for each in pressures],
        "army.morale",
    )
    for morale in sorted({place.morale for place in lives}):
        found = (powers(lives[Place(morale, each)], ALL, YEAR, YEAR) for each in pressures)
        table.add_row(f"{morale:g}", *(said(each) for each in found))
    return table


def said(found: Powers) -> str:
    """Whether entering saves him, and the difference: "no, -23 [-26, -20]"."""
    if not found.told:
        return _FEW
    less = against_the_best(found)
    return f"{SHORT[verdict(less.low, less.high)]}, {_points(less)}"


def _by_answer(lives: Lives, found: Powers) -> list[str]:
    if not found.told:
        return [_FEW, *[""] * len(ANSWERS)]
    believed = {each.rung: each for each in beliefs(lives, found)}
    cells = []
    for rung in ANSWERS:
        own = f" ({100 * believed[rung].own:.0f})" if rung in believed else ""
        cells.append(f"{_short(found.chance(rung))}{own}")
    known = f"({100 * believed[ENTERS].true:.0f})" if ENTERS in believed else ""
    return [*cells, known]


def _head(level: float, lives: Lives) -> tuple[str, str]:
    return value("pressure.level", level), f"{lives.number.size:,} of {lives.worlds:,}"


def _judged(each: Judged) -> str:
    return _points(each.estimate) if each.points else estimate(each.estimate)


def _points(each: Estimate) -> str:
    return f"{points(each.probability)} [{points(each.low)}, {points(each.high)}]"


def _short(each: Estimate) -> str:
    return estimate(each).removesuffix(" %")


def _table(title: str, columns: list[str], first: str = "pressure") -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right")
    return table
