"""Soldiers: what moves them, how many would obey, and what an order would ask of them.

A soldier simulated stands for a group of soldiers like him, part of which may cross a line that
another part does not. What differs from world to world is luck that all of them share.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.by_world import reckoned
from sim.luck import Channel, Luck
from sim.machine.arithmetic import normal_cdf
from sim.machine.arrays import Floats
from sim.machine.rules import rows_of
from sim.parameters import Checked, param
from sim.people import coordination
from sim.people.groups import PARTS
from sim.people.people import (
    Soldiers,
    column,
    cut,
    kernels,
    of_ranks,
    ranks,
    single,
    singles,
    uniforms,
)
from sim.world import Outcome, Rung, World


@dataclass(frozen=True)
class ArmyIncentives(Checked):
    """What moves soldiers."""

    # fmt: off
    soldiers: int = param(512,
        "soldiers simulated in a world: a multiple of 64, up to the real 48,000", unit="people",
        low=64, high=48_000, source="MIL-01", prior="fixed")
    morale: float = param(0.42, "usual morale, mean over soldiers",
        low=0, high=1, source="S43", later="MIL-13; MIL-14")
    morale_spread: float = param(0.16, "differences in usual morale, sd",
        low=0.01, high=0.5, source="assumption")
    loyalty: float = param(0.66, "loyalty to the regime, mean over soldiers",
        low=0, high=1, source="OP-19", later="MIL-15")
    loyalty_spread: float = param(0.16, "differences in loyalty, sd",
        low=0.01, high=0.5, source="assumption")
    loyalty_weight: float = param(0.6, "what loyalty counts beside morale",
        low=0, high=2, source="Singh2014")
    threshold: float = param(0.82, "morale and loyalty it takes to obey",
        low=0, high=2, source="assumption", prior="solved")
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
        low=0, high=0.2, source="assumption", later="MIL-14", prior=("lognormal", 0.001, 0.5))
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
        low=0, high=1, source="Singh2014", later="MIL-13")
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
        low=0, high=1, source="Singh2014", later="MIL-13")
    recovers: float = param(0.02, "rate at which they recover from it", unit="1/week",
        low=0, high=1, source="assumption")
    casualties: float = param(0.01,
        "rate at which men in the field are lost in an offensive without prospects",
        unit="1/week", low=0, high=0.2, source="assumption", later="MIL-13",
        prior=("lognormal", 0.01, 0.5))
    wear: float = param(0.004, "morale that a week there takes from them", unit="1/week",
        low=0, high=0.1, source="assumption")
    slips_away: float = param(0.15, "rate at which men in the field who would not go leave it",
        unit="1/week", low=0.001, high=2, source="assumption")
    cohesion: float = param(0.08, "willingness that comrades and discipline add in the field",
        low=0, high=0.5, source="McLauchlin2020")
    blur: float = param(0.04, "willingness over which a soldier's group crosses a line",
        low=0.005, high=0.2, source="assumption")
    # fmt: on

    @property
    def spread(self) -> Any:
        """Differences in willingness between soldiers, sd: one number, or one a world."""
        return np.hypot(self.morale_spread, self.loyalty_weight * self.loyalty_spread)

    def called(self, whole: bool) -> Any:
        """Share of the army called up for full or for limited entry: one number, or one a world."""
        return self.called_full if whole else self.called_limited

    def men(self, order: Outcome) -> Any:
        """Soldiers simulated who are called up for an order: one number, or one a world."""
        return np.maximum(1, np.rint(self.called(order == Outcome.FULL_ENTRY) * self.soldiers))

    def abroad(self, world: World) -> Floats:
        """Share of the army that serves in Ukraine, shape (worlds,)."""
        whole = world.lukashenko == Rung.FULL_ENTRY
        share: Floats = np.where(whole, self.called_full, self.called_limited) * world.serving
        return share * world.fought

    @property
    def steepness(self) -> Any:
        """Parts of a soldier's group that cross a line for each unit of willingness: one number,
        or one a world.
        """
        return PARTS / self.blur

    @reckoned
    def calls(self) -> Floats:
        """Compliance it takes for the orders to limited and to full entry to hold where they ask
        nothing on top, shape (entry rungs, 1 or worlds).
        """
        return rows_of(
            *(
                coordination.compliance_needed(
                    self.called(whole), self.contagion, self.spread, self.enough
                )
                for whole in (False, True)
            )
        )

    def needed(self, prospects: Floats) -> Floats:
        """Compliance it takes for the orders to limited and to full entry to hold, shape
        (entry rungs, worlds).
        """
        return coordination.needed_when_asked(self.calls, self.risk(prospects), self.spread)

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
        bolts=by_bolting < column(army.deserts),
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
        singles(army.loyalty_weight, world.worlds),
        single(world.resistance),
        singles(army.steepness, world.worlds),
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
