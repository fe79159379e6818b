"""Soldiers and citizens of one world, one by one and week by week: who would obey, who protests.

Both follow the rules by which the model counts them, on the same luck, so that the dots of a week
are the people that were counted in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.agents.public import PublicIncentives, arrest, conceded, mourned, shocked
from sim.luck import Channel
from sim.machine.arrays import Floats
from sim.model import WarEntry
from sim.people.groups import PARTS, parts_above
from sim.people.people import kernels, single, singles
from sim.scenario import Scenario
from sim.week import Week
from sim.world import World


@dataclass(frozen=True)
class Crowd:
    """The people of one world, week by week."""

    obeying: Floats  # share of each soldier's group that would obey, shape (weeks, soldiers)
    angry: Floats  # whether each citizen would protest, shape (weeks, citizens)
    compliance: Floats  # share of the army that would obey, as the model counts it, (weeks,)
    protest: Floats  # share of citizens in the street, which fills little by little, (weeks,)


def crowd(scenario: Scenario, seed: int, world: int) -> Crowd:
    """The people of a world, by its number, to its end."""
    model = WarEntry(scenario, worlds=1, first_world=world, seed=seed, collect=False)
    obeying, angry, compliance, protest = [], [], [], []
    watched = _Watched(model)
    while model.running:
        step = model.lived
        model.step()
        if (step + 1) % model.assumptions.steps_per_week == 0:
            obeying.append(watched.obeying)
            angry.append(watched.angry)
            compliance.append(float(model.world.compliance[0]))
            protest.append(float(model.world.protest[0]))
    return Crowd(*map(np.array, (obeying, angry, compliance, protest)))


class _Watched:
    """What soldiers and citizens are when they are counted, which is within a step."""

    def __init__(self, model: WarEntry) -> None:
        self.obeying, self.angry = np.zeros(0), np.zeros(0)
        stock, act = model.army.take_stock, model.public.act

        def take_stock(world: World, week: Week, scenario: Scenario) -> None:
            stock(world, week, scenario)
            self.obeying = _would_obey(world, scenario)

        def acts(world: World, week: Week, scenario: Scenario) -> None:
            self.angry = _would_protest(world, week, scenario)
            act(world, week, scenario)

        model.army.__dict__["take_stock"], model.public.__dict__["act"] = take_stock, acts


def _would_obey(world: World, scenario: Scenario) -> Floats:
    people, army = world.soldiers, scenario.army
    will = people.morale[world.row] + single(army.loyalty_weight) * people.loyalty[world.row]
    above = parts_above(will - single(world.resistance)[:, None], single(army.steepness))
    parts: Floats = np.asarray(above, dtype=float)[0] / PARTS
    return parts


def _would_protest(world: World, week: Week, scenario: Scenario) -> Floats:
    public, people, row = scenario.public, world.citizens, world.row
    fear = public.risk_weight * arrest(world.protest, world.repression, public)
    needed = public.threshold - public.company * world.protest - world.mobilisation
    needed = needed - public.bereavement * mourned(world, week, scenario)
    needed = needed - shocked(world, week, public)
    anger = (
        people.grievance[row]
        + people.dislike[row] * single(conceded(world, public))[:, None]
        - people.risk_aversion[row] * single(fear)[:, None]
        + _luck(world, week, public).astype(np.float32)
    )
    found: Floats = (anger > single(needed)[:, None])[0].astype(float)
    return found


def _luck(world: World, week: Week, public: PublicIncentives) -> Floats:
    """Every citizen's own luck of the week, shape (1, citizens): what it does to a middle."""
    middle = np.full(world.citizens.grievance.shape, 0.5, np.float32)
    moved, still = middle.copy(), singles(0.0, 1)
    kernels.drift_morale(
        moved, middle, np.zeros(1, np.int64), world.number, week.step, int(Channel.CITIZEN_SHOCK),
        week.luck.key, still, still, singles(public.personal_spread, 1),
    )  # fmt: skip
    luck: Floats = (moved - middle).astype(np.float64)
    return luck
