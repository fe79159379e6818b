"""The Belarusian army: soldiers with little wish to fight, who may obey, flee, or turn
their weapons round.

A soldier is willing to obey when his morale and his loyalty outweigh what speaks against it. An
order to cross the border asks more of him, the worse the prospects behind the mines and swamps; and
whether he goes depends on the others: each refusal lowers the willingness of the rest (see
`coordination`).
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim.agents.soldiers import ArmyIncentives, loyalty_line, resistance, willing
from sim.laws.time import acted, left, wandered
from sim.luck import Channel
from sim.machine.arrays import Bools, Floats, Whole, of_each
from sim.people import coordination
from sim.people.groups import PARTS
from sim.people.people import kernels, single, singles
from sim.week import Week
from sim.world import ENTRIES, Block, Outcome, World

if TYPE_CHECKING:
    from sim.scenario import Scenario

Places = Whole  # which worlds, by their place in the batch


def verdict(world: World, which: Places, order: Outcome, army: ArmyIncentives) -> Whole:
    """What an order would bring in some worlds: the entry ordered, MUTINY, or NO_ENTRY where it
    just fails, shape (places,); what moves their soldiers is `army`.
    """
    obey, asked = settled(world, which, order, army)
    refused = np.flatnonzero(obey < army.enough)
    brought = np.full(which.size, int(order))
    theirs = army.at(refused)
    turning = mutineers(world, which[refused], asked[refused], order, theirs)
    brought[refused] = np.where(turning > theirs.mutiny, int(Outcome.MUTINY), int(Outcome.NO_ENTRY))
    return brought


def settled(
    world: World, which: Places, order: Outcome, army: ArmyIncentives
) -> tuple[Floats, Floats]:
    """Share of the called-up who obey an order once refusals have spread, and what it then asks of
    every soldier on top of ordinary obedience, two of shape (places,).
    """
    people, risk = world.soldiers, army.risk(world.prospects[which])
    obey: Floats = kernels.share_obeying(
        people.morale,
        people.loyalty,
        world.row[which],
        singles(army.loyalty_weight, which.size),
        world.resistance[which],
        risk,
        of_each(army.called(order == Outcome.FULL_ENTRY), which.size),
        of_each(army.contagion, which.size),
        singles(army.steepness, which.size),
    )
    return obey, coordination.asked_by_refusals(obey, army.contagion) + risk


def mutineers(
    world: World, which: Places, asked: Floats, order: Outcome, army: ArmyIncentives
) -> Floats:
    """Share of the called-up who refuse and are disloyal when so much more is
    asked, shape (places,).
    """
    people, men = world.soldiers, army.men(order)
    count = kernels.count_disloyal_refusers(
        people.morale,
        people.loyalty,
        world.row[which],
        singles(army.loyalty_weight, which.size),
        single(world.resistance[which] + asked),
        single(world.loyalty_line[which]),
        _not_called(army, men, which),
        singles(army.steepness, which.size),
    )
    share: Floats = count / (PARTS * men)
    return share


def desert(world: World, which: Places, order: Outcome, army: ArmyIncentives) -> None:
    """Let go for good, in some worlds where an order has just failed, those called up who refused
    it and would not come back.
    """
    people, (_, asked) = world.soldiers, settled(world, which, order, army)
    kernels.lose_deserters(
        people.morale,
        people.loyalty,
        people.bolts,
        world.row[which],
        singles(army.loyalty_weight, which.size),
        single(world.resistance[which] + asked),
        _not_called(army, army.men(order), which),
    )


def _not_called(army: ArmyIncentives, men: Any, which: Places) -> Whole:
    """Soldiers who stay at home where so many are called up, shape (places,)."""
    return np.full(which.size, army.soldiers - men, dtype=np.int64)


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
        passes.
        """
        for order in ENTRIES:
            which = np.flatnonzero(world.order == order)
            if which.size:
                brought = verdict(world, which, order, scenario.army.at(which))
                answer(world, which, brought, order, week, scenario)
        drift(world, week, scenario.army)
        recover(world, week, scenario.army)


def answer(
    world: World, which: Whole, brought: Whole, order: Outcome, week: Week, scenario: Scenario
) -> None:
    """Write what an order has brought in some worlds."""
    for outcome in (*ENTRIES, Outcome.MUTINY):
        world.end(_marked(which[brought == outcome], world.worlds), outcome, week.number)
    refused = _marked(which[~np.isin(brought, ENTRIES)], world.worlds)
    world.failed_orders = world.failed_orders + refused
    world.blocked = np.where(refused, int(Block.ARMY_REFUSED), world.blocked)
    fail(world, which[brought == Outcome.NO_ENTRY], order, scenario)


def fail(world: World, which: Places, order: Outcome, scenario: Scenario) -> None:
    """Write what an order that just failed, without a mutiny, does to the army, to Lukashenko's
    rule and to what both leaders know.
    """
    army, failed = scenario.army, _marked(which, world.worlds)
    desert(world, which, order, army.at(which))
    shaken = np.maximum(world.demoralised, army.demoralises)
    world.demoralised = np.where(failed, shaken, world.demoralised)
    scenario.regime.shake(world, failed, order)
    scenario.lukashenko.bear_refusal(world, failed)
    scenario.putin.take_alarm(world, failed)


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


def _marked(places: Places, worlds: int) -> Bools:
    marked = np.zeros(worlds, dtype=bool)
    marked[places] = True
    return marked
