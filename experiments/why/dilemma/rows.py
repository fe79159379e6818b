"""The rows that are kept, a number each where another program can find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from experiments.store.csv_tables import short
from experiments.why.dilemma.answers import AFTER, ANSWERS, HELD, YEAR, Place
from experiments.why.dilemma.crossing import Onset
from experiments.why.dilemma.judged import judged
from experiments.why.dilemma.readings import (
    ALL,
    GROUPS,
    OBEYS,
    Powers,
    beliefs,
    powers,
)
from experiments.why.dilemma.records import Lives
from sim.estimates.intervals import Estimate
from sim.world import Rung

Rows = Iterator[dict[str, Any]]


def of_powers(lives: Mapping[Place, Lives]) -> Rows:
    """A row for each place, group, answer and moment: in power, and against the other answers."""
    for place, each in lives.items():
        for held in HELD:
            for weeks in AFTER:
                for group in GROUPS:
                    found = powers(each, group, held, weeks)
                    if found.worlds:
                        yield from _powers(place, held, weeks, found)


def _powers(place: Place, held: int, weeks: int, found: Powers) -> Rows:
    for rung in ANSWERS:
        row = {**_at(place), "group": found.group, "held": held, "weeks_after": weeks}
        others = (("posture", Rung.POSTURE), ("refuse", Rung.REFUSE), ("best", found.best))
        yield row | {
            "answer": rung.name.lower(),
            **_numbers("in_power", found.chance(rung)),
            **{
                name: number
                for other, below in others
                for name, number in _numbers(f"less_{other}", found.less(rung, below)).items()
            },
            "best_lower_rung": found.best.name.lower(),
            "asked": found.worlds,
        }


def of_beliefs(lives: Mapping[Place, Lives]) -> Rows:
    """A row for each place, group and answer: expected, and come true a year later."""
    for place, each in lives.items():
        for group in GROUPS:
            found = powers(each, group, YEAR, YEAR)
            if not found.worlds:
                continue
            for belief in beliefs(each, found):
                yield {
                    **_at(place), "group": group, "answer": belief.rung.name.lower(),
                    "expected": short(belief.own), "expected_knowing_army": short(belief.true),
                    **_numbers("in_power", belief.event), "asked": found.worlds,
                }  # fmt: skip


def of_judgement(lives: Mapping[Place, Lives]) -> Rows:
    """A row for each place and figure of his judgement, against answers kept short and long."""
    for place, each in lives.items():
        for held in HELD:
            for figure in judged(each, held):
                yield {
                    **_at(place), "of": figure.of, "quantity": figure.quantity,
                    "other_held": held, **_numbers("value", figure.estimate),
                    "worlds": figure.estimate.worlds,
                }  # fmt: skip


def of_crossings(found: Mapping[tuple[float, str, int, str], Onset]) -> Rows:
    """A row for each crossing, by morale, group, weeks kept and what entry is held against; inf
    and -inf where it lies above or below every level.
    """
    for (morale, group, held, against), each in found.items():
        yield {
            "morale": morale, "group": group, "held": held, "against": against,
            "pressure": each.at, "low": each.low, "high": each.high,
            "levels": " ".join(f"{level:g}" for level in each.levels),
        }  # fmt: skip


def drawn(lives: Mapping[Place, Lives], morale: float) -> Rows:
    """What the figure shows: one morale, answers kept for a year, in power a year later."""
    for place, each in lives.items():
        for group in (ALL, OBEYS):
            found = powers(each, group, YEAR, YEAR)
            if place.morale != morale or not found.told:
                continue
            believed = {belief.rung: belief.own for belief in beliefs(each, found)}
            for row, rung in zip(_powers(place, YEAR, YEAR, found), ANSWERS, strict=True):
                yield row | {"expected": short(believed.get(rung, float("nan")))}


def _at(place: Place) -> dict[str, Any]:
    return {"pressure": place.pressure, "morale": place.morale}


def _numbers(name: str, each: Estimate) -> dict[str, Any]:
    return {
        name: short(each.probability), f"{name}_low": short(each.low),
        f"{name}_high": short(each.high),
    }  # fmt: skip
