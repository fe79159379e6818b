"""Four worlds as a person would read them: they change on purpose only.

UPDATE_GOLDEN=1 writes them anew; the changelog then says so under "Results:".
"""

import os
from pathlib import Path

import pytest

from sim import Scenario
from sim.agents.moscow import Option
from sim.agents.opposition import Tactic
from sim.model import WarEntry
from sim.world import NEVER, Fate, Outcome, Rung, World

GOLDEN = Path(__file__).parent / "golden"
SEVERE = {"pressure.level": 0.8}
WORLDS = {
    "a_quiet_year": ({}, 5),
    "entry_under_severe_pressure": (SEVERE, 23),
    "an_order_that_fails": (SEVERE, 12),
    "an_expedition_that_breaks": (SEVERE, 57),
}
LEADERS = {"putin": (Option, 13), "lukashenko": (Rung, 15), "opposition": (Tactic, 11)}


def told(changes, number: int) -> str:
    """A world week by week: what each leader stood by, with a star where he had reconsidered, who
    would obey, how far Moscow backed Lukashenko, who was in the street, what came of it.
    """
    model = WarEntry(Scenario().but(changes), first_world=number, seed=1)
    titles = "".join(f"{name:<{width}}" for name, (_, width) in LEADERS.items())
    lines = [f"week {titles}{'compliance':>10}{'backing':>9}{'protest':>9}  outcome"]
    while model.running:
        failed = int(model.world.failed_orders[0])
        model.step()
        world = model.world
        chosen = "".join(f"{_stood_by(model, name):<{LEADERS[name][1]}}" for name in LEADERS)
        numbers = f"{world.compliance[0]:>10.3f}{world.backing[0]:>9.3f}{world.protest[0]:>9.3f}"
        came = _what_came(world, failed, over=not model.running)
        lines.append(f"{model.week - 1:>4} {chosen}{numbers}  {came}".rstrip())
    return "\n".join(lines) + "\n"


def _what_came(world: World, failed: int, over: bool) -> str:
    """An ending, an order that failed, how many of the called-up serve in Ukraine; what became of
    his rule at last.
    """
    if world.fell[0] != NEVER:
        return Fate(world.fate[0]).name
    first = Outcome(world.outcome[0]).name
    if over or (world.ended[0] != NEVER and not world.beyond[0]):
        return first
    if world.failed_orders[0] > failed:
        return "an order fails"
    return f"{world.serving[0]:.0%} serve" if world.serving[0] > 0 else ""


def _stood_by(model: WarEntry, name: str) -> str:
    """The option of a leader in the week just lived, before an order that failed undid it."""
    options, decision = LEADERS[name][0], getattr(model, name).decision
    if decision is None:
        return options(getattr(model.world, name)[0]).name
    return f"{options(decision.choice[0]).name}*"


@pytest.mark.parametrize("name", WORLDS)
def test_a_world_is_lived_as_it_always_was(name):
    path, story = GOLDEN / f"{name}.txt", told(*WORLDS[name])
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(story, encoding="utf-8")
    assert story == path.read_text(encoding="utf-8")


def test_every_story_that_is_kept_is_told():
    assert {path.stem for path in GOLDEN.iterdir()} == set(WORLDS)
