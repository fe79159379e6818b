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
from dataclasses import dataclass, field

import numpy as np

from sim.agents import army, lukashenko, putin
from sim.laws import regime
from sim.laws.choice import draw, in_order
from sim.luck import Channel, Luck
from sim.machine.arrays import Bools, Floats, Whole
from sim.scenario import Scenario
from sim.world import ENTRIES, ENTRY_RUNGS, NEVER, Block, Outcome, World

_NO_RUNG = -1


@dataclass
class Foresight:
    """One week seen ahead in every world."""

    world: World
    luck: Luck
    draws: Floats
    week: int
    resolve: float
    scenario: Scenario
    ends: Bools = field(
        init=False
    )  # whether an order to each entry rung would end the world, (entry rungs, worlds)
    drawn_rung: Whole = field(
        init=False
    )  # the entry rung with which the dice ended the world this week, or _NO_RUNG
    drawn_ultimatum: Bools = field(init=False)  # whether that was in answer to an ultimatum
    highest_before: Whole = field(init=False)

    def choose_putin(self, probability: Floats, uniform: Floats) -> Whole:
        """Count what orders would bring, then draw his option.

        Again where the dice bring an ending.
        """
        world = self.world
        self.highest_before = world.highest_rung
        verdicts = np.stack(
            [
                army.verdict(world, np.arange(world.worlds), order, self.scenario.army)
                for order in ENTRIES
            ]
        )
        self.ends = verdicts != Outcome.NO_ENTRY
        answers = self._answers()
        going_on = probability.copy()
        ordered = np.zeros((len(ENTRIES), world.worlds))
        for demanding, answer in answers.items():
            ending = answer[list(ENTRY_RUNGS)] * self.ends
            ordered += probability[demanding] * ending
            going_on[demanding] *= 1 - in_order(ending)
        option = draw(probability, uniform)
        self._draw_endings(option, answers, verdicts)
        self.drawn_ultimatum = (self.drawn_rung != _NO_RUNG) & (option == putin.Option.ULTIMATUM)
        self._spend_on_orders(ordered, verdicts)
        return self._again(option, going_on, Channel.PUTIN_AGAIN)

    def choose_lukashenko(self, probability: Floats, uniform: Floats) -> Whole:
        """Draw his rung.

        Again, among those that do not end the world, where the dice brought an ending.
        """
        going_on = probability.copy()
        going_on[list(ENTRY_RUNGS)] *= ~self.ends
        return self._again(draw(probability, uniform), going_on, Channel.LUKASHENKO_AGAIN)

    def fall(self) -> None:
        """Count the chances that the regime falls, then let the dice fall; the history goes on."""
        world = self.world
        blocked = world.blocked
        removed, coup, uprising = regime.dangers(world, self.scenario)
        self._spend_on_fall(world.weight * (removed + (1 - removed) * coup), Outcome.REPLACED)
        self._spend_on_fall(world.weight * uprising, Outcome.UPRISING)
        regime.fall(world, self.draws, self.week, self.scenario)
        world.blocked = blocked

    def as_drawn(self) -> World:
        """The worlds as the dice left them this week: with the rung that ended them, and what
        then blocked entry.
        """
        world, drawn = copy(self.world), self.drawn_rung != _NO_RUNG
        each = np.flatnonzero(drawn)
        world.highest_rung = np.where(
            drawn, np.maximum(self.highest_before, self.drawn_rung), world.highest_rung
        )
        world.ultimatum = np.where(
            self.drawn_ultimatum & (world.ultimatum == NEVER), self.week, world.ultimatum
        )
        world.rung_weeks = world.rung_weeks.copy()
        world.rung_weeks[world.lukashenko[each], each] -= 1
        world.rung_weeks[self.drawn_rung[each], each] += 1
        mutiny, fallen = (
            world.outcome == Outcome.MUTINY,
            np.isin(world.outcome, (Outcome.REPLACED, Outcome.UPRISING)),
        )
        world.failed_orders = world.failed_orders + (drawn & mutiny)
        world.blocked = np.where(
            mutiny, int(Block.ARMY_REFUSED), np.where(fallen, int(Block.REGIME_FELL), world.blocked)
        )
        return world

    def _answers(self) -> dict[int, Floats]:
        """How Lukashenko would answer each option that demands entry, (rungs, worlds)."""
        believed = lukashenko.believe(self.world, self.draws, self.scenario)
        answers = {}
        for option, demand in enumerate(self.scenario.putin.demands):
            if lukashenko.entry_demanded(np.array(demand), self.scenario.lukashenko):
                imagined = copy(self.world)
                putin.lean(imagined, np.full(imagined.worlds, option), self.resolve, self.scenario)
                judgement = lukashenko.judge(
                    imagined, imagined.demand, imagined.pressure, believed, self.scenario
                )
                answers[option] = lukashenko.answer(judgement, self.scenario)
        return answers

    def _draw_endings(self, option: Whole, answers: dict[int, Floats], verdicts: Whole) -> None:
        """Where the dice bring an order that ends the world: note the rung, and the ending if it is
        the world's first.
        """
        world = self.world
        self.drawn_rung = np.full(world.worlds, _NO_RUNG)
        for demanding, answer in answers.items():
            rung = draw(answer, self.draws[Channel.LUKASHENKO_CHOICE])
            for order, ends, brought in zip(ENTRY_RUNGS, self.ends, verdicts, strict=True):
                ending = (option == demanding) & (rung == order) & ends
                self.drawn_rung = np.where(ending, int(order), self.drawn_rung)
                for outcome in (*ENTRIES, Outcome.MUTINY):
                    world.end(ending & (brought == outcome), outcome, self.week)

    def _again(self, option: Whole, going_on: Floats, channel: Channel) -> Whole:
        """The options drawn, but for those that end the world: there another, by the probabilities
        of what goes on.
        """
        places = np.flatnonzero(self.drawn_rung != _NO_RUNG)
        if places.size == 0:
            return option
        left = in_order(going_on)[places]
        uniform = self.luck.of_channel(self.week, self.world.number[places], channel)
        again = option.copy()
        again[places] = draw(going_on[:, places] / np.where(left > 0, left, 1.0), uniform)
        return again

    def _spend_on_orders(self, chance: Floats, verdicts: Whole) -> None:
        world = self.world
        world.lived = world.weight
        world.ordered = chance * world.weight
        for rung, weight, brought in zip(ENTRY_RUNGS, world.ordered, verdicts, strict=True):
            highest = np.maximum(world.highest_rung, int(rung))
            world.spend(weight, brought, highest, np.full(world.worlds, int(Block.ARMY_REFUSED)))
        world.weight = world.weight * (1 - in_order(chance))

    def _spend_on_fall(self, weight: Floats, outcome: Outcome) -> None:
        world = self.world
        world.spend(
            weight,
            np.full(world.worlds, int(outcome)),
            world.highest_rung,
            np.full(world.worlds, int(Block.REGIME_FELL)),
        )
        world.weight = world.weight - weight
