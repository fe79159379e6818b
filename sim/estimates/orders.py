"""What orders to enter would bring this week, seen before anyone has chosen."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.agents import called
from sim.agents.leader import Leader, Turn
from sim.agents.minsk import entry_demanded
from sim.agents.moscow import Option
from sim.laws.choice import draw, in_order
from sim.luck import Channel
from sim.machine.arrays import Bools, Floats, Whole
from sim.scenario import Scenario
from sim.week import Week
from sim.world import ENTRIES, ENTRY_RUNGS, NEVER, Outcome, Rung, World

_NO_RUNG = -1


@dataclass(frozen=True)
class Orders:
    """What an order to each entry rung would bring, and the order with which the dice end worlds
    this week.
    """

    verdicts: Whole  # an Outcome, NO_ENTRY where the order just fails, shape (entry rungs, worlds)
    rung: Whole  # with which the dice ended the world, _NO_RUNG elsewhere
    after_ultimatum: Bools  # whether that was in answer to an ultimatum
    highest_before: Whole  # the highest rung until then
    ultimatum_before: Whole  # the week of the first ultimatum until then
    answered_before: Whole  # the week of his first answer to one until then
    failed_before: Whole  # orders that had failed until then
    rung_weeks_before: Whole  # weeks on each rung until then, shape (rungs, worlds)

    @classmethod
    def none(cls, worlds: int) -> Orders:
        """No order ends a world."""
        return cls(
            verdicts=np.zeros((len(ENTRIES), worlds), dtype=np.int64),
            rung=np.full(worlds, _NO_RUNG),
            after_ultimatum=np.zeros(worlds, dtype=bool),
            highest_before=np.zeros(worlds, dtype=np.int64),
            ultimatum_before=np.full(worlds, NEVER),
            answered_before=np.full(worlds, NEVER),
            failed_before=np.zeros(worlds, dtype=np.int64),
            rung_weeks_before=np.zeros((len(Rung), worlds), dtype=np.int64),
        )

    @property
    def ends(self) -> Bools:
        """Whether an order would end the world, shape (entry rungs, worlds)."""
        ends: Bools = self.verdicts != Outcome.NO_ENTRY
        return ends

    @property
    def came(self) -> Bools:
        """Where the dice brought an order that ended the world, shape (worlds,)."""
        came: Bools = self.rung != _NO_RUNG
        return came

    def end(self, world: World, week: Week) -> None:
        """Note the endings that the dice brought, where they are the world's first."""
        limited, full = self.verdicts
        brought = np.where(self.rung == ENTRY_RUNGS[0], limited, full)
        for outcome in (*ENTRIES, Outcome.MUTINY):
            world.end(self.came & (brought == outcome), outcome, week.number)

    def tell(self, world: World, week: Week) -> None:
        """Put the orders that ended worlds into their record, in place of what they did instead."""
        came = self.came
        world.highest_rung = np.where(
            came, np.maximum(self.highest_before, self.rung), world.highest_rung
        )
        first = self.after_ultimatum & (self.ultimatum_before == NEVER)
        ultimatum = np.where(first, week.number, self.ultimatum_before)
        world.ultimatum = np.where(came, ultimatum, world.ultimatum)
        first = self.after_ultimatum & (self.answered_before == NEVER)
        answered = np.where(first, week.number, self.answered_before)
        world.answered = np.where(came, answered, world.answered)
        if week.ends:
            spent = self.rung_weeks_before + (self.rung == np.arange(len(Rung))[:, None])
            world.rung_weeks = np.where(came, spent, world.rung_weeks)
        failed = self.failed_before + (world.outcome == Outcome.MUTINY)
        world.failed_orders = np.where(came, failed, world.failed_orders)


def answers(
    turn: Turn, leader: Leader, world: World, week: Week, scenario: Scenario
) -> dict[int, Floats]:
    """How Lukashenko would answer each of Putin's options under which he may order entry, where
    Putin may take it: chances of going on with each rung, shape (rungs, worlds).

    Whether either of them reconsiders this week is known; how, is not.
    """
    again, found = turn.again(), {}
    answering = leader.model.lukashenko
    for option, demand in enumerate(scenario.putin.demands):
        if not _may_order(demand, scenario):
            continue
        choice = np.where(again, option, turn.standing)
        imagined = copy(world)
        leader.write(choice, turn, imagined, week, scenario)
        open_to_it = np.flatnonzero(choice == option)
        found[option] = np.zeros((len(Rung), world.worlds))
        if open_to_it.size:
            there = imagined.at(open_to_it)
            answer = answering.turn(there, week.at(open_to_it), scenario.at(open_to_it))
            found[option][:, open_to_it] = answer.chances()
    return found


def _may_order(demand: Any, scenario: Scenario) -> bool:
    """Whether Lukashenko may in some world order entry under a demand: because it is asked for, or
    forced.
    """
    forced = any(each.option in ENTRY_RUNGS for each in scenario.forced.of("lukashenko"))
    return forced or bool(np.any(entry_demanded(np.asarray(demand), scenario.lukashenko)))


def verdicts(answers: Mapping[int, Floats], world: World, scenario: Scenario) -> Whole:
    """What an order to each entry rung would bring where it may be given, as an Outcome, shape
    (entry rungs, worlds); NO_ENTRY where it cannot.
    """
    brought = np.zeros((len(ENTRIES), world.worlds), dtype=np.int64)
    for place, (rung, order) in enumerate(zip(ENTRY_RUNGS, ENTRIES, strict=True)):
        likely = in_order([np.zeros(world.worlds), *(each[rung] for each in answers.values())])
        where = np.flatnonzero(likely > 0)
        if where.size:
            brought[place, where] = called.verdict(world, where, order, scenario.army.at(where))
    return brought


def ordered(probability: Floats, answers: Mapping[int, Floats], ends: Bools) -> Floats:
    """Chance that an order to each entry rung ends the world, after each of Putin's options, shape
    (options, entry rungs, worlds).
    """
    chance = np.zeros((len(probability), *ends.shape))
    for demanding, answer in answers.items():
        chance[demanding] = probability[demanding] * (answer[list(ENTRY_RUNGS)] * ends)
    return chance


def going_on(probability: Floats, answers: Mapping[int, Floats], ends: Bools) -> Floats:
    """Chance of each option without such an ending, shape (options, worlds)."""
    left = probability.copy()
    for demanding, answer in answers.items():
        left[demanding] *= 1 - in_order(answer[list(ENTRY_RUNGS)] * ends)
    return left


def orders(
    option: Whole, answers: Mapping[int, Floats], verdicts: Whole, world: World, week: Week
) -> Orders:
    """The orders that the dice bring after the options drawn, where they end the world."""
    came = np.full(world.worlds, _NO_RUNG)
    for demanding, answer in answers.items():
        rung = draw(answer, week.draws[Channel.LUKASHENKO_CHOICE])
        for order, brought in zip(ENTRY_RUNGS, verdicts, strict=True):
            ending = (option == demanding) & (rung == order) & (brought != Outcome.NO_ENTRY)
            came = np.where(ending, int(order), came)
    return Orders(
        verdicts=verdicts,
        rung=came,
        after_ultimatum=(came != _NO_RUNG) & (option == Option.ULTIMATUM),
        highest_before=world.highest_rung,
        ultimatum_before=world.ultimatum,
        answered_before=world.answered,
        failed_before=world.failed_orders,
        rung_weeks_before=world.rung_weeks,
    )
