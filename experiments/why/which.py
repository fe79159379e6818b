"""Which world to tell: of which treatment, by its number or by how it ended, and which weeks."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from experiments.mistakes import Damaged, UserError
from experiments.plan.treatments import Treatment
from experiments.store.results import Results
from sim.luck import MAX_WORLDS
from sim.world import Outcome

OWN = ("world", "outcome", "weeks")  # what may be asked for beside swept values


@dataclass(frozen=True)
class Telling:
    """A world of a treatment, and the first and last of the weeks to be told."""

    treatment: Treatment
    world: int
    first: int
    last: int


def choice_of(results: Results, asked: Mapping[str, str]) -> Telling:
    """What is asked for in a results folder; raises UserError where it is not there."""
    wanted = {path: value for path, value in asked.items() if path not in OWN}
    treatment = results.chosen(wanted, OWN)
    first, last = _weeks(asked.get("weeks"), treatment.scenario.weeks)
    return Telling(treatment, _world(results, treatment, asked), first, last)


def _world(results: Results, treatment: Treatment, asked: Mapping[str, str]) -> int:
    if "world" in asked and "outcome" in asked:
        raise UserError("ask for a world by its number or by its outcome, not both")
    if "outcome" in asked:
        return _first_with(results, treatment, asked["outcome"])
    text = asked.get("world", "0")
    if not text.isdecimal() or int(text) >= MAX_WORLDS:
        raise UserError(f"world = {text} is not a whole number from 0 to {MAX_WORLDS - 1}")
    return int(text)


def _first_with(results: Results, treatment: Treatment, outcome: str) -> int:
    """The first finished world with an outcome; raises UserError where there is none."""
    names = [each.name.lower() for each in Outcome]
    if outcome not in names:
        raise UserError(f"outcome = {outcome} is not one of {', '.join(names)}")
    try:
        world = results.worlds_of(treatment).first_with(outcome)
    except Damaged as damage:
        raise UserError(f"{damage}; the command that made the folder repairs it") from None
    if world is None:
        raise UserError(f"no finished world of this treatment ended in {outcome}")
    return world


def _weeks(text: str | None, lived: int) -> tuple[int, int]:
    if text is None:
        return 0, sys.maxsize
    first, _, last = text.partition("-")
    if not first.isdecimal() or not (last.isdecimal() or not last):
        raise UserError(f"weeks = {text} is not a week or a range of weeks such as 10-20")
    if last and int(last) < int(first):
        raise UserError(f"weeks = {text} ends before it begins")
    if int(first) >= lived:
        raise UserError(f"weeks = {text} is beyond the last week: they go from 0 to {lived - 1}")
    return int(first), int(last or first)
