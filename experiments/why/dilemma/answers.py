"""What is asked: answers to the first ultimatum, how long they are kept, and where."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.mistakes import UserError
from experiments.plan.values import as_typed
from sim.allowed import ScenarioError
from sim.laws.pressure import LEVELS
from sim.scenario import Scenario
from sim.world import ENTRY_RUNGS, Rung

YEAR = 52  # weeks: asked within the first, and followed for as long
HELD = (8, YEAR)  # weeks for which an answer is kept, whatever happens
AFTER = (26, YEAR)  # weeks after the first answer in which it is looked who rules
ENTERS = Rung.LIMITED_ENTRY
BELOW = (Rung.REFUSE, Rung.STALL, Rung.HOST, Rung.POSTURE)
ANSWERS = (*BELOW, *ENTRY_RUNGS)
MORALES = (0.34, 0.42, 0.50, 0.58, 0.66)
FEW = 30  # worlds asked below which a share of them says nothing


@dataclass(frozen=True, order=True)
class Place:
    """Where it is asked: a pressure and a morale."""

    morale: float
    pressure: float


def places(base: Scenario, full: bool) -> list[Place]:
    """The named levels of pressure at the scenario's morale; with `full` pressure in steps of a
    tenth, at five morales and the scenario's.
    """
    levels = [round(step / 10, 1) for step in range(11)] if full else list(LEVELS.values())
    morales = sorted({base.army.morale, *(MORALES if full else ())})
    return [Place(morale, level) for morale in morales for level in levels]


def unforced(base: Scenario, place: Place) -> Scenario:
    """The scenario of a place in which he answers as he likes, long enough to follow who is asked
    in the first year for another.
    """
    changes = {"pressure.level": place.pressure, "army.morale": place.morale, "weeks": 2 * YEAR}
    return base.but(changes)


def kept(scenario: Scenario, rung: Rung, weeks: int) -> Scenario:
    """The same where he answers the first ultimatum with a rung and keeps to it."""
    answer = f"first ultimatum: lukashenko={rung.name} for {weeks} weeks"
    return scenario.but({"force": "; ".join(each for each in (scenario.force, answer) if each)})


def check(base: Scenario) -> None:
    """Raise UserError where his answer cannot be forced."""
    if base.forced.of("lukashenko") or base.forced.never_entry:
        raise UserError(
            "the dilemma forces his answers itself: leave lukashenko and never entry out of force"
        )
    try:
        for place in places(base, full=False):
            kept(unforced(base, place), ENTERS, YEAR)
    except ScenarioError as mistake:
        raise UserError(f"the dilemma cannot be looked at here: {as_typed(mistake)}") from None
