"""Alexander Lukashenko: owes the Kremlin his survival since 2020 and is running out of
ways to stall.

He stands on a rung of a ladder of concessions, from refusing to sending the whole army, until he
thinks again: of his own accord, because Putin has changed course, or because an ultimatum stands.
Conceding appeases Moscow; it costs sovereignty, offends a public that does not want this war, and
strains an army that may not obey. What he most wants to know is whether he would still be in power
a year from now (see `projection`).
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.leader import Leader, Turn
from sim.agents.minsk import (
    Ladder,
    LukashenkoIncentives,
    LukashenkoIncentivesNumbers,
    Means,
    appeasement,
    entry_demanded,
    pay,
)
from sim.agents.moscow import Option
from sim.agents.projection import survival
from sim.by_world import number_at
from sim.laws.choice import Judgement
from sim.luck import Channel
from sim.machine.arrays import Bools, Floats, Whole
from sim.machine.rules import appraisal
from sim.parameters import incentives_of
from sim.people import coordination
from sim.week import Week
from sim.world import ENTRIES, ENTRY_RUNGS, NEVER, Block, Outcome, Return, Rung, World, share

if TYPE_CHECKING:
    from sim.scenario import Scenario

_RUNGS = np.arange(len(Rung))[:, None]
_ENTERS = _RUNGS >= Rung.LIMITED_ENTRY  # which rungs enter, shape (rungs, 1)
Situation = namedtuple("Situation", "demand pressure credit opposed prospects standing fights")
Appraised = incentives_of(LukashenkoIncentives, foretold=("survival",))


@appraisal(Ladder, Situation, Appraised, LukashenkoIncentivesNumbers)
def appraise(rung: Any, world: Any, mine: Any) -> Any:
    """A rung on each of his incentives but survival, which he projects."""
    appeased = appeasement(rung, world.credit)
    # what an expedition meets is asked again when it comes home
    asked = np.maximum(world.demand, world.fights * (1 - rung.enters))
    return Appraised(
        sovereignty=-rung.costs_sovereignty,
        army=-rung.strains * (mine.preservation - mine.success_spares * world.prospects),
        support=-rung.offends * world.opposed,
        rewards=mine.dependence
        * world.pressure
        * (appeased - mine.shortfall_price * np.maximum(asked - appeased, 0.0)),
        west=-rung.offends,
        continuity=-abs(rung.appeases - world.standing),
    )


def judge(
    world: World, resolve: Any, pressure: Floats, believed: Floats, scenario: Scenario
) -> Judgement:
    """How he sees his rungs if he believes in a compliance and feels a pressure, both of shape
    (worlds,), as a stranger sees it: without what he privately leans to.
    """
    mine = scenario.lukashenko
    holds = coordination.chance_order_holds(believed, world.needed, mine.uncertainty)
    holds = np.where(world.stands_on(ENTRY_RUNGS), 1.0, holds)  # they are there already
    situation = Situation(
        demand=world.demand, pressure=pressure, credit=world.credit, opposed=world.opposed,
        prospects=world.prospects, standing=number_at(mine.appeases, world.lukashenko),
        fights=(world.serving > 0).astype(float),
    )  # fmt: skip
    return Judgement(
        choice=scenario.choice,
        rationality=mine.rationality,
        appraise=appraise,
        weights=mine.weights,
        options=mine.ladder,
        situation=situation,
        numbers=mine.numbers,
        foretold={"survival": survival(world, resolve, pressure, believed, holds, scenario)},
        closed=_ENTERS & ~entry_demanded(world.demand, mine) & (world.lukashenko != _RUNGS),
        belief=holds,
    )


def forecast(
    world: World, resolve: Any, pressure: Floats, believed: Floats, scenario: Scenario
) -> Floats:
    """How likely he is to answer with each rung, as whoever puts himself in his place sees it,
    shape (rungs, worlds).
    """
    seen = judge(world, resolve, pressure, believed, scenario)
    return seen.guessed(scenario.lukashenko.leaning)


def believe(world: World, scenario: Scenario) -> Floats:
    """The compliance that he believes in: dictators hear good news, shape (worlds,)."""
    return share(world.compliance + scenario.lukashenko.loyalty_bias + world.lukashenko_error)


def order(rung: Whole) -> Whole:
    """The entry that a rung orders, as an Outcome; NO_ENTRY on the rungs below, same shape."""
    ordered = np.full(rung.shape, int(Outcome.NO_ENTRY))
    for entry_rung, entry in zip(ENTRY_RUNGS, ENTRIES, strict=True):
        ordered = np.where(rung == entry_rung, int(entry), ordered)
    return ordered


class Lukashenko(Leader):
    """The agent: answers the demand, pays for the answer."""

    name = "lukashenko"
    options = Rung
    channel = Channel.LUKASHENKO_CHOICE
    wakes = Channel.LUKASHENKO_RECONSIDERS
    leans = Channel.LUKASHENKO_LEANING
    mistakes = Channel.LUKASHENKO_ESTIMATE

    def waking(self, world: World, week: Week, scenario: Scenario) -> dict[str, Any]:
        """He reconsiders sooner when Putin has changed course, and while an ultimatum stands that
        he has not gone to war for.
        """
        mine = scenario.lukashenko
        stands = (world.putin == Option.ULTIMATUM) & (world.serving == 0)
        return {
            "own": mine.reconsiders,
            "asked": mine.answers * world.asked,
            "ultimatum": mine.urgency * stands,
        }

    def forced_now(self, world: World, waking: Bools) -> Bools:
        """The first ultimatum forces his answer to it."""
        answers: Bools = waking & (world.putin == Option.ULTIMATUM)
        return answers

    def judge(self, world: World, week: Week, scenario: Scenario) -> Judgement:
        """How he sees his rungs under what Moscow asks and what he believes of the army."""
        seen = judge(world, week.resolve, world.pressure, believe(world, scenario), scenario)
        closed = _ENTERS if scenario.forced.never_entry else seen.closed
        return replace(seen, leaning=world.lukashenko_leaning, closed=closed)

    def write(
        self, choice: Whole, turn: Turn, world: World, week: Week, scenario: Scenario
    ) -> None:
        """Write his answer, an order if it is one, and what a week on his rung costs and brings."""
        mine, again = scenario.lukashenko, turn.again()
        enters = again & (choice >= Rung.LIMITED_ENTRY) & (choice != turn.standing)
        demanded = entry_demanded(world.demand, mine)
        world.fielded, world.lukashenko = mine.fielded(world), choice
        self._come_home(world, week, scenario)
        answers = again | self.held(world, week)  # who is held to a rung answers with it
        world.asked = world.asked & ~answers
        world.refused = world.refused | (answers & demanded & (choice < Rung.LIMITED_ENTRY))
        first = answers & (world.putin == Option.ULTIMATUM) & (world.answered == NEVER)
        world.answered = np.where(first, week.number, world.answered)
        world.order = np.where(enters, order(choice), int(Outcome.NO_ENTRY))
        scenario.putin.wear_out(world, week.span)
        self._pay(world, week, scenario)
        world.highest_rung = np.maximum(world.highest_rung, choice)
        declined = demanded & (choice < Rung.LIMITED_ENTRY)
        world.blocked = np.where(declined, int(Block.DECLINED), world.blocked)

    def _come_home(self, world: World, week: Week, scenario: Scenario) -> None:
        """Write what calling an expedition home brings."""
        recalled = (world.serving > 0) & (world.lukashenko < Rung.LIMITED_ENTRY)
        if recalled.any():
            scenario.lukashenko.pay_for_coming_home(world, recalled)
            scenario.putin.ask_again(world, recalled, week.now)
            world.come_home(recalled, Return.RECALLED, week.number)

    def count_weeks(self, world: World, week: Week) -> None:
        """Count the week to the rung on which it ends."""
        if week.ends:
            world.rung_weeks = world.rung_weeks + (world.lukashenko == _RUNGS)

    def _pay(self, world: World, week: Week, scenario: Scenario) -> None:
        mine = scenario.lukashenko
        means = Means(
            demand=world.demand, pressure=world.pressure, credit=world.credit,
            backing=world.backing, hosting=world.hosting, fights=(world.serving > 0).astype(float),
        )  # fmt: skip
        paid = pay(mine.ladder, world.lukashenko, means, mine.numbers, week.span)
        world.credit, world.backing = paid.credit, paid.backing
        if not scenario.theatre.hosting_given:
            world.hosting = paid.hosting
        world.offence = scenario.public.remembered(world.offence, paid.offence, week.span)
