"""A week as every actor is handed it: when it is, what it brings, and how endings are met in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sim.luck import Channel, Luck
from sim.machine.arrays import Floats, Whole
from sim.world import World

if TYPE_CHECKING:
    from sim.scenario import Scenario


class Endings(Protocol):
    """How endings are met: drawn, or foreseen and counted."""

    def choose(
        self, channel: Channel, probability: Floats, world: World, week: Week, scenario: Scenario
    ) -> Whole:
        """The option of the leader who draws on a channel, shape (worlds,)."""

    def fall(self, world: World, week: Week, scenario: Scenario) -> None:
        """Let the regime fall where it falls this week."""

    def told(self, world: World, week: Week) -> World:
        """The worlds as their histories tell of the week."""


@dataclass(frozen=True)
class Week:
    """One week of many worlds."""

    number: int  # from the start of the scenario
    resolve: float  # Moscow's: how hard it leans
    ground: float  # how passable the ground is
    draws: Floats  # luck of the worlds by channel, shape (world channels, worlds)
    luck: Luck  # luck of the people
    endings: Endings

    def uniform(self, channel: int, world: World) -> Floats:
        """Uniform draws of the worlds on a channel, shape (worlds,)."""
        if channel < Channel.FRONT:
            drawn: Floats = self.draws[channel]
            return drawn
        return self.luck.of_channel(self.number, world.number, channel)
