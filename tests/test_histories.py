"""Three worlds as a person would read them: they change on purpose only.

UPDATE_GOLDEN=1 writes them anew; the changelog then says so under "Results:".
"""

import os
from pathlib import Path

import pytest

from sim import Outcome, Scenario
from sim.agents.opposition import Tactic
from sim.agents.putin import Option
from sim.model import WarEntry
from sim.world import Rung

GOLDEN = Path(__file__).parent / "golden"
WORLDS = {
    "a_quiet_year": ({}, 1),
    "entry_under_severe_pressure": ({"pressure.level": 0.8}, 16),
    "an_army_that_is_not_there": (
        {
            "pressure.level": 1.0,
            "army.loyalty": 0.5,
            "army.morale": 0.35,
            "lukashenko.loyalty_bias": 0.4,
        },
        22,
    ),
}


def told(changes, number: int) -> str:
    """A world week by week: who chose what, who would obey, who was in the street, how it ended."""
    model = WarEntry(Scenario().but(changes), first_world=number, seed=1)
    lines = [
        f"{'week':>4} {'putin':<12}{'lukashenko':<14}{'opposition':<11}"
        f"{'compliance':>10}{'protest':>8}  outcome"
    ]
    while model.running:
        model.step()
        world = model.world
        putin, rung = Option(world.putin[0]).name, Rung(world.lukashenko[0]).name
        choices = f"{putin:<12}{rung:<14}{Tactic(world.opposition[0]).name:<11}"
        numbers = f"{world.compliance[0]:>10.3f}{world.protest[0]:>8.3f}"
        lines.append(f"{model.week - 1:>4} {choices}{numbers}  {Outcome(world.outcome[0]).name}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", WORLDS)
def test_a_world_is_lived_as_it_always_was(name):
    path, story = GOLDEN / f"{name}.txt", told(*WORLDS[name])
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(story, encoding="utf-8")
    assert story == path.read_text(encoding="utf-8")


def test_every_story_that_is_kept_is_told():
    assert {path.stem for path in GOLDEN.iterdir()} == set(WORLDS)
