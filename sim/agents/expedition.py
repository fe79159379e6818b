"""The expedition: Belarusian troops in Ukraine, week by week, until they come home.

The law by which an order holds or fails (see `coordination`) takes time in the field: who would not
go slips away, and each who has gone makes it harder for the others to stay. Behind mines and swamps
men fall, the most willing first, and the others tire. When too few serve, the expedition breaks:
they turn their weapons round, or they are back at the border and what Moscow had is asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.called import Places, mutineers
from sim.agents.soldiers import ArmyIncentives
from sim.laws.time import acted
from sim.luck import Channel
from sim.machine.arrays import Bools, Floats, Whole, marked
from sim.people import coordination
from sim.people.groups import PARTS
from sim.people.people import kernels, single, singles
from sim.week import Week
from sim.world import ENTRIES, ENTRY_RUNGS, Fate, Outcome, Return, Rung, World

if TYPE_CHECKING:
    from sim.scenario import Scenario


def campaign(world: World, there: Places, week: Week, scenario: Scenario) -> None:
    """A week in Ukraine, in some worlds: men slip away, fall, tire; too few left, and the
    expedition breaks. The law of orders, followed in time.
    """
    for rung, order in zip(ENTRY_RUNGS, ENTRIES, strict=True):
        which = there[world.lukashenko[there] == rung]
        if which.size:
            army = scenario.army.at(which)
            asked, in_field = in_the_field(world, which, order, army)
            thin_out(world, which, asked, order, week, army)
            broke = world.serving[which] < army.enough
            turning = mutineers(world, which, asked, order, army)
            suffer(world, which, in_field, week, army)
            break_up(world, which[broke], turning[broke], week, scenario)


def in_the_field(
    world: World, which: Places, order: Outcome, army: ArmyIncentives
) -> tuple[Floats, Whole]:
    """What serving abroad asks of every soldier on top of ordinary obedience, and how many of them
    are abroad, two of shape (places,).
    """
    serving = world.serving[which]
    refusals = coordination.asked_by_refusals(serving, army.contagion)
    asked = army.risk(world.prospects[which]) + refusals - army.cohesion
    return asked, np.maximum(1, np.rint(army.men(order) * serving)).astype(np.int64)


def thin_out(
    world: World, which: Places, asked: Floats, order: Outcome, week: Week, army: ArmyIncentives
) -> None:
    """Write how many of those called up still serve: who would not go slips away, and who would
    comes back.
    """
    people = world.soldiers
    count = kernels.count_willing(
        people.morale, people.loyalty, world.row[which], singles(army.loyalty_weight, which.size),
        single(world.resistance[which] + asked), singles(army.steepness, which.size),
    )  # fmt: skip
    willing = count / (PARTS * army.soldiers)
    would = coordination.share_of_called(willing, army.called(order == Outcome.FULL_ENTRY))
    serving = world.serving[which]
    after = serving + acted(army.slips_away, week.span) * (would - serving)
    world.serving = _written(world.serving, which, np.maximum(after, 1e-9))
    thinnest = np.minimum(world.thinnest[which], after)
    world.thinnest = _written(world.thinnest, which, thinnest)


def suffer(world: World, which: Places, in_field: Whole, week: Week, army: ArmyIncentives) -> None:
    """Write what the week has cost: the fallen, who are the most willing, and the morale of the
    others in the field.
    """
    people, in_vain = world.soldiers, 1 - world.prospects[which]
    count = kernels.bear_losses(
        people.morale, people.loyalty, world.row[which], world.number[which], week.step,
        int(Channel.SOLDIER_LOSSES), week.luck.key, singles(army.loyalty_weight, which.size),
        army.soldiers - in_field, single(acted(army.casualties * in_vain, week.span)),
        single(army.wear * in_vain * week.span),
    )  # fmt: skip
    fallen = count / army.soldiers
    world.fallen = _written(world.fallen, which, fallen)
    world.toll = _written(world.toll, which, world.toll[which] + fallen)


def break_up(world: World, which: Places, turning: Floats, week: Week, scenario: Scenario) -> None:
    """Write what becomes of expeditions in which too few serve: a mutiny, or the way home."""
    mutinies = turning > scenario.army.at(which).mutiny
    turned, beaten = (marked(which[each], world.worlds) for each in (mutinies, ~mutinies))
    world.lose_power(turned, Fate.MUTINY, week.number)
    world.come_home(turned, Return.MUTINIED, week.number)
    if beaten.any():
        world.lukashenko = np.where(beaten, int(Rung.POSTURE), world.lukashenko)
        leave_beaten(world, beaten, week, scenario)
        scenario.regime.shake(world, beaten, scenario.regime.shaken_collapse)
        scenario.lukashenko.know_the_army(world, beaten)
        scenario.putin.take_alarm(world, beaten)


def leave_beaten(world: World, where: Bools, week: Week, scenario: Scenario) -> None:
    """Write that an expedition has broken: it is back at the border, at the price of a withdrawal,
    and what it met is asked again.
    """
    if where.any():
        scenario.lukashenko.pay_for_coming_home(world, where)
        scenario.putin.ask_again(world, where, week.now)
        world.come_home(where, Return.BROKE, week.number)


def _written(values: Floats, which: Places, after: Floats) -> Floats:
    """Values with others at some places."""
    values = values.copy()
    values[which] = after
    return values
