"""The conditional estimator: what is known before the dice fall is counted, not rolled.

Each week, before anyone draws, the model knows the chance that this history ends in entry: the
chance of an ultimatum, times the chance of each entry rung in answer to it, if the army would carry
the order out. That chance is added, with the history's weight, to the probability of the outcome;
the history goes on as one that did not end, with what is left of its weight. Mutinies on order,
coups, uprisings and replacements are treated the same way. Nothing is spent on worlds that end, and
the estimate is unbiased whatever the week or the outcome (docs/estimators.md).

The dice still fall: the first ending that they bring is what the world's row tells, the same as
where endings are drawn. Where they bring one, the leaders draw again among what does not end the
world, with luck set aside for it.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

import numpy as np

from sim.agents.leader import Leader, Turn
from sim.estimates.histories import Chances, Histories, not_followed
from sim.estimates.orders import Orders, answers, going_on, ordered, orders, verdicts
from sim.estimates.weights import Forks, Weights
from sim.laws import regime
from sim.laws.choice import draw, in_order
from sim.luck import Channel
from sim.machine.arrays import Bools, Floats, Whole
from sim.scenario import Scenario
from sim.week import Week
from sim.world import ENTRY_RUNGS, Block, Fate, Outcome, World


@dataclass
class Foreseen:
    """Worlds go on to the horizon, and their weight ends where it may."""

    weights: Weights
    orders: Orders  # this week's
    forks: Forks | None  # where a branch would leave each trunk; None where none is asked for

    @classmethod
    def of(cls, worlds: int, follows: bool) -> Foreseen:
        """How endings are met in so many worlds; where entry is to be followed, it is noted where
        (see `branching`).
        """
        forks = Forks.none(worlds) if follows else None
        return cls(Weights.whole(worlds), Orders.none(worlds), forks)

    def choose(
        self, leader: Leader, turn: Turn, world: World, week: Week, scenario: Scenario
    ) -> Whole:
        """The option with which a leader goes on, shape (worlds,): where the dice bring an ending,
        another that does not end the world.
        """
        if leader.name == "putin":
            return self._choose_putin(leader, turn, world, week, scenario)
        if leader.name == "lukashenko":
            return self._choose_lukashenko(turn, world, week)
        return turn.drawn(week.draws[leader.channel])

    def _choose_putin(
        self, leader: Leader, turn: Turn, world: World, week: Week, scenario: Scenario
    ) -> Whole:
        """Count what orders would bring, then draw his option."""
        probability = turn.chances()
        foreseen = answers(turn, leader, world, week, scenario)
        brought = verdicts(foreseen, world, scenario)
        option = turn.drawn(week.draws[Channel.PUTIN_CHOICE])
        self.orders = orders(option, foreseen, brought, world, week)
        self._spend_on_orders(ordered(probability, foreseen, self.orders.ends), world, week)
        left = going_on(probability, foreseen, self.orders.ends)
        return self._again(option, left, Channel.PUTIN_AGAIN, world, week)

    def _choose_lukashenko(self, turn: Turn, world: World, week: Week) -> Whole:
        """Draw his rung."""
        rung = turn.drawn(week.draws[Channel.LUKASHENKO_CHOICE])
        if not self.orders.came.any():
            return rung
        left = turn.chances()
        left[list(ENTRY_RUNGS)] *= ~self.orders.ends
        return self._again(rung, left, Channel.LUKASHENKO_AGAIN, world, week)

    def fall(self, world: World, week: Week, scenario: Scenario) -> None:
        """Count the chances that the regime falls, then let the dice fall; the history goes on."""
        danger, weight_before = regime.dangers(world, week, scenario), self.weights.left
        for outcome, chance in regime.chances(danger).items():
            self._spend_on_fall(self.weights.left * chance, outcome, world)
        left = weight_before
        for fate, chance in regime.fates(danger):
            self.weights.lose_power(fate, left * chance)
            left = left * (1 - chance)
        regime.fall(world, week, danger)

    def told(self, world: World, week: Week) -> World:
        """The worlds as the dice left them this week: with the rung that ended them, and what
        then blocked entry.
        """
        as_drawn = copy(world)
        self.orders.tell(as_drawn, week)
        as_drawn.blocked = np.where(
            world.outcome == Outcome.MUTINY, int(Block.ARMY_REFUSED), regime.blocked(world)
        )
        return not_followed(as_drawn)

    def over(self, world: World, last: bool) -> Bools:
        """Which worlds are lived no further: none before the last week."""
        return np.full(world.worlds, last)

    def parts(self, world: World) -> tuple[Floats, Floats]:
        """What each history weighed when the week began, shape (worlds,), and what of it ended on
        an order, shape (Putin's options, entry rungs, worlds).
        """
        return self.weights.lived, self.weights.ordered

    def left(self, world: World) -> Floats:
        """What is left of each history, shape (worlds,)."""
        return self.weights.left

    def ended(self, world: World) -> tuple[Floats, Floats]:
        """Chances of each outcome by now, of worlds that go on and of those that leave, shapes
        (outcomes, worlds).
        """
        return self.weights.chances, np.zeros((len(Outcome), 0))

    def follow(self, histories: Histories, world: World, over: Whole) -> None:
        """A history that went on instead of ending says nothing of what became of that end."""

    def settled(self, world: World, over: Whole) -> Chances:
        """What became of the worlds at some places: what is left of their weight goes to how they
        stand.
        """
        last = copy(self.weights)
        stands = np.full(world.worlds, int(Outcome.NO_ENTRY))
        last.spend(last.left, stands, world.highest_rung, world.blocked)
        last.lose_power(Fate.IN_POWER, last.left)
        return Chances(
            outcomes=last.chances[:, over],
            blocks=last.blocks[:, over],
            rungs=last.rungs[:, over],
            fates=last.fates[:, over],
        )

    def _again(
        self, option: Whole, left: Floats, channel: Channel, world: World, week: Week
    ) -> Whole:
        """The options drawn, but for those that end the world: there another, by the probabilities
        of what goes on.
        """
        places = np.flatnonzero(self.orders.came)
        if places.size == 0:
            return option
        together = in_order(left)[places]
        uniform = week.luck.of_channel(week.step, world.number[places], channel)
        again = option.copy()
        again[places] = draw(left[:, places] / np.where(together > 0, together, 1.0), uniform)
        return again

    def _spend_on_orders(self, chance: Floats, world: World, week: Week) -> None:
        self.orders.end(world, week)
        weights, refused = self.weights, np.full(world.worlds, int(Block.ARMY_REFUSED))
        weights.lived = weights.left
        weights.ordered = chance * weights.left
        of_rungs = in_order(weights.ordered)
        for rung, weight, brought in zip(ENTRY_RUNGS, of_rungs, self.orders.verdicts, strict=True):
            weights.spend(weight, brought, np.maximum(world.highest_rung, int(rung)), refused)
            mutinies = brought == Outcome.MUTINY
            weights.lose_power(Fate.MUTINY, weight * mutinies)
            weights.lose_power(Fate.NOT_FOLLOWED, weight * ~mutinies)
        if self.forks is not None:
            entries = weights.ordered * (self.orders.verdicts != Outcome.MUTINY)
            self.forks.consider(entries, world, week)
        weights.left = weights.left * (1 - in_order(in_order(chance)))

    def _spend_on_fall(self, weight: Floats, outcome: Outcome, world: World) -> None:
        fell = np.full(world.worlds, int(Block.REGIME_FELL))
        ending = np.full(world.worlds, int(outcome))
        self.weights.spend(weight, ending, world.highest_rung, fell)
        self.weights.left = self.weights.left - weight
