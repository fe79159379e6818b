"""Rare events on the way: worlds that come nearer to the event are copied, those that do
not are dropped.

For questions that are thresholds on a world's path, such as compliance falling below a half, no
chance is known before a draw, so the conditional estimator cannot help. Splitting can: the worlds
of an island live side by side; a world gains weight as it comes nearer to the threshold than ever
before, and when the weights have grown unequal, worlds are drawn anew in proportion to them. The
copies go on with luck of their own. Taking the weights out again at the end gives an unbiased
estimate [DelMoral2005]; independent islands give its interval. Endings are foreseen, not drawn:
reaching the threshold counts with the chance that the world had not ended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from sim.estimates.foresight import Foreseen
from sim.estimates.histories import Histories
from sim.estimates.intervals import Estimate, average
from sim.estimates.weekly import TOP
from sim.estimates.weights import Weights
from sim.luck import Channel
from sim.machine.arrays import Floats, Whole
from sim.model import WarEntry
from sim.parameters import ScenarioError
from sim.scenario import Scenario
from sim.world import World

_PILOT = 256  # worlds that are lived plainly to see how far the event is
_EVENT = re.compile(r"\s*([a-z_]+)\s*([<>])\s*([0-9.eE+-]+)\s*")


@dataclass(frozen=True)
class Event:
    """A quantity of the world passing a threshold in any week before the world ends."""

    quantity: str
    sign: int  # 1 above the threshold, -1 below it
    threshold: float

    @classmethod
    def parse(cls, text: str) -> Event:
        """The event that a text such as "compliance<0.5" names; raises ScenarioError."""
        match = _EVENT.fullmatch(text)
        if match is None:
            raise ScenarioError(
                f"event = {text!r} is not of the form quantity<number or quantity>number, "
                "such as compliance<0.5"
            )
        quantity, sign, threshold = match.groups()
        if quantity not in TOP:
            raise ScenarioError(f"event = {text!r}: {quantity} is not one of {', '.join(TOP)}")
        try:
            return cls(quantity, 1 if sign == ">" else -1, float(threshold))
        except ValueError:
            raise ScenarioError(f"event = {text!r}: {threshold} is not a number") from None

    def nearness(self, world: World) -> Floats:
        """How near worlds are to the threshold: 0 at it, positive past it, shape (worlds,)."""
        value: Floats = self.sign * (getattr(world, self.quantity) - self.threshold)
        return value


@dataclass
class Island:
    """Worlds that live and are copied together."""

    model: WarEntry
    event: Event
    tilt: float  # log weight gained per unit of nearness
    first_number: int  # numbers from here on are the luck of its copies

    def __post_init__(self) -> None:
        worlds = self.model.world.worlds
        self.nearest = np.full(worlds, -np.inf)
        self.reached = np.zeros(worlds)  # chance of not having ended when the threshold was passed
        self.log_weight = np.zeros(worlds)
        self.log_scale = 0.0

    @property
    def weights(self) -> Weights:
        """How likely its worlds are not to have ended."""
        assert isinstance(self.model.endings, Foreseen)
        return self.model.endings.weights

    def estimate(self) -> float:
        """Live to the horizon; the chance of the event, unbiased."""
        while self.model.running:
            self.model.step()
            self._gain()
            if self.model.running:
                self._draw_anew()
        chances = np.exp(self.log_weight - self.tilt * np.minimum(self.nearest, 0)) * self.reached
        return float(np.exp(self.log_scale) * chances.mean())

    def _gain(self) -> None:
        nearness = self.event.nearness(self.model.world)
        first = (nearness > 0) & (self.nearest <= 0)
        self.reached = np.where(first, self.weights.left, self.reached)
        nearest = np.maximum(self.nearest, nearness)
        known = np.where(np.isinf(self.nearest), 0.0, np.minimum(self.nearest, 0))
        self.log_weight = self.log_weight + self.tilt * (np.minimum(nearest, 0) - known)
        self.nearest = nearest

    def _draw_anew(self) -> None:
        """Copy worlds in proportion to their weights, once those have grown unequal.

        Copies get luck of their own.
        """
        top = self.log_weight.max()
        weight = np.exp(self.log_weight - top)
        if weight.sum() ** 2 > 0.5 * weight.size * (weight**2).sum():
            return
        chosen = _systematic(weight / weight.sum(), self._uniform())
        self.log_scale += float(top + np.log(weight.mean()))
        self.log_weight = np.zeros(weight.size)
        self.nearest, self.reached = self.nearest[chosen], self.reached[chosen]
        numbers = np.arange(self.first_number, self.first_number + weight.size, dtype=np.uint64)
        self.first_number += weight.size
        self.model.world.branch(chosen, numbers)
        self.weights.branch(chosen)
        self.model.histories = Histories.unwritten(numbers)

    def _uniform(self) -> float:
        return float(
            self.model.luck.of_channel(
                self.model.week, self.model.world.number[:1], Channel.SPLITTING
            )[0]
        )


def rare(
    scenario: Scenario, event: Event, islands: int = 16, worlds: int = 512, seed: int = 0
) -> Estimate:
    """P(event before the world ends) from independent islands of worlds.

    The interval is Student's over islands.
    """
    if islands < 2 or worlds < 2:
        raise ScenarioError(f"islands = {islands} and worlds = {worlds}: both must be at least 2")
    tilt = _tilt(scenario, event, seed)
    span = worlds * (scenario.weeks + 1)
    chances = []
    for island in range(islands):
        model = WarEntry(
            scenario,
            worlds=worlds,
            first_world=island * span,
            seed=seed,
            collect=False,
            conditional=True,
        )
        chances.append(Island(model, event, tilt, island * span + worlds).estimate())
    return average(float(np.mean(chances)), float(np.var(chances, ddof=1)), islands)


def _tilt(scenario: Scenario, event: Event, seed: int) -> float:
    """The weight that brings a typical world to the threshold, from a plain pilot
    (a normal approximation).
    """
    model = WarEntry(
        scenario, worlds=_PILOT, seed=seed, first_world=2**31, collect=False, conditional=True
    )
    nearest = np.full(_PILOT, -np.inf)
    while model.running:
        model.step()
        nearest = np.maximum(nearest, event.nearness(model.world))
    missing, variance = -float(nearest.mean()), float(nearest.var())
    return max(missing, 0.0) / max(variance, 1e-12)


def _systematic(share: Floats, uniform: float) -> Whole:
    """Places drawn in proportion to their shares with one uniform draw, as evenly as can be."""
    points = (np.arange(share.size) + uniform) / share.size
    return np.minimum(np.searchsorted(np.cumsum(share), points), share.size - 1)
