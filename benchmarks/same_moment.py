"""The same moment in both models: from one state, do leaders judge alike, and does a quiet week
lead to the same state?

Luck plays no part here, so the answers must be equal but for the last digits.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.one_world import OneWorld
from benchmarks.plain_laws import moscow, presence, within
from sim import Scenario
from sim.agents import lukashenko
from sim.luck import Channel, Luck
from sim.model import WarEntry
from sim.world import World

WORLDS, WEEKS = 40, 20
_SHARES = ("backing", "credit", "spurned", "defied", "demoralised", "capacity", "hosting")
_LEVELS = (
    "front", "border_defence", "contingent", "pressure", "repression", "protest", "opposed",
    "offence", "allegiance", *_SHARES,
)  # fmt: skip
_SEEN = ("compliance", "prospects", "demand")  # this week, by whoever judges
_QUIET = SimpleNamespace(random=lambda: 1 - 1e-9, gauss=lambda mean, spread: mean)


class Quiet(OneWorld):
    """A world whose people are only counted: what they do is given."""

    would_obey = would_protest = 0.0

    def populate(self) -> float:
        return 0.0

    def willing(self, needed: float) -> float:
        return self.would_obey

    def drift(self, change: float) -> None:
        pass

    def protesters(self, conceded: float, fear: float, needed: float) -> float:
        return self.would_protest


def judged_apart(scenario: Scenario) -> dict[str, float]:
    """By how much the models differ, at most, in what leaders make of the same moments."""
    model = _on_the_way(scenario)
    world, week = model.world, model.this_week()
    believed = lukashenko.believe(world, scenario)
    answers = lukashenko.judge(world, week.resolve, world.pressure, believed, scenario).utility()
    thought = model.putin.judge(world, week, scenario)
    options, apart = thought.utility() - world.putin_leaning, {}
    for i in range(WORLDS):
        w, hope = _copy(world, i, scenario), thought.belief[:, i]
        ladder = w.lukashenko._utilities(w.demand, w.pressure, believed[i])
        near, stands = presence(scenario, w.contingent), scenario.putin.demands[w.putin.option]
        course = moscow(
            scenario, w.resolve, w.front, w.prospects, tuple(hope), w.pressure, w.backing,
            w.credit, w.spurned, near, stands,
        )  # fmt: skip
        _note(apart, "Lukashenko's rungs", ladder, answers[: len(ladder), i])
        _note(apart, "Putin's hope", w.putin._hope(), hope)
        _note(apart, "Putin's options", course, options[:, i])
    return apart


def lived_apart(scenario: Scenario) -> dict[str, float]:
    """By how much they differ, at most, after a week from the same moments in which nobody
    reconsiders and nothing happens by chance.
    """
    model = _on_the_way(scenario)
    twins = [_copy(model.world, i, scenario) for i in range(WORLDS)]
    before = model.world.protest
    with patch.object(Luck, "of_week", _quiet_week):
        model.step()
    world, apart = model.world, {}
    came = before + (world.protest - before) / within(scenario.public.gathers)
    for i, w in enumerate(twins):
        w.would_obey, w.would_protest = float(world.compliance[i]), float(came[i])
        w.step()
        for name in (*_LEVELS, "prospects", "needed", "soldiers_need", "disloyal_below"):
            ours = {"soldiers_need": "resistance", "disloyal_below": "loyalty_line"}.get(name, name)
            _note(apart, name, getattr(w, name), getattr(world, ours)[..., i])
    return apart


def _on_the_way(scenario: Scenario) -> WarEntry:
    """Worlds after some weeks, scattered further so that all that can be met is met."""
    model, rng = WarEntry(scenario, worlds=WORLDS, collect=False, conditional=True), _rng()
    for _ in range(WEEKS):
        model.step()
    world = model.world
    for name in _SHARES:
        setattr(world, name, rng.random(WORLDS))
    world.putin, world.opposition = rng.integers(0, 5, WORLDS), rng.integers(0, 4, WORLDS)
    world.lukashenko, world.refused = rng.integers(0, 5, WORLDS), rng.random(WORLDS) < 0.5
    world.hope, world.allegiance = rng.dirichlet((1, 1, 1), WORLDS).T, 0.1 * rng.random(WORLDS)
    world.demand = np.array(scenario.putin.demands)[world.putin]
    return model


def _copy(world: World, i: int, scenario: Scenario) -> Quiet:
    """One of them as a world of the other model."""
    w = Quiet(scenario)
    for name in (*_LEVELS, *_SEEN):
        setattr(w, name, float(getattr(world, name)[i]))
    w.week, w.resolve = WEEKS, w.course[WEEKS]
    w.needed, w.putin.hope = tuple(world.needed[:, i]), tuple(world.hope[:, i])
    w.putin.option, w.putin.error = int(world.putin[i]), float(world.putin_error[i])
    w.lukashenko.option, w.opposition.option = int(world.lukashenko[i]), int(world.opposition[i])
    w.lukashenko.refused, w.random = bool(world.refused[i]), _QUIET
    return w


def _quiet_week(luck: Luck, step: int, worlds: Any) -> dict[int, Any]:
    """Draws with which nobody reconsiders and nothing happens."""
    still = (Channel.FRONT, Channel.ARMY_MOOD, Channel.ARMY_ALLEGIANCE)
    slow = (Channel.PUTIN_ESTIMATE, Channel.LUKASHENKO_ESTIMATE)
    drawn = {int(channel): np.full(worlds.size, 1 - 1e-9) for channel in Channel}
    return drawn | {int(channel): np.zeros(worlds.size) for channel in (*still, *slow)}


def _note(apart: dict[str, float], name: str, theirs: Any, ours: Any) -> None:
    gap = float(np.abs(np.asarray(theirs) - ours).max())
    apart[name] = max(gap, apart.get(name, 0.0))


def _rng() -> np.random.Generator:
    return np.random.default_rng(1)
