"""The Belarusian army: soldiers with little wish to fight, who may obey, flee, or turn
their weapons round.

A soldier is willing to obey when his morale and his loyalty outweigh what speaks against it. An
order to cross the border asks more of him, the worse the prospects behind the mines and swamps; and
whether he goes depends on the others: each refusal lowers the willingness of the rest (see
`coordination`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.luck import Channel, Luck
from sim.machine.arrays import Bools, Floats, Whole
from sim.parameters import Checked, param
from sim.people import coordination
from sim.people.people import Soldiers, kernels, normals, single
from sim.week import Week
from sim.world import ENTRIES, Block, Outcome, World

if TYPE_CHECKING:
    from sim.scenario import Scenario

Places = Whole  # which worlds, by their place in the batch


@dataclass(frozen=True)
class ArmyIncentives(Checked):
    """What moves soldiers."""

    # fmt: off
    soldiers: int = param(512,
        "soldiers simulated in a world: a multiple of 64, up to the real 48,000", unit="people",
        low=64, high=48_000, source="MIL-01")
    morale: float = param(0.45, "usual morale, mean over soldiers",
        low=0, high=1, source="S43; MIL-13; MIL-14")
    morale_spread: float = param(0.16, "differences in usual morale, sd",
        low=0.01, high=0.5, source="assumption")
    loyalty: float = param(0.69, "loyalty to the regime, mean over soldiers",
        low=0, high=1, source="OP-19; MIL-15")
    loyalty_spread: float = param(0.16, "differences in loyalty, sd",
        low=0.01, high=0.5, source="assumption")
    loyalty_weight: float = param(0.6, "what loyalty counts beside morale",
        low=0, high=2, source="Singh2014")
    threshold: float = param(0.60, "morale and loyalty it takes to obey",
        low=0, high=2, source="assumption")
    front_effect: float = param(0.10, "what Russian losses at the front take from willingness",
        low=0, high=1, source="S43; S48")
    capacity_effect: float = param(0.12, "what an organised opposition takes from it",
        low=0, high=1, source="S18; S21")
    protest_effect: float = param(0.30, "what protest at home takes from it",
        low=0, high=1, source="Kuran1991")

    homing: float = param(0.06, "pull of morale to each soldier's usual level", unit="1/week",
        low=0, high=1, source="assumption")
    agitation_effect: float = param(0.012, "morale lost to full agitation", unit="1/week",
        low=0, high=0.2, source="S18; S21")
    pressure_effect: float = param(0.003, "morale lost to full pressure", unit="1/week",
        low=0, high=0.2, source="MIL-14")
    training_effect: float = param(0.004, "morale gained by full joint training", unit="1/week",
        low=0, high=0.2, source="S38")
    unrest_effect: float = param(0.02, "morale lost to full protest", unit="1/week",
        low=0, high=0.2, source="assumption")
    personal_spread: float = param(0.02, "a soldier's own luck in a week, sd",
        low=0.001, high=0.2, source="assumption")
    common_spread: float = param(0.015, "luck that all soldiers share in a week, sd",
        low=0, high=0.2, source="assumption")

    danger: float = param(0.10, "what an order into an offensive without prospects asks on top",
        low=0, high=1, source="S31; S32; S44")
    called_limited: float = param(0.30, "share called up for limited entry: the most willing",
        low=0.01, high=1, source="MIL-04; S35")
    enough: float = param(0.50, "share of the called-up that must obey for an order to hold",
        low=0.05, high=0.95, source="assumption")
    contagion: float = param(0.25, "willingness lost when all others refuse",
        low=0, high=1, source="Singh2014; MIL-13")
    disloyal: float = param(0.45, "loyalty below which a refuser turns his weapon round",
        low=0, high=1, source="S44")
    incitement: float = param(0.15, "what a fully organised opposition adds to that line",
        low=0, high=1, source="S18")
    mutiny: float = param(0.15,
        "share of the called-up in mutiny that ends the regime's hold on the army", low=0.01,
        high=1, source="Lyall2020")
    # fmt: on

    @property
    def spread(self) -> float:
        """Differences in willingness between soldiers, sd."""
        return hypot(self.morale_spread, self.loyalty_weight * self.loyalty_spread)

    def called(self, whole: bool) -> float:
        """Share of the army called up for full or for limited entry."""
        return 1.0 if whole else self.called_limited

    def needed(self, prospects: Floats) -> Floats:
        """Compliance it takes for the orders to limited and to full entry to hold, shape
        (entry rungs, worlds).
        """
        calls = [
            coordination.compliance_needed(
                self.called(whole), self.contagion, self.spread, self.enough
            )
            for whole in (False, True)
        ]
        return coordination.needed_when_asked(
            np.array(calls).reshape(-1, 1), self.risk(prospects), self.spread
        )

    def look_north(self, world: World) -> None:
        """Write what an order would take, now that the prospects of an offensive are known."""
        world.needed = self.needed(world.prospects)

    def risk(self, prospects: Floats) -> Floats:
        """What an order to cross the border asks of every soldier on top of ordinary obedience,
        shape of `prospects`.
        """
        return self.danger * (1 - prospects)


def raise_army(worlds: NDArray[np.uint64], luck: Luck, army: ArmyIncentives) -> Soldiers:
    """The soldiers of each world in week 0, arrays of shape (worlds, soldiers)."""
    morale = normals(
        worlds, army.soldiers, Channel.SOLDIER_MORALE, luck.key, army.morale, army.morale_spread
    )
    loyalty = normals(
        worlds, army.soldiers, Channel.SOLDIER_LOYALTY, luck.key, army.loyalty, army.loyalty_spread
    )
    return Soldiers(morale, morale.copy(), loyalty)


def resistance(world: World, army: ArmyIncentives) -> Floats:
    """Morale and loyalty that it takes to obey this week, shape (worlds,)."""
    against = (
        army.front_effect * (1 - world.front)
        + army.capacity_effect * world.capacity
        + army.protest_effect * world.protest
    )
    return army.threshold + against


def willing(world: World, army: ArmyIncentives) -> Floats:
    """Share of the army that would obey an order to fight, shape (worlds,)."""
    people = world.soldiers
    count = kernels.count_willing(
        people.morale,
        people.loyalty,
        world.row,
        single(army.loyalty_weight),
        single(world.resistance),
    )
    share: Floats = count / army.soldiers
    return share


def verdict(world: World, which: Places, order: Outcome, army: ArmyIncentives) -> Whole:
    """What an order would bring in some worlds: the entry ordered, MUTINY, or NO_ENTRY where it
    just fails, shape (places,).
    """
    called, people = army.called(order == Outcome.FULL_ENTRY), world.soldiers
    risk = army.risk(world.prospects[which])
    weight, resisting = single(army.loyalty_weight), world.resistance[which]
    obey = kernels.share_obeying(
        people.morale,
        people.loyalty,
        world.row[which],
        weight,
        resisting,
        risk,
        called,
        army.contagion,
    )
    refused = np.flatnonzero(obey < army.enough)
    brought = np.full(which.size, int(order))
    asked = coordination.asked_by_refusals(obey[refused], army.contagion) + risk[refused]
    turning = mutineers(world, which[refused], asked, order, army)
    brought[refused] = np.where(turning > army.mutiny, int(Outcome.MUTINY), int(Outcome.NO_ENTRY))
    return brought


def mutineers(
    world: World, which: Places, asked: Floats, order: Outcome, army: ArmyIncentives
) -> Floats:
    """Share of the called-up who refuse and are disloyal when so much more is
    asked, shape (places,).
    """
    people, rows = world.soldiers, world.row[which]
    men = round(army.called(order == Outcome.FULL_ENTRY) * army.soldiers)
    needed, line = single(world.resistance[which] + asked), single(world.loyalty_line[which])
    weight = single(army.loyalty_weight)
    count = kernels.count_disloyal_refusers(
        people.morale, people.loyalty, rows, weight, needed, line, army.soldiers - men
    )
    share: Floats = count / men
    return share


class Army(mesa.Agent):
    """The agent: takes stock, answers an order, and its morale drifts."""

    def take_stock(self, world: World, week: Week, scenario: Scenario) -> None:
        """See how many would obey this week, and how many would turn their weapons round."""
        world.resistance = resistance(world, scenario.army)
        world.loyalty_line = scenario.army.disloyal + scenario.army.incitement * world.capacity
        world.compliance = willing(world, scenario.army)
        world.lowest_compliance = np.minimum(world.lowest_compliance, world.compliance)

    def act(self, world: World, week: Week, scenario: Scenario) -> None:
        """Answer the orders given this week: entry, a mutiny, or an order that failed. Then a week
        passes.
        """
        for order in ENTRIES:
            which = np.flatnonzero(world.order == order)
            if which.size:
                brought = verdict(world, which, order, scenario.army)
                answer(world, which, brought, week, scenario)
        drift(world, week, scenario)


def answer(world: World, which: Whole, brought: Whole, week: Week, scenario: Scenario) -> None:
    """Write what an order has brought in some worlds."""
    for outcome in (*ENTRIES, Outcome.MUTINY):
        world.end(_marked(which[brought == outcome], world.worlds), outcome, week.number)
    refused = _marked(which[~np.isin(brought, ENTRIES)], world.worlds)
    world.failed_orders = world.failed_orders + refused
    world.blocked = np.where(refused, int(Block.ARMY_REFUSED), world.blocked)
    scenario.lukashenko.bear_refusal(world, refused)


def drift(world: World, week: Week, scenario: Scenario) -> None:
    """A week passes: morale moves with what all feel, with each soldier's usual level, and with
    his own luck.
    """
    army, people = scenario.army, world.soldiers
    change = (
        -army.agitation_effect * world.agitation
        - army.pressure_effect * world.pressure
        + army.training_effect * world.hosting
        - army.unrest_effect * world.protest
        + army.common_spread * week.draws[Channel.ARMY_MOOD]
    )
    kernels.drift_morale(
        people.morale, people.usual_morale, world.row, world.number, week.number,
        int(Channel.SOLDIER_SHOCK), week.luck.key, single(change), single(army.homing),
        single(army.personal_spread),
    )  # fmt: skip


def _marked(places: Places, worlds: int) -> Bools:
    marked = np.zeros(worlds, dtype=bool)
    marked[places] = True
    return marked
