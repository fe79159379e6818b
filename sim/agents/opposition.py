"""The opposition in exile: a transitional cabinet, volunteers who fight for Ukraine,
networks at home.

It organises, agitates among soldiers, calls people into the street, or sabotages railways and
logistics, and turns to something else now and then. It wants to prevent entry, to bring the regime
down, and to keep its people out of prison.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.leader import Leader, Turn
from sim.by_world import columns_of, reckoned
from sim.laws.choice import Judgement
from sim.luck import Channel
from sim.machine.arithmetic import within
from sim.machine.arrays import Floats, Whole
from sim.machine.rules import appraisal, in_every_world, rows_of, taken
from sim.parameters import Checked, incentives_of, numbers_of, param
from sim.week import Week
from sim.world import World

if TYPE_CHECKING:
    from sim.scenario import Scenario


class Tactic(IntEnum):
    """What it can do. Append only."""

    ORGANISE = 0
    AGITATE = 1  # the army
    MOBILISE = 2  # the public
    SABOTAGE = 3  # railways and logistics


@dataclass(frozen=True)
class OppositionIncentives(Checked):
    """What it wants and what its tactics do."""

    # fmt: off
    prevent_entry: float = param(1.0, "weight of keeping Belarus out of the war",
        low=0, high=5, source="S16; S21", weight=True, prior=("lognormal", 1.0, 0.3))
    regime_change: float = param(1.0, "weight of bringing the regime down",
        low=0, high=5, source="S18; S22", weight=True, prior=("lognormal", 1.0, 0.3))
    safety: float = param(1.0, "weight of keeping its people safe",
        low=0, high=5, source="PR-08; PR-13", weight=True, prior=("lognormal", 1.0, 0.3))

    rationality: float = param(6.0, "precision of its quantal response", unit="1/utility",
        low=0, high=200, source="assumption", prior=("lognormal", 6.0, 0.5))
    reconsiders: float = param(0.2, "rate at which it reconsiders", unit="1/week",
        low=0, high=5, source="assumption")
    capacity: float = param(0.25, "organisation, volunteers and networks at the start",
        low=0, high=1, source="S17", later="OPP-02")
    organising: float = param(0.008, "capacity gained by organising", unit="1/week",
        low=0, high=0.1, source="assumption")
    spending: float = param(0.004, "capacity spent by anything else", unit="1/week",
        low=0, high=0.1, source="assumption")
    arrests: float = param(0.02, "capacity lost to full exposure under full repression",
        unit="1/week", low=0, high=0.2, source="PR-08")
    growth_worth: float = param(0.35, "worth of organising when there is no organisation",
        low=0, high=2, source="S18")
    agitation_worth: float = param(0.5, "worth of agitation at full capacity under full pressure",
        low=0, high=2, source="S21")
    sabotage_worth: float = param(0.35, "worth of sabotage at full capacity under full hosting",
        low=0, high=2, source="PR-13", later="OPP-05")
    street_worth: float = param(0.8, "worth of mobilising when all protest",
        low=0, high=3, source="PR-02")
    call_worth: float = param(0.3, "worth of mobilising at full capacity",
        low=0, high=2, source="S17")
    mobilising: float = param(0.12, "courage that a call at full capacity gives a citizen",
        low=0, high=1, source="assumption")
    sabotage: float = param(0.03, "hosting undone by sabotage at full capacity", unit="1/week",
        low=0, high=0.5, source="PR-13")
    exposes: tuple[float, ...] = param((0.15, 0.05, 0.25, 0.15),
        "exposure to repression: one number a tactic", low=0, high=1, source="PR-12; PR-13")
    # fmt: on

    @reckoned
    def numbers(self) -> Floats:
        """The single numbers as rules take them, shape (numbers, 1 or worlds)."""
        return rows_of(*taken(OppositionIncentivesNumbers, self))

    @reckoned
    def tactics(self) -> Floats:
        """The tactics as rules take them, shape (columns, tactics, 1 or worlds)."""
        return columns_of([*np.eye(len(Tactic)), self.exposes])


OppositionIncentivesNumbers = numbers_of(OppositionIncentives)
Appraised = incentives_of(OppositionIncentives)
Tactics = namedtuple(
    "Tactics", "organise agitate mobilise sabotage exposes"
)  # 1 for the tactic, 0 for the others; its exposure
Situation = namedtuple("Situation", "capacity pressure hosting protest repression")
Waged = namedtuple("Waged", "agitation mobilisation hosting capacity")


@appraisal(Tactics, Situation, Appraised, OppositionIncentivesNumbers)
def appraise(tactic: Any, world: Any, mine: Any) -> Any:
    """A tactic on each of its incentives."""
    agitation = mine.agitation_worth * world.capacity * world.pressure
    sabotage = mine.sabotage_worth * world.capacity * world.hosting
    growth = mine.growth_worth * (1 - world.capacity)
    street = mine.street_worth * world.protest + mine.call_worth * world.capacity
    return Appraised(
        prevent_entry=tactic.agitate * agitation + tactic.sabotage * sabotage,
        regime_change=tactic.organise * growth + tactic.mobilise * street,
        safety=-tactic.exposes * world.repression,
    )


@in_every_world(Tactics, Situation, Waged, OppositionIncentivesNumbers)
def wage(tactic: Any, world: Any, mine: Any, weeks: float) -> Any:
    """What so many weeks of a tactic do to the army, the street, the railways and the
    opposition's own strength.
    """
    grown = tactic.organise * mine.organising - (1 - tactic.organise) * mine.spending
    arrested = mine.arrests * tactic.exposes * world.repression
    sabotaged = tactic.sabotage * mine.sabotage * world.capacity
    return Waged(
        agitation=tactic.agitate * world.capacity,
        mobilisation=tactic.mobilise * mine.mobilising * world.capacity,
        hosting=within(world.hosting - weeks * sabotaged, 0.0, 1.0),
        capacity=within(world.capacity + weeks * (grown - arrested), 0.0, 1.0),
    )


def judge(world: World, scenario: Scenario) -> Judgement:
    """How it sees its tactics."""
    mine = scenario.opposition
    return Judgement(
        choice=scenario.choice,
        rationality=mine.rationality,
        appraise=appraise,
        weights=mine.weights,
        options=mine.tactics,
        situation=taken(Situation, world)._replace(
            pressure=np.where(world.serving > 0, 1, world.pressure)
        ),
        numbers=mine.numbers,
    )


class Opposition(Leader):
    """The agent: picks a tactic and puts its capacity behind it."""

    name = "opposition"
    options = Tactic
    channel = Channel.OPPOSITION_CHOICE
    wakes = Channel.OPPOSITION_RECONSIDERS

    def waking(self, world: World, week: Week, scenario: Scenario) -> dict[str, Any]:
        """It reconsiders at the same rate whatever happens."""
        return {"own": np.full(world.worlds, scenario.opposition.reconsiders)}

    def judge(self, world: World, week: Week, scenario: Scenario) -> Judgement:
        """How it sees its tactics this week."""
        return judge(world, scenario)

    def write(
        self, choice: Whole, turn: Turn, world: World, week: Week, scenario: Scenario
    ) -> None:
        """Write what a tactic does."""
        mine = scenario.opposition
        waged = wage(mine.tactics, choice, taken(Situation, world), mine.numbers, week.span)
        world.opposition, world.agitation = choice, waged.agitation
        world.mobilisation, world.capacity = waged.mobilisation, waged.capacity
        if not scenario.theatre.hosting_given:
            world.hosting = waged.hosting
