"""The regime's hold on power: one function, used for what leaders believe and for what happens.

Coups come from insiders when Moscow's backing and the army's compliance fall; uprisings from the
street when protest spreads and the army stands aside. Two thirds of autocrats leave through
insiders, about a ninth through uprisings [Svolik2009]; the two base rates are set so that a quiet
year ends the regime about as often as it ends personalist regimes with a patron's backing.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.by_world import reckoned
from sim.laws.theatre import presence
from sim.laws.time import acted, left
from sim.luck import Channel
from sim.machine.arithmetic import exp, within
from sim.machine.arrays import Bools, Floats, Whole
from sim.machine.compiled import elementwise
from sim.machine.rules import in_every_world, rows_of, taken, together
from sim.parameters import Checked, numbers_of, param
from sim.week import Week
from sim.world import FALLS, Block, Fate, Outcome, World

if TYPE_CHECKING:
    from sim.scenario import Scenario


@dataclass(frozen=True)
class Regime(Checked):
    """How power is lost."""

    # fmt: off
    coup_base: float = param(1.8e-4, "weekly hazard of a coup in ordinary times", unit="1/week",
        low=0, high=0.01, source="GWF", prior="solved")
    coup_backing: float = param(7.0, "effect of lost Kremlin backing on coups",
        low=0, high=15, source="S07")
    coup_compliance: float = param(3.0, "effect of an unwilling army on coups",
        low=0, high=10, source="S56")
    coup_capacity: float = param(1.0, "effect of an organised opposition on coups",
        low=0, high=5, source="S18")
    uprising_base: float = param(6e-5, "weekly hazard of an uprising at 5 % protest", unit="1/week",
        low=0, high=0.01, source="GWF")
    uprising_protest: float = param(9.0, "effect of protest on uprisings",
        low=0, high=20, source="Epstein2002")
    uprising_compliance: float = param(2.0, "effect of an unwilling army on uprisings",
        low=0, high=10, source="S44")
    uprising_backing: float = param(1.5, "effect of lost Kremlin backing on uprisings",
        low=0, high=10, source="S15")
    guards: float = param(1.0, "effect of a full Russian contingent in the country on uprisings",
        low=0, high=5, source="S45")
    usual_backing: float = param(0.78, "Kremlin backing in ordinary times",
        low=0, high=1, source="assumption", prior="fixed")
    usual_compliance: float = param(0.40, "compliance in ordinary times: more of it guards no more",
        low=0, high=1, source="assumption", prior="fixed")
    usual_capacity: float = param(0.25, "opposition capacity in ordinary times",
        low=0, high=1, source="assumption", prior="fixed")
    usual_protest: float = param(0.05, "protest in ordinary times, as insiders see it",
        low=0, high=1, source="PR-10", prior="fixed")
    most_protest: float = param(0.6, "protest beyond which more changes nothing",
        low=0, high=1, source="assumption")
    usual_presence: float = param(0.45, "the Russian contingent in ordinary times, as a part of "
        "one that makes the threat complete", low=0, high=1, source="S25", later="MIL-08",
        status="derived", prior="fixed")
    replacement: float = param(0.15, "hazard of being removed while Moscow tries, with no backing "
        "and no credit", unit="1/week", low=0, high=2, source="assumption",
        prior=("lognormal", 0.15, 0.4))
    credit_protects: float = param(0.5, "part of that hazard averted by full credit",
        low=0, high=1, source="S05")
    reach: float = param(0.25, "part of that hazard that needs no Russian troops in the country, "
        "against that with a full contingent", low=0.01, high=1, source="assumption")
    defiance: float = param(0.10, "hazard of a coup added by the freshest of defeats",
        unit="1/week", low=0, high=1, source="S44; S56", prior=("lognormal", 0.10, 0.4))
    defiance_fades: float = param(0.10, "how fast a defeat is forgotten", unit="1/week",
        low=0.001, high=5, source="assumption")
    shaken_limited: float = param(0.7, "what a failed order to limited entry is of the greatest "
        "defeat", low=0, high=1, source="S44")
    shaken_collapse: float = param(0.5, "what an expedition that broke is of it",
        low=0, high=1, source="Weeks2014; Croco2015; Debs2010")
    absent: float = param(0.3, "share of the men abroad who cannot guard him at home",
        low=0, high=1, source="assumption")
    # the greatest of defeats, by which the others are measured
    shaken_full: float = param(1.0, "what a failed order to full entry is of it",
        low=0, high=1, source="S44; S56", prior="fixed")
    # fmt: on

    @reckoned
    def numbers(self) -> Floats:
        """The numbers as rules take them, shape (numbers, 1 or worlds)."""
        return rows_of(*taken(RegimeNumbers, self))

    @property
    def shaken(self) -> Floats:
        """What an order to each entry rung shakes where it fails, shape (entry rungs, 1 or
        worlds).
        """
        return rows_of(self.shaken_limited, self.shaken_full)

    def shake(self, world: World, where: Bools, defeat: Any) -> None:
        """Write how much a defeat shakes his rule: an order that the army did not carry out, or an
        expedition that broke.
        """
        world.defied = np.where(where, np.maximum(world.defied, defeat), world.defied)

    def danger_of_defeat(self, defeat: Any, weeks: Any) -> Any:
        """Hazards added up over so many weeks by a defeat that is being forgotten, shape of
        `defeat`.
        """
        return self.defiance * defeat * acted(self.defiance_fades, weeks) / self.defiance_fades


RegimeNumbers = numbers_of(Regime)
Attempt = namedtuple("Attempt", "removal")  # 1 if Moscow tries to replace Lukashenko
_ATTEMPTS = np.array([[[0.0], [1.0]]])  # none, one: shape (columns, attempts, 1)
Exposed = namedtuple("Exposed", "backing credit compliance protest capacity presence defeat")
Dangers = namedtuple("Dangers", "removed coup uprising")
On = namedtuple("On", "dependence")
Hold = together("Hold", __name__, power=RegimeNumbers, on=On)  # what holds him in power


@elementwise
def hazard(
    backing: Floats,
    compliance: Floats,
    protest: Floats,
    capacity: Floats,
    presence: Floats,
    dependence: float,
    regime: Regime,
) -> tuple[Floats, Floats]:
    """Weekly hazards of a coup and of an uprising, each of the arguments' common shape."""
    lost_backing = dependence * (regime.usual_backing - backing)
    lost_army = np.maximum(regime.usual_compliance - compliance, 0.0)
    street = within(protest - regime.usual_protest, 0.0, regime.most_protest)
    organised = regime.coup_capacity * (capacity - regime.usual_capacity)
    coup = regime.coup_base * exp(
        regime.coup_backing * lost_backing + regime.coup_compliance * lost_army + organised
    )
    uprising = regime.uprising_base * exp(
        regime.uprising_protest * street
        + regime.uprising_compliance * lost_army
        + regime.uprising_backing * lost_backing
        - regime.guards * (presence - regime.usual_presence)
    )
    return coup, uprising


