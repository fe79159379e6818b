"""The Belarusian army: soldiers with little wish to fight, who may obey, flee, or turn
their weapons round.

A soldier is willing to obey when his morale and his loyalty outweigh what speaks against it. An
order to cross the border asks more of him, the worse the prospects behind the mines and swamps; and
whether he goes depends on the others: each refusal lowers the willingness of the rest (see
`coordination`).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt
from typing import TYPE_CHECKING

import mesa
import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.laws.time import acted, left, wandered
from sim.luck import Channel, Luck
from sim.machine.arithmetic import normal_cdf
from sim.machine.arrays import Bools, Floats, Whole
from sim.parameters import Checked, param
from sim.people import coordination
from sim.people.groups import PARTS
from sim.people.people import Soldiers, cut, kernels, of_ranks, ranks, single, uniforms
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
    morale: float = param(0.42, "usual morale, mean over soldiers",
        low=0, high=1, source="S43; MIL-13; MIL-14")
    morale_spread: float = param(0.16, "differences in usual morale, sd",
        low=0.01, high=0.5, source="assumption")
    loyalty: float = param(0.66, "loyalty to the regime, mean over soldiers",
        low=0, high=1, source="OP-19; MIL-15")
    loyalty_spread: float = param(0.16, "differences in loyalty, sd",
        low=0.01, high=0.5, source="assumption")
    loyalty_weight: float = param(0.6, "what loyalty counts beside morale",
        low=0, high=2, source="Singh2014")
    threshold: float = param(0.82, "morale and loyalty it takes to obey",
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
    pressure_effect: float = param(0.001, "morale lost to full pressure", unit="1/week",
        low=0, high=0.2, source="MIL-14")
    training_effect: float = param(0.004, "morale gained by full joint training", unit="1/week",
        low=0, high=0.2, source="S38")
    unrest_effect: float = param(0.02, "morale lost to full protest", unit="1/week",
        low=0, high=0.2, source="assumption")
    personal_spread: float = param(0.02, "a soldier's own luck in a week, sd",
        low=0.001, high=0.2, source="assumption")
    common_spread: float = param(0.02, "luck that all soldiers share in a week, sd",
        low=0, high=0.2, source="assumption")
    common_loyalty: float = param(0.05, "what all soldiers share of their loyalty's luck, sd",
        low=0, high=0.5, source="assumption")
    loyalty_lasts: float = param(52.0, "time after which two thirds of that luck are forgotten",
        unit="weeks", low=1, high=1040, source="assumption")

    danger: float = param(0.10, "what an order into an offensive without prospects asks on top",
        low=0, high=1, source="S31; S32; S44")
    called_limited: float = param(0.30, "share called up for limited entry: the most willing",
        low=0.01, high=1, source="MIL-04; S35")
    called_full: float = param(0.70, "share called up for full entry: all but the least willing",
        low=0.01, high=1, source="assumption")
    enough: float = param(0.50, "share of the called-up that must obey for an order to hold",
        low=0.05, high=0.95, source="assumption")
    contagion: float = param(0.25, "willingness lost when all others refuse",
        low=0, high=1, source="Singh2014; MIL-13")
    disloyal: float = param(0.515, "loyalty below which a refuser turns his weapon round",
        low=0, high=1, source="S44")
    incitement: float = param(0.15, "what a fully organised opposition adds to that line",
        low=0, high=1, source="S18")
    mutiny: float = param(0.15,
        "share of the called-up in mutiny that ends the regime's hold on the army", low=0.01,
        high=1, source="Lyall2020")
    deserts: float = param(0.30, "share of soldiers who would not come back after a refusal",
        low=0, high=1, source="assumption")
    demoralises: float = param(0.06, "willingness that an order that failed takes from the rest",
        low=0, high=1, source="MIL-13; Singh2014")
    recovers: float = param(0.02, "rate at which they recover from it", unit="1/week",
        low=0, high=1, source="assumption")
    blur: float = param(0.04, "willingness over which a soldier's group crosses a line",
        low=0.005, high=0.2, source="assumption")
    # fmt: on

    @property
    def spread(self) -> float:
        """Differences in willingness between soldiers, sd."""
        return hypot(self.morale_spread, self.loyalty_weight * self.loyalty_spread)

    def called(self, whole: bool) -> float:
        """Share of the army called up for full or for limited entry."""
        return self.called_full if whole else self.called_limited

    def men(self, order: Outcome) -> int:
        """Soldiers simulated who are called up for an order."""
        return max(1, round(self.called(order == Outcome.FULL_ENTRY) * self.soldiers))

    @property
    def steepness(self) -> NDArray[np.float32]:
        """Parts of a soldier's group that cross a line for each unit of willingness."""
        return single(PARTS / self.blur)

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
    """The soldiers of each world in week 0, arrays of shape (worlds, soldiers): a stratified sample
    of the army, on a lattice that is shifted by each world's luck.
    """
    shifts = uniforms(worlds, 4, Channel.SOLDIER_SAMPLE, luck.key).T
    strides = (1 / army.soldiers, (sqrt(5) - 1) / 2, sqrt(2))  # the golden section; no common beat
    by_morale, by_loyalty, by_bolting = (
        ranks(army.soldiers, stride, shift) for stride, shift in zip(strides, shifts, strict=False)
    )
    usual = cut(of_ranks(by_morale, army.morale, army.morale_spread))
    return Soldiers(
        morale=usual.copy(),
        usual_morale=usual,
        loyalty=of_ranks(by_loyalty, army.loyalty, army.loyalty_spread),
        bolts=by_bolting < army.deserts,
    )


