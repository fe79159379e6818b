"""The theatre of war: the front in the south, the season, Ukraine's northern defences, and what an
offensive could do.

The front is the share of the annexed territory that Russia holds. An offensive from Belarus has
better prospects with more Russian troops and a willing Belarusian army, on passable ground, against
weak defences, while Russia's own front holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from sim.luck import Channel
from sim.machine.arrays import Floats
from sim.parameters import Checked, param
from sim.week import Week
from sim.world import World, share

if TYPE_CHECKING:
    from sim.scenario import Scenario


@dataclass(frozen=True)
class Theatre(Checked):
    """Where the war stands at the start, and how it moves."""

    # fmt: off
    front: float = param(0.80, "share of the annexed territory that Russia holds",
        low=0, high=1, source="S48")
    front_mean: float = param(0.78, "level that the front returns to",
        low=0, high=1, source="S48; UA-05; UA-07")
    front_return: float = param(0.02, "pull of the front to its mean", unit="1/week",
        low=0, high=1, source="assumption")
    front_spread: float = param(0.012, "weekly luck of the front, sd",
        low=0, high=0.1, source="UA-05")
    border_defence: float = param(0.70, "Ukraine's northern defences: mines, blown bridges, swamps",
        low=0, high=1, source="S30; S31; UA-03")
    border_work: float = param(0.004, "share of the missing defences built a week", unit="1/week",
        low=0, high=0.1, source="S30")
    border_alarm: float = param(0.004, "more of it for a contingent of 20 thousand", unit="1/week",
        low=0, high=0.1, source="UA-01; UA-02")
    contingent: float = param(9.0, "Russian personnel in Belarus", unit="thousand",
        low=0, high=100, source="S25; RU-2022-10-17")
    rotation: float = param(0.03, "share of the contingent that leaves, trained, for the front",
        unit="1/week", low=0, high=0.5, source="RU-2023-03-26; RU-2023-06-07")
    most_contingent: float = param(60.0, "largest contingent Russia would send", unit="thousand",
        low=1, high=200, source="MIL-09")
    full_contingent: float = param(20.0, "contingent that makes the threat complete",
        unit="thousand", low=1, high=100, source="MIL-08")
    hosting: float = param(0.30, "Russian training and basing under way",
        low=0, high=1, source="S38")
    ground: tuple[float, ...] = param(
        (0.9, 0.8, 0.35, 0.3, 0.6, 0.75, 0.8, 0.8, 0.7, 0.45, 0.5, 0.75),
        "how passable the ground is, January to December", low=0, high=1, source="S32")
    base_prospects: float = param(-1.2, "log odds of an offensive with nothing for or against it",
        low=-5, high=5, source="assumption")
    belarusian_force: float = param(10.0, "Belarusian troops that can be deployed", unit="thousand",
        low=0, high=48, source="S35; MIL-04")
    force_scale: float = param(20.0, "troops that count as a real force", unit="thousand",
        low=1, high=100, source="MIL-09")
    ground_effect: float = param(1.2, "effect of passable ground on the log odds",
        low=0, high=5, source="S32")
    border_effect: float = param(1.5, "effect of the defences on the log odds",
        low=0, high=5, source="S31")
    hosting_effect: float = param(0.6, "effect of joint training on the log odds",
        low=0, high=5, source="S38")
    front_effect: float = param(1.5, "effect of Russia's own front on the log odds",
        low=0, high=5, source="S08")
    usual_front: float = param(0.80, "front at which that effect is nil",
        low=0, high=1, source="assumption")
    # fmt: on


def passable(theatre: Theatre, start: date, week: int) -> float:
    """How passable the ground is in a week, from 0 to 1."""
    return theatre.ground[(start + timedelta(weeks=week)).month - 1]


def prospects(world: World, ground: float, theatre: Theatre) -> Floats:
    """Chance that a northern offensive succeeds, shape (worlds,)."""
    force = world.contingent + theatre.belarusian_force * world.compliance
    chance: Floats = expit(
        theatre.base_prospects
        + np.log1p(force / theatre.force_scale)
        + theatre.ground_effect * ground
        - theatre.border_effect * world.border_defence
        + theatre.hosting_effect * world.hosting
        + theatre.front_effect * (world.front - theatre.usual_front)
    )
    return chance


def look(world: World, week: Week, scenario: Scenario) -> None:
    """The season sets the prospects of an offensive, and those what an order asks of the army."""
    world.prospects = prospects(world, week.ground, scenario.theatre)
    scenario.army.look_north(world)


def move(world: World, week: Week, scenario: Scenario) -> None:
    """A week of war: the front drifts, the defences grow, trained men leave for the front."""
    theatre = scenario.theatre
    front = (
        world.front
        + theatre.front_return * (theatre.front_mean - world.front)
        + theatre.front_spread * week.draws[Channel.FRONT]
    )
    alarm = theatre.border_alarm * world.contingent / theatre.full_contingent
    world.front = share(front)
    world.peak_contingent = np.maximum(world.peak_contingent, world.contingent)
    world.contingent = world.contingent * (1 - theatre.rotation)
    world.border_defence = share(
        world.border_defence + (theatre.border_work + alarm) * (1 - world.border_defence)
    )
