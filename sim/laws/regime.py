"""The regime's hold on power: one function, used for what leaders believe and for what happens.

Coups come from insiders when Moscow's backing and the army's compliance fall; uprisings from the
street when protest spreads and the army stands aside. Two thirds of autocrats leave through
insiders, about a ninth through uprisings [Svolik2009]; the two base rates are set so that a quiet
year ends the regime about as often as it ends personalist regimes with a patron's backing.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.luck import Channel
from sim.machine.arithmetic import exp, within
from sim.machine.arrays import Floats, Whole
from sim.machine.compiled import elementwise
from sim.machine.rules import in_every_world, taken
from sim.parameters import Checked, numbers_of, param
from sim.week import Week
from sim.world import FALLS, Block, Outcome, World

if TYPE_CHECKING:
    from sim.scenario import Scenario


@dataclass(frozen=True)
class Regime(Checked):
    """How power is lost."""

    # fmt: off
    coup_base: float = param(3e-4, "weekly hazard of a coup in ordinary times", unit="1/week",
        low=0, high=0.01, source="GWF")
    coup_backing: float = param(4.5, "effect of lost Kremlin backing on coups",
        low=0, high=10, source="S07")
    coup_compliance: float = param(3.0, "effect of an unwilling army on coups",
        low=0, high=10, source="S56")
    coup_capacity: float = param(1.0, "effect of an organised opposition on coups",
        low=0, high=5, source="S18")
    uprising_base: float = param(4e-4, "weekly hazard of an uprising at 5 % protest", unit="1/week",
        low=0, high=0.01, source="GWF")
    uprising_protest: float = param(9.0, "effect of protest on uprisings",
        low=0, high=20, source="Epstein2002")
    uprising_compliance: float = param(2.0, "effect of an unwilling army on uprisings",
        low=0, high=10, source="S44")
    uprising_backing: float = param(1.5, "effect of lost Kremlin backing on uprisings",
        low=0, high=10, source="S15")
    usual_backing: float = param(0.75, "Kremlin backing in ordinary times",
        low=0, high=1, source="assumption")
    usual_compliance: float = param(0.5, "compliance in ordinary times",
        low=0, high=1, source="assumption")
    usual_capacity: float = param(0.25, "opposition capacity in ordinary times",
        low=0, high=1, source="assumption")
    usual_protest: float = param(0.05, "protest in ordinary times, as insiders see it",
        low=0, high=1, source="PR-10")
    most_protest: float = param(0.6, "protest beyond which more changes nothing",
        low=0, high=1, source="assumption")
    replacement: float = param(0.5,
        "chance a week that Moscow can replace a leader with no backing and no credit", low=0,
        high=1, source="assumption")
    credit_protects: float = param(0.5, "part of that chance averted by full credit",
        low=0, high=1, source="S05")
    # fmt: on

    @cached_property
    def numbers(self) -> Any:
        """The numbers as rules take them."""
        return taken(RegimeNumbers, self)


RegimeNumbers = numbers_of(Regime)
Attempt = namedtuple("Attempt", "removal")  # 1 if Moscow tries to replace Lukashenko
_ATTEMPTS = np.array([[0.0, 1.0]])  # none, one: shape (columns, attempts)
Exposed = namedtuple("Exposed", "backing credit compliance protest capacity")
Dangers = namedtuple("Dangers", "removed coup uprising")


@elementwise
def hazard(
    backing: Floats,
    compliance: Floats,
    protest: Floats,
    capacity: Floats,
    dependence: float,
    regime: Regime,
) -> tuple[Floats, Floats]:
    """Weekly hazards of a coup and of an uprising, each of the arguments' common shape."""
    lost_backing = dependence * (regime.usual_backing - backing)
    lost_army = regime.usual_compliance - compliance
    street = within(protest - regime.usual_protest, 0.0, regime.most_protest)
    organised = regime.coup_capacity * (capacity - regime.usual_capacity)
    coup = regime.coup_base * exp(
        regime.coup_backing * lost_backing + regime.coup_compliance * lost_army + organised
    )
    uprising = regime.uprising_base * exp(
        regime.uprising_protest * street
        + regime.uprising_compliance * lost_army
        + regime.uprising_backing * lost_backing
    )
    return coup, uprising


@elementwise
def stands(
    horizon: float,
    backing: Floats,
    compliance: Floats,
    protest: Floats,
    capacity: Floats,
    dependence: float,
    regime: Regime,
) -> Floats:
    """Chance that the regime still stands after so many weeks like this one, of the
    arguments' common shape.
    """
    coup, uprising = hazard(backing, compliance, protest, capacity, dependence, regime)
    standing: Floats = exp(-horizon * (coup + uprising))
    return standing


@elementwise
def chance(weekly_hazard: Floats) -> Floats:
    """Chance that something with a hazard happens within the week, same shape."""
    happens: Floats = 1 - exp(-weekly_hazard)
    return happens


@elementwise
def replacement_chance(
    backing: Floats, credit: Floats, dependence: float, regime: Regime
) -> Floats:
    """Chance that Moscow's attempt to replace Lukashenko succeeds, of the common shape."""
    return regime.replacement * dependence * (1 - backing) * (1 - regime.credit_protects * credit)


@in_every_world(Attempt, Exposed, Dangers)
def weekly_dangers(attempt: Any, world: Any, dependence: float, regime: Any) -> Any:
    """Chances of falling this week."""
    coup, uprising = hazard(
        world.backing, world.compliance, world.protest, world.capacity, dependence, regime
    )
    replaced = replacement_chance(world.backing, world.credit, dependence, regime)
    return Dangers(removed=attempt.removal * replaced, coup=chance(coup), uprising=chance(uprising))


def dangers(world: World, scenario: Scenario) -> Any:
    """Chances this week of being removed by Moscow, of a coup and of an uprising, each
    of shape (worlds,).
    """
    return weekly_dangers(
        _ATTEMPTS,
        world.removal.astype(np.int64),
        taken(Exposed, world),
        scenario.lukashenko.dependence,
        scenario.regime.numbers,
    )


def ways(danger: Any) -> tuple[tuple[int, Floats, Outcome], ...]:
    """The ways to fall in the order in which they are looked at: channel, chance, outcome.

    The channel is that of the luck that decides, the chance has the shape (worlds,). Ways to one
    outcome stand together; a new way takes the channel ENDINGS + its outcome.
    """
    return (
        (Channel.REPLACEMENT, danger.removed, Outcome.REPLACED),
        (Channel.COUP, danger.coup, Outcome.REPLACED),
        (Channel.UPRISING, danger.uprising, Outcome.UPRISING),
    )


def chances(danger: Any) -> dict[Outcome, Floats]:
    """Chance of each outcome if those before it do not come about, shape (worlds,)."""
    together: dict[Outcome, Floats] = {}
    for _, chance, outcome in ways(danger):
        before = together.get(outcome)
        together[outcome] = chance if before is None else before + (1 - before) * chance
    return together


def fall(world: World, week: Week, danger: Any) -> None:
    """End the worlds whose regime falls this week: replaced by Moscow or by insiders, or brought
    down by the street.
    """
    for channel, chance, outcome in ways(danger):
        world.end(week.uniform(channel, world) < chance, outcome, week.number)


def blocked(world: World) -> Whole:
    """What blocked entry, a fall of the regime if there was one, shape (worlds,)."""
    blocked = world.blocked
    for outcome in FALLS:
        if outcome != Outcome.MUTINY:  # there the army refused
            blocked = np.where(world.outcome == outcome, int(Block.REGIME_FELL), blocked)
    return blocked
