"""The Belarusian army: soldiers with little wish to fight, who may obey, flee, or turn
their weapons round.

A soldier is willing to obey when his morale and his loyalty outweigh what speaks against it. An
order to cross the border asks more of him, the worse the prospects behind the mines and swamps; and
whether he goes depends on the others: each refusal lowers the willingness of the rest (see
`coordination`). What becomes of those who went is told in `expedition`.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import mesa
import numpy as np

from sim.agents.called import Places, desert, verdict
from sim.agents.expedition import campaign, leave_beaten
from sim.agents.soldiers import ArmyIncentives, loyalty_line, resistance, willing
from sim.laws.time import acted, left, wandered
from sim.luck import Channel
from sim.machine.arrays import Bools, Whole, marked
from sim.people.people import kernels, single, singles
from sim.week import Week
from sim.world import ENTRIES, Block, Fate, Outcome, Return, World

if TYPE_CHECKING:
    from sim.scenario import Scenario


class Army(mesa.Agent):
    """The agent: takes stock, answers an order, and its morale drifts."""

    def take_stock(self, world: World, week: Week, scenario: Scenario) -> None:
        """See how many would obey this week, and how many would turn their weapons round."""
        world.resistance = resistance(world, scenario.army)
        world.loyalty_line = loyalty_line(world, scenario.army)
        world.compliance = willing(world, scenario.army)
        world.lowest_compliance = np.minimum(world.lowest_compliance, world.compliance)

    def act(self, world: World, week: Week, scenario: Scenario) -> None:
        """Answer the orders given this week: entry, a mutiny, or an order that failed. Then time
        passes, at home and in the field.
        """
        fights = world.serving > 0  # since an earlier week
        for order in ENTRIES:
            which = np.flatnonzero(world.order == order)
            if which.size:
                brought = verdict(world, which, order, scenario.army.at(which))
                answer(world, which, brought, order, week, scenario)
        drift(world, week, scenario.army)
        world.fallen = np.zeros(world.worlds)
        there = np.flatnonzero(fights & (world.serving > 0))
        if there.size:
            campaign(world, there, week, scenario)
        recover(world, week, scenario.army)


def answer(
    world: World, which: Whole, brought: Whole, order: Outcome, week: Week, scenario: Scenario
) -> None:
    """Write what an order has brought in some worlds."""
    for outcome in (*ENTRIES, Outcome.MUTINY):
        world.end(marked(which[brought == outcome], world.worlds), outcome, week.number)
    enter(world, marked(which[np.isin(brought, ENTRIES)], world.worlds), scenario)
    turned = marked(which[brought == Outcome.MUTINY], world.worlds)
    world.lose_power(turned, Fate.MUTINY, week.number)
    world.come_home(turned & (world.fielded > 0), Return.MUTINIED, week.number)
    refused = marked(which[~np.isin(brought, ENTRIES)], world.worlds)
    world.failed_orders = world.failed_orders + refused
    world.blocked = np.where(refused, int(Block.ARMY_REFUSED), world.blocked)
    fail(world, which[brought == Outcome.NO_ENTRY], order, week, scenario)


def enter(world: World, where: Bools, scenario: Scenario) -> None:
    """Write that the troops have gone, and that Moscow pays."""
    world.serving = np.where(where, 1.0, world.serving)
    scenario.lukashenko.take_reward(world, where)


def fail(world: World, which: Places, order: Outcome, week: Week, scenario: Scenario) -> None:
    """Write what an order that just failed, without a mutiny, does to the army, to Lukashenko's
    rule and to what both leaders know; what was in the field before it comes home.
    """
    army, failed = scenario.army, marked(which, world.worlds)
    desert(world, which, order, army.at(which))
    shaken = np.maximum(world.demoralised, army.demoralises)
    world.demoralised = np.where(failed, shaken, world.demoralised)
    scenario.regime.shake(world, failed, scenario.regime.shaken[ENTRIES.index(order)])
    scenario.lukashenko.bear_refusal(world, failed)
    scenario.putin.take_alarm(world, failed)
    leave_beaten(world, failed & (world.fielded > 0), week, scenario)


def drift(world: World, week: Week, army: ArmyIncentives) -> None:
    """Time passes: morale moves with what all feel, with each soldier's usual level, and with his
    own luck.
    """
    people, span = world.soldiers, week.span
    rate = (
        -army.agitation_effect * world.agitation
        - army.pressure_effect * world.pressure
        + army.training_effect * world.hosting
        - army.unrest_effect * world.protest
    )
    change = span * rate + army.common_spread * sqrt(span) * week.draws[Channel.ARMY_MOOD]
    kernels.drift_morale(
        people.morale, people.usual_morale, world.row, world.number, week.step,
        int(Channel.SOLDIER_SHOCK), week.luck.key, single(change),
        singles(acted(army.homing, span), world.worlds),
        singles(army.personal_spread * sqrt(span), world.worlds),
    )  # fmt: skip


def recover(world: World, week: Week, army: ArmyIncentives) -> None:
    """Time passes: a failed order fades from memory, and what all share of loyalty wanders."""
    world.demoralised = world.demoralised * left(army.recovers, week.span)
    world.allegiance = wandered(
        world.allegiance,
        week.draws[Channel.ARMY_ALLEGIANCE],
        army.common_loyalty,
        army.loyalty_lasts,
        week.span,
    )
