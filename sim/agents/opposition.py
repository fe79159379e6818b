"""The opposition in exile: a transitional cabinet, volunteers who fight for Ukraine, networks at home.

Each week it organises, agitates among soldiers, calls people into the street, or sabotages railways and logistics. It
wants to prevent entry, to bring the regime down, and to keep its people out of prison.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.choice import Decision, contributions, draw, total
from sim.parameters import Checked, param
from sim.shocks import Channel
from sim.world import World, share

if TYPE_CHECKING:
    from sim.scenario import Scenario

Floats = NDArray[np.float64]


class Tactic(IntEnum):
    """What it can do. Append only."""

    ORGANISE = 0
    AGITATE = 1  # the army
    MOBILISE = 2  # the public
    SABOTAGE = 3  # railways and logistics


@dataclass(frozen=True)
class OppositionIncentives(Checked):
    """What it wants and what its tactics do."""

    prevent_entry: float = param(1.0, "weight of keeping Belarus out of the war", low=0, high=5, source="S16; S21", weight=True)
    regime_change: float = param(1.0, "weight of bringing the regime down", low=0, high=5, source="S18; S22", weight=True)
    safety: float = param(1.0, "weight of keeping its people safe", low=0, high=5, source="PR-08; PR-13", weight=True)

    rationality: float = param(6.0, "precision of its quantal response", unit="1/utility", low=0, high=60, source="assumption")
    capacity: float = param(0.25, "organisation, volunteers and networks at the start", low=0, high=1, source="S17; OPP-02")
    organising: float = param(0.008, "capacity gained by a week of organising", unit="1/week", low=0, high=0.1, source="assumption")
    spending: float = param(0.004, "capacity spent by a week of anything else", unit="1/week", low=0, high=0.1, source="assumption")
    arrests: float = param(0.02, "capacity lost to full exposure under full repression", unit="1/week", low=0, high=0.2, source="PR-08")
    growth_worth: float = param(0.35, "worth of organising when there is no organisation", low=0, high=2, source="S18")
    agitation_worth: float = param(0.5, "worth of agitation at full capacity under full pressure", low=0, high=2, source="S21")
    sabotage_worth: float = param(0.35, "worth of sabotage at full capacity under full hosting", low=0, high=2, source="PR-13; OPP-05")
    street_worth: float = param(0.8, "worth of mobilising when all protest", low=0, high=3, source="PR-02")
    call_worth: float = param(0.3, "worth of mobilising at full capacity", low=0, high=2, source="S17")
    mobilising: float = param(0.12, "courage that a call at full capacity gives a citizen", low=0, high=1, source="assumption")
    sabotage: float = param(0.03, "hosting undone by sabotage at full capacity", unit="1/week", low=0, high=0.5, source="PR-13")
    exposes: tuple[float, ...] = param(
        (0.15, 0.05, 0.25, 0.15), "exposure to repression: one number a tactic", low=0, high=1, source="PR-12; PR-13"
    )  # fmt: skip


def appraise(world: World, scenario: Scenario) -> dict[str, Floats]:
    """Each tactic on each incentive, shape (tactics, worlds)."""
    mine = scenario.opposition
    prevent, change = np.zeros((len(Tactic), world.worlds)), np.zeros((len(Tactic), world.worlds))
    prevent[Tactic.AGITATE] = mine.agitation_worth * world.capacity * world.pressure
    prevent[Tactic.SABOTAGE] = mine.sabotage_worth * world.capacity * world.hosting
    change[Tactic.ORGANISE] = mine.growth_worth * (1 - world.capacity)
    change[Tactic.MOBILISE] = mine.street_worth * world.protest + mine.call_worth * world.capacity
    return {
        "prevent_entry": prevent,
        "regime_change": change,
        "safety": -np.array(mine.exposes).reshape(-1, 1) * world.repression,
    }


class Opposition(mesa.Agent):
    """The agent: picks a tactic and puts its capacity behind it."""

    decision: Decision | None = None

    def act(self, world: World, luck: Floats, scenario: Scenario) -> None:
        """Choose, and write what it does to the army, the street, the railways and its own strength."""
        mine = scenario.opposition
        parts = contributions(appraise(world, scenario), mine.weights, scenario.choice)
        probability = scenario.choice.probability(total(parts), mine.rationality)
        tactic = draw(probability, luck[Channel.OPPOSITION_CHOICE])
        self.decision = Decision(Tactic, parts, probability, tactic)

        world.opposition = tactic
        world.agitation = np.where(tactic == Tactic.AGITATE, world.capacity, 0.0)
        world.mobilisation = np.where(tactic == Tactic.MOBILISE, mine.mobilising * world.capacity, 0.0)
        undone = np.where(tactic == Tactic.SABOTAGE, mine.sabotage * world.capacity, 0.0)
        world.hosting = share(world.hosting - undone)
        grown = np.where(tactic == Tactic.ORGANISE, mine.organising, -mine.spending)
        arrested = mine.arrests * np.array(mine.exposes)[tactic] * world.repression
        world.capacity = share(world.capacity + grown - arrested)
