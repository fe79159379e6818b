"""Those who are called up for an order to enter: who obeys, who refuses, who turns his weapon
round, who is gone for good.

The called-up are the most willing part of the army; what is shared by all is fixed when the army
takes stock.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.agents.soldiers import ArmyIncentives
from sim.machine.arrays import Floats, Whole, of_each
from sim.people import coordination
from sim.people.groups import PARTS
from sim.people.people import kernels, single, singles
from sim.world import Outcome, World

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
        not_called(army, men, which),
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
        not_called(army, army.men(order), which),
    )


def not_called(army: ArmyIncentives, men: Any, which: Places) -> Whole:
    """Soldiers who stay at home where so many are called up, shape (places,)."""
    return np.full(which.size, army.soldiers - men, dtype=np.int64)
