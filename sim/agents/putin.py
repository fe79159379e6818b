"""Vladimir Putin: gains from the threat of a northern front alone, but keeps choosing escalation.

Each week he decides how hard to lean on Minsk. He sees the front in the south against what he holds
to be his, imagines how Lukashenko would answer an ultimatum, and thinks better of the Belarusian
army than he should.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.leader import Leader
from sim.laws import regime
from sim.laws.choice import Judgement, prospect_value
from sim.luck import Channel
from sim.machine.arithmetic import within
from sim.machine.arrays import Floats, Whole
from sim.machine.rules import appraisal, in_every_world, taken
from sim.parameters import Checked, incentives_of, numbers_of, param
from sim.people import coordination
from sim.week import Week
from sim.world import NEVER, World, share

if TYPE_CHECKING:
    from sim.scenario import Scenario

# (world, demand, pressure, compliance, scenario) -> rung probabilities
Forecast = Callable[[World, Floats, Floats, Floats, "Scenario"], Floats]


class Option(IntEnum):
    """What he can do about Minsk. Append only."""

    ACCOMMODATE = 0
    HOLD = 1  # keep the threat, ask for little
    PRESS = 2
    ULTIMATUM = 3
    REPLACE = 4


_EACH = "one number an option, from ACCOMMODATE to REPLACE"


@dataclass(frozen=True)
class PutinIncentives(Checked):
    """What he wants, what he believes, and what each option means."""

    # fmt: off
    front_relief: float = param(1.0, "weight of relief for the front",
        low=0, high=3, source="S48; S49", weight=True)
    northern_fixation: float = param(0.35, "weight of pinning Ukrainian forces in the north",
        low=0, high=2, source="S46; S47", weight=True)
    control: float = param(0.25, "weight of control over Minsk",
        low=0, high=2, source="S50; S51", weight=True)
    ally_stability: float = param(0.5, "weight of a stable ally",
        low=0, high=2, source="S45", weight=True)
    cost: float = param(0.3, "weight of what it costs",
        low=0, high=2, source="assumption", weight=True)
    escalation: float = param(0.47, "weight of his bias towards coercion",
        low=0, high=2, source="S09; S54", weight=True)

    rationality: float = param(10.4, "precision of his quantal response", unit="1/utility",
        low=0, high=60, source="assumption")
    optimism: float = param(0.13, "how much more willing than it is he believes the army to be",
        low=-0.5, high=0.5, source="S09")
    uncertainty: float = param(0.08, "how far off his estimate of the army usually is, sd",
        low=0.01, high=0.5, source="assumption")
    reference_front: float = param(0.85, "share of the annexed territory that he counts as his",
        low=0.01, high=1, source="S49; UA-06")
    least_stake: float = param(0.25, "what entry is worth to him when nothing is lost",
        low=0, high=1, source="S08")
    loss_aversion: float = param(1.955, "how much larger a loss looms than an equal gain",
        low=1, high=3, source="Brown2024")
    curvature: float = param(0.88, "power of the value of losses",
        low=0.3, high=1, source="Tversky1992")
    relief_scale: float = param(4.0,
        "front relief that a sure and successful entry brings, per stake", low=0, high=10,
        source="assumption")
    limited_worth: float = param(0.4, "worth of limited entry as a part of full entry",
        low=0, high=1, source="S35; MIL-06")
    leverage: float = param(0.3, "pressure that he believes an ultimatum adds",
        low=0, high=1, source="assumption")
    calm: float = param(0.4, "bias towards coercion with nothing lost at the front",
        low=0, high=2, source="S09")
    alarm: float = param(1.5, "what losing the whole front adds to it", low=0, high=5, source="S48")
    felt_speed: float = param(0.35, "how fast Lukashenko comes to feel the pressure", unit="1/week",
        low=0, high=1, source="assumption")
    threat_alone: float = param(0.6, "share of the pinning that needs no troops in Belarus",
        low=0, high=1, source="S46")
    repair: float = param(0.8, "control regained by accommodating an ally who has lost all backing",
        low=0, high=2, source="assumption")
    steadies: float = param(0.1, "stability gained by accommodating",
        low=0, high=1, source="assumption")
    unsettles: float = param(0.15, "stability lost by pressing an ally under full pressure",
        low=0, high=2, source="assumption")
    refusal_harm: float = param(0.4, "stability lost when an ultimatum is refused",
        low=0, high=2, source="S10")
    collapse_harm: float = param(0.8, "stability lost when the order to enter fails",
        low=0, high=2, source="S44; S45")
    removal_harm: float = param(1.2, "stability lost by removing Lukashenko",
        low=0, high=3, source="S45")
    removal_excuse: float = param(0.4, "part of it spared when he has lost all backing",
        low=0, high=2, source="assumption")
    presence: float = param(0.10, "pressure that a full Russian contingent adds by being there",
        low=0, high=1, source="S36; S51")
    accommodation: float = param(0.05, "backing that accommodating Minsk returns",
        low=0, high=0.5, source="DEP-04")

    demands: tuple[float, ...] = param((0.10, 0.30, 0.55, 1.0, 0.55),
        f"what he asks for on the ladder: {_EACH}", low=0, high=1, source="S10")
    leans: tuple[float, ...] = param((-0.25, 0, 0.2, 0.35, 0.35),
        f"pressure on top of his resolve: {_EACH}", low=-1, high=1, source="S51")
    deploys: tuple[float, ...] = param((-0.4, 0, 0.5, 0.8, 0.5), f"troops sent: {_EACH}",
        unit="thousand a week", low=-10, high=10, source="RU-2022-12-28; RU-2023-03-26")
    pins: tuple[float, ...] = param((0.2, 1, 0.8, 0.6, 0.2), f"Ukrainian forces pinned: {_EACH}",
        low=0, high=1, source="S47; UA-01")
    costs: tuple[float, ...] = param((0.35, 0.15, 0.3, 0.45, 1), f"cost: {_EACH}",
        low=0, high=2, source="DEP-01; DEP-03")
    subdues: tuple[float, ...] = param((-0.3, 0, 0, 0, 0.3), f"control gained: {_EACH}",
        low=-1, high=1, source="S50")
    tightens: tuple[float, ...] = param((0, 0, 0.4, 0.5, 0),
        f"control gained at full resolve: {_EACH}", low=-1, high=1, source="S51")
    coerces: tuple[float, ...] = param((-0.3, 0, 0.5, 1, 0.6), f"coercion: {_EACH}",
        low=-1, high=1, source="S09")
    # fmt: on

    @cached_property
    def numbers(self) -> Any:
        """The single numbers as rules take them."""
        return taken(PutinIncentivesNumbers, self)

    @cached_property
    def options(self) -> Floats:
        """The options as rules take them, shape (columns, options)."""
        chosen = {option.name.lower(): np.eye(len(Option))[option] for option in Option}
        return np.array(
            [chosen[name] if name in chosen else getattr(self, name) for name in Options._fields]
        )


PutinIncentivesNumbers = numbers_of(PutinIncentives)
Appraised = incentives_of(PutinIncentives)
Options = namedtuple(
    "Options",
    "accommodate press ultimatum replace pins costs subdues tightens coerces leans deploys demands",
)
Situation = namedtuple(
    "Situation",
    "stake gap presence pressure backing entry_succeeds removal_succeeds refusal collapse",
)
Leverage = namedtuple("Leverage", "contingent pressure backing")  # what an option works on
Felt = namedtuple("Felt", "pressure contingent backing demand")


@dataclass(frozen=True)
class Belief:
    """What he believes an ultimatum would bring."""

    # chance that Belarus enters and the order is carried out, a limited entry counted in part
    relief: Floats
    refusal: Floats  # chance that Lukashenko does not give the order
    collapse: Floats  # chance that he gives it and the army does not carry it out


def believe(world: World, week: Week, forecast: Forecast, scenario: Scenario) -> Belief:
    """What he expects of Minsk: he puts himself in Lukashenko's place, with his own view of the
    army, shape (worlds,).
    """
    mine = scenario.putin
    error = mine.uncertainty * week.draws[Channel.PUTIN_ESTIMATE]
    estimate = share(world.compliance + mine.optimism + error)
    *_, limited, full = forecast(
        world, np.ones(world.worlds), share(world.pressure + mine.leverage), estimate, scenario
    )
    limited_holds, full_holds = coordination.chance_order_holds(
        estimate, world.needed, mine.uncertainty
    )
    return Belief(
        relief=full * full_holds + mine.limited_worth * limited * limited_holds,
        refusal=1 - limited - full,
        collapse=full * (1 - full_holds) + limited * (1 - limited_holds),
    )


def stake(gap: Floats, incentives: PutinIncentives) -> Floats:
    """What relief for the front is worth to him when a share of what he counts as his is
    lost, shape (worlds,).
    """
    return incentives.least_stake - prospect_value(
        -gap, incentives.curvature, incentives.loss_aversion
    )


@appraisal(Options, Situation)
def appraise(option: Any, world: Any, mine: Any, resolve: float) -> Any:
    """An option on each of his incentives."""
    relief = mine.relief_scale * resolve * world.stake
    unmet = mine.refusal_harm * world.refusal + mine.collapse_harm * world.collapse
    removed = mine.removal_harm - mine.removal_excuse * (1 - world.backing)
    repaired = mine.repair * (1 - resolve) * (1 - world.backing)
    return Appraised(
        front_relief=relief
        * (option.ultimatum * world.entry_succeeds + option.replace * world.removal_succeeds),
        northern_fixation=option.pins
        * (mine.threat_alone + (1 - mine.threat_alone) * world.presence),
        control=option.subdues + resolve * option.tightens + option.accommodate * repaired,
        ally_stability=option.accommodate * mine.steadies
        - option.press * mine.unsettles * world.pressure
        - option.ultimatum * unmet
        - option.replace * removed,
        cost=-option.costs,
        escalation=resolve * (mine.calm + mine.alarm * world.gap) * option.coerces,
    )


def judge(world: World, resolve: float, belief: Belief, scenario: Scenario) -> Judgement:
    """How he sees his options."""
    mine, chance = scenario.putin, scenario.choice.chance
    gap = np.maximum(mine.reference_front - world.front, 0) / mine.reference_front
    removal = regime.replacement_chance(
        world.backing, world.credit, scenario.lukashenko.dependence, scenario.regime
    )
    situation = Situation(
        stake=stake(gap, mine),
        gap=gap,
        presence=presence(world, scenario),
        pressure=world.pressure,
        backing=world.backing,
        entry_succeeds=chance(belief.relief * world.prospects),
        removal_succeeds=chance(removal * world.prospects),
        refusal=belief.refusal,
        collapse=belief.collapse,
    )
    return Judgement(
        choice=scenario.choice,
        rationality=mine.rationality,
        appraise=appraise,
        weights=mine.weights,
        options=mine.options,
        situation=situation,
        numbers=(mine.numbers, resolve),
    )


def presence(world: World, scenario: Scenario) -> Floats:
    """The Russian contingent as a share of one that makes the threat complete, shape (worlds,)."""
    return np.minimum(world.contingent / scenario.theatre.full_contingent, 1.0)


@in_every_world(Options, Leverage, Felt)
def weigh_on_minsk(
    option: Any,
    world: Any,
    mine: Any,
    resolve: float,
    full_contingent: float,
    most_contingent: float,
) -> Any:
    """Pressure, contingent and backing after a week of an option, and what it demands."""
    troops = np.minimum(world.contingent / full_contingent, 1.0)
    leaning = within(resolve + option.leans + mine.presence * troops, 0.0, 1.0)
    return Felt(
        pressure=within(world.pressure + mine.felt_speed * (leaning - world.pressure), 0.0, 1.0),
        contingent=within(world.contingent + option.deploys, 0.0, most_contingent),
        backing=within(world.backing + mine.accommodation * option.accommodate, 0.0, 1.0),
        demand=option.demands,
    )


def lean(world: World, choice: Whole, resolve: float, scenario: Scenario) -> None:
    """Write what Minsk feels of an option: the demand, the pressure, the contingent."""
    mine, theatre = scenario.putin, scenario.theatre
    felt = weigh_on_minsk(
        mine.options,
        choice,
        taken(Leverage, world),
        mine.numbers,
        resolve,
        theatre.full_contingent,
        theatre.most_contingent,
    )
    world.pressure, world.contingent, world.backing = felt.pressure, felt.contingent, felt.backing
    world.putin, world.demand, world.removal = choice, felt.demand, choice == Option.REPLACE


class Putin(Leader):
    """The agent: leans on Minsk, moves troops."""

    options = Option
    channel = Channel.PUTIN_CHOICE

    def __init__(self, model: Any, forecast: Forecast) -> None:
        """`forecast` is how Lukashenko would answer, as he sees it who puts himself in his
        place.
        """
        super().__init__(model)
        self.forecast = forecast

    def judge(self, world: World, week: Week, scenario: Scenario) -> Judgement:
        """How he sees his options, with what he believes an ultimatum would bring."""
        belief = believe(world, week, self.forecast, scenario)
        return judge(world, week.resolve, belief, scenario)

    def write(self, choice: Whole, world: World, week: Week, scenario: Scenario) -> None:
        """Write what Minsk feels, and when the first ultimatum came."""
        lean(world, choice, week.resolve, scenario)
        first = (choice == Option.ULTIMATUM) & (world.ultimatum == NEVER)
        world.ultimatum = np.where(first, week.number, world.ultimatum)
