"""Events on the way: a quantity of the world passes a threshold in a week before the world ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sim.allowed import ScenarioError
from sim.estimates.intervals import Estimate, rate
from sim.estimates.weekly import QUANTITIES
from sim.machine.arrays import Floats
from sim.model import WarEntry
from sim.scenario import Scenario
from sim.simulation import batch_size
from sim.world import NEVER, World

_EVENT = re.compile(r"\s*([a-z_]+)\s*([<>])\s*([0-9.eE+-]+)\s*")


@dataclass(frozen=True)
class Event:
    """A quantity of the world passing a threshold in any week before the world ends."""

    quantity: str
    sign: int  # 1 above the threshold, -1 below it
    threshold: float

    @classmethod
    def parse(cls, text: str) -> Event:
        """The event that a text such as "compliance<0.05" names; raises ScenarioError."""
        match = _EVENT.fullmatch(text)
        if match is None:
            raise ScenarioError(
                f"event = {text!r} is not of the form quantity<number or quantity>number, "
                "such as compliance<0.05"
            )
        quantity, sign, threshold = match.groups()
        if quantity not in QUANTITIES:
            raise ScenarioError(
                f"event = {text!r}: {quantity} is not one of {', '.join(QUANTITIES)}"
            )
        try:
            return cls(quantity, 1 if sign == ">" else -1, float(threshold))
        except ValueError:
            raise ScenarioError(f"event = {text!r}: {threshold} is not a number") from None

    def __str__(self) -> str:
        return f"{self.quantity}{'>' if self.sign == 1 else '<'}{self.threshold:g}"

    def check(self, scenario: Scenario) -> None:
        """Raise ScenarioError where the quantity can never pass the threshold, or cannot help
        passing it.
        """
        top = scenario.theatre.most_contingent if self.quantity == "contingent" else 1.0
        edge = top if self.sign == 1 else 0.0
        if not 0 <= self.threshold <= top or self.threshold == edge:
            raise ScenarioError(
                f"event = {str(self)!r}: {self.quantity} lies within 0 to {top:g}, and only a "
                f"threshold from 0 to {top:g} other than {edge:g} can be passed this way"
            )

    def nearness(self, world: World) -> Floats:
        """How near worlds are to the threshold: 0 at it, positive past it, shape (worlds,)."""
        value: Floats = self.sign * (getattr(world, self.quantity) - self.threshold)
        return value

    def value(self, nearness: float) -> float:
        """What the quantity is so near to the threshold."""
        return self.threshold + self.sign * nearness


def counted(
    scenario: Scenario,
    event: Event,
    worlds: int,
    seed: int = 0,
    advance: Callable[[int], None] = lambda worlds: None,
) -> Estimate:
    """The share of plainly lived worlds 0, 1, ... in which the event came before the end."""
    size, count = batch_size(scenario), 0
    for first in range(0, worlds, size):
        batch = min(size, worlds - first)
        model = WarEntry(
            scenario, worlds=batch, first_world=first, seed=seed, collect=False, follow_entry=False
        )
        count += _passing(model, event)
        advance(batch)
    return rate(count, worlds)


def _passing(model: WarEntry, event: Event) -> int:
    """How many worlds of a batch pass the threshold before they end."""
    passed: set[int] = set()
    while model.running:
        model.step()
        world = model.world
        there = (world.ended == NEVER) & (event.nearness(world) > 0)
        passed.update(world.number[there].tolist())
    model.__dict__.clear()  # a Mesa model refers to itself
    return len(passed)