def resistance(world: World, army: ArmyIncentives) -> Floats:
    """Morale and loyalty that it takes to obey this week, shape (worlds,)."""
    against = (
        army.front_effect * (1 - world.front)
        + army.capacity_effect * world.capacity
        + army.protest_effect * world.protest
        + world.demoralised
    )
    return army.threshold + against - army.loyalty_weight * world.allegiance


def loyalty_line(world: World, army: ArmyIncentives) -> Floats:
    """Loyalty below which a soldier who refuses turns his weapon round, shape (worlds,)."""
    return army.disloyal + army.incitement * world.capacity - world.allegiance


def willing(world: World, army: ArmyIncentives) -> Floats:
    """Share of the army that would obey an order to fight, shape (worlds,)."""
    people = world.soldiers
    count = kernels.count_willing(
        people.morale,
        people.loyalty,
        world.row,
        single(army.loyalty_weight),
        single(world.resistance),
        army.steepness,
    )
    share: Floats = count / (PARTS * army.soldiers)
    return share


def after_failure(believed: Floats, needed_limited: Floats, army: ArmyIncentives) -> Floats:
    """Compliance that a leader foresees once an order has failed, shape (worlds,): what an order
    needs at most, and less as the army is demoralised.
    """
    failing = np.clip(np.minimum(believed, needed_limited), 1e-6, 1 - 1e-6)
    foreseen: Floats = normal_cdf(ndtri(failing) - army.demoralises / army.spread)
    return foreseen


def verdict(world: World, which: Places, order: Outcome, army: ArmyIncentives) -> Whole:
    """What an order would bring in some worlds: the entry ordered, MUTINY, or NO_ENTRY where it
    just fails, shape (places,).
    """
    obey, asked = settled(world, which, order, army)
    refused = np.flatnonzero(obey < army.enough)
    brought = np.full(which.size, int(order))
    turning = mutineers(world, which[refused], asked[refused], order, army)
    brought[refused] = np.where(turning > army.mutiny, int(Outcome.MUTINY), int(Outcome.NO_ENTRY))
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
        single(army.loyalty_weight),
        world.resistance[which],
        risk,
        army.called(order == Outcome.FULL_ENTRY),
        army.contagion,
        army.steepness,
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
        single(army.loyalty_weight),
        single(world.resistance[which] + asked),
        single(world.loyalty_line[which]),
        army.soldiers - men,
        army.steepness,
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
        single(army.loyalty_weight),
        single(world.resistance[which] + asked),
        army.soldiers - army.men(order),
    )


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
                brought = verdict(world, which, order, scenario.army)
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
    desert(world, which, order, army)
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
        int(Channel.SOLDIER_SHOCK), week.luck.key, single(change), single(acted(army.homing, span)),
        single(army.personal_spread * sqrt(span)),
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