@elementwise
def removal(
    backing: Floats, credit: Floats, presence: Floats, dependence: float, regime: Regime
) -> Floats:
    """Weekly hazard of being removed while Moscow tries, of the common shape: troops in the country
    are its arm.
    """
    arm = (regime.reach + (1 - regime.reach) * presence) / (
        regime.reach + (1 - regime.reach) * regime.usual_presence
    )
    exposed = (1 - backing) * (1 - regime.credit_protects * credit)
    return regime.replacement * dependence * exposed * arm


@elementwise
def chance(hazard: Floats, weeks: float) -> Floats:
    """Chance that something with a weekly hazard happens within so many weeks, same shape."""
    happens: Floats = 1 - exp(-hazard * weeks)
    return happens


@in_every_world(Attempt, Exposed, Dangers, Hold)
def dangers_of_step(attempt: Any, world: Any, hold: Any, weeks: float) -> Any:
    """Chances of falling within a step."""
    dependence, regime = hold.on.dependence, hold.power
    coup, uprising = hazard(
        world.backing, world.compliance, world.protest, world.capacity, world.presence, dependence,
        regime,
    )  # fmt: skip
    removed = removal(world.backing, world.credit, world.presence, dependence, regime)
    return Dangers(
        removed=chance(attempt.removal * removed, weeks),
        coup=chance(coup + world.defeat, weeks),
        uprising=chance(uprising, weeks),
    )


def dangers(world: World, week: Week, scenario: Scenario) -> Any:
    """Chances this week of being removed by Moscow, of a coup and of an uprising, each
    of shape (worlds,).
    """
    exposed = Exposed(
        backing=world.backing, credit=world.credit,
        compliance=world.compliance - scenario.regime.absent * scenario.army.abroad(world),
        protest=world.protest, capacity=world.capacity,
        defeat=scenario.regime.danger_of_defeat(world.defied, week.span) / week.span,
        presence=presence(world.contingent, scenario.theatre.full_contingent),
    )  # fmt: skip
    return dangers_of_step(
        _ATTEMPTS,
        world.removal.astype(np.int64),
        exposed,
        rows_of(scenario.regime.numbers, scenario.lukashenko.dependence),
        week.span,
    )


def forget(world: World, week: Week, scenario: Scenario) -> None:
    """A defeat is forgotten."""
    world.defied = world.defied * left(scenario.regime.defiance_fades, week.span)


def ways(danger: Any) -> tuple[tuple[int, Floats, Outcome, Fate], ...]:
    """The ways to fall in the order in which they are looked at: channel, chance, outcome, fate.

    The channel is that of the luck that decides, the chance has the shape (worlds,). Ways to one
    outcome stand together; a new way takes the channel ENDINGS + its outcome.
    """
    return (
        (Channel.REPLACEMENT, danger.removed, Outcome.REPLACED, Fate.REMOVED),
        (Channel.COUP, danger.coup, Outcome.REPLACED, Fate.COUP),
        (Channel.UPRISING, danger.uprising, Outcome.UPRISING, Fate.UPRISING),
    )


def chances(danger: Any) -> dict[Outcome, Floats]:
    """Chance of each outcome if those before it do not come about, shape (worlds,)."""
    together: dict[Outcome, Floats] = {}
    for _, chance, outcome, _ in ways(danger):
        before = together.get(outcome)
        together[outcome] = chance if before is None else before + (1 - before) * chance
    return together


def fates(danger: Any) -> Iterator[tuple[Fate, Floats]]:
    """The ways to fall in their order, each with its chance if those before it do not come about,
    shape (worlds,).
    """
    for _, chance, _, fate in ways(danger):
        yield fate, chance


def fall(world: World, week: Week, danger: Any) -> None:
    """End the worlds whose regime falls this week: replaced by Moscow or by insiders, or brought
    down by the street.
    """
    for channel, chance, outcome, fate in ways(danger):
        struck = week.uniform(channel, world) < chance
        world.end(struck, outcome, week.number)
        world.lose_power(struck, fate, week.number)


def blocked(world: World) -> Whole:
    """What blocked entry, a fall of the regime if there was one, shape (worlds,)."""
    blocked = world.blocked
    for outcome in FALLS:
        if outcome != Outcome.MUTINY:  # there the army refused
            blocked = np.where(world.outcome == outcome, int(Block.REGIME_FELL), blocked)
    return blocked
