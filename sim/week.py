"""A week as every actor is handed it: when it is, what it brings, and how endings are met in it.

A week may be lived in several steps; each is handed on like a week of its own, with its luck and
with its span.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.luck import Luck
from sim.machine.arrays import Bools, Floats, Whole
from sim.world import World

if TYPE_CHECKING:
    from sim.scenario import Scenario


class Endings(Protocol):
    """How endings are met: drawn, or foreseen and counted."""

    def choose(self, leader: Any, turn: Any, world: World, week: Week, scenario: Scenario) -> Whole:
        """The option with which a leader goes on, shape (worlds,)."""

    def fall(self, world: World, week: Week, scenario: Scenario) -> None:
        """Let the regime fall where it falls this week."""

    def told(self, world: World, week: Week) -> World:
        """The worlds as their histories tell of the week."""

    def over(self, world: World, last: bool) -> Bools:
        """Which worlds are lived no further; `last` says whether the last week has been."""

    def parts(self, world: World) -> tuple[Floats, Floats]:
        """What each world counted for this week, and what of it ended on an order that was not
        drawn.
        """

    def left(self, world: World) -> Floats:
        """What is left of each history when a week ends, shape (worlds,): nothing of one that has
        ended, and where endings are foreseen the chance that it has not.
        """

    def ended(self, world: World) -> tuple[Floats, Floats]:
        """Chances of each outcome by now, of worlds that go on and of those that have ended."""

    def settled(self, world: World, over: Whole) -> Any:
        """What became of the worlds at some places."""

    def follow(self, histories: Any, world: World, over: Whole) -> None:
        """Write down what became of his rule in the worlds at some places."""


@dataclass(frozen=True)
class Week:
    """One step of many worlds: a week, or a part of one."""

    number: int  # of the week, from the start of the scenario
    step: int  # of all steps from the start: the address of its luck
    span: float  # its length, in weeks
    ends: bool  # whether the week ends with it
    resolve: Any  # Moscow's, how hard it leans: one number, or one a world
    ground: Any  # how passable the ground is, likewise
    draws: Mapping[int, Floats]  # luck of the worlds by channel, each of shape (worlds,)
    luck: Luck  # all other luck
    endings: Endings

    @property
    def now(self) -> float:
        """Weeks since the start."""
        return self.step * self.span

    def at(self, places: Whole) -> Week:
        """The week in the worlds at some places."""
        draws = {channel: drawn[places] for channel, drawn in self.draws.items()}
        resolve, ground = (
            each[places] if np.ndim(each) else each for each in (self.resolve, self.ground)
        )
        return replace(self, draws=draws, resolve=resolve, ground=ground)

    def uniform(self, channel: int, world: World) -> Floats:
        """Uniform draws of the worlds on a channel, shape (worlds,)."""
        drawn = self.draws.get(channel)
        return self.luck.of_channel(self.step, world.number, channel) if drawn is None else drawn
