"""The theatre of war: the front in the south, the season, Ukraine's northern defences, and what an
offensive could do.

The front is the share of the annexed territory that Russia holds. An offensive from Belarus has
better prospects with more Russian troops and a willing Belarusian army, on passable ground, against
weak defences, while Russia's own front holds.

The front, the contingent, the defences and what Russia has under way in Belarus move by themselves,
but for the weeks in which a scenario writes them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit

from sim.laws.given import STATES, of_week, stands
from sim.laws.time import acted, left
from sim.luck import Channel
from sim.machine.arrays import Floats
from sim.machine.compiled import elementwise
from sim.parameters import Checked, param
from sim.week import Week
from sim.world import World, share

if TYPE_CHECKING:
    from sim.scenario import Scenario


@dataclass(frozen=True)
class Theatre(Checked):
    """Where the war stands at the start, and how it moves."""

    # fmt: off
    # where a front stands on a day is on record
    front: float = param(0.80, "share of the annexed territory that Russia holds",
        low=0, high=1, source="S48", prior="fixed")
    front_mean: float = param(0.78, "level that the front returns to",
        low=0, high=1, source="S48; UA-05; UA-07")
    front_return: float = param(0.02, "pull of the front to its mean", unit="1/week",
        low=0, high=1, source="assumption")
    front_spread: float = param(0.012, "weekly luck of the front, sd",
        low=0, high=0.1, source="UA-05")
    front_weekly: tuple[float, ...] = param((), "front where it is given: a number for each of "
        "the first weeks, or one for every week; what Putin saw of it last starts at front even "
        "so",
        low=0, high=1, any_length=True, source="assumption")
    border_defence: float = param(0.70, "Ukraine's northern defences: mines, blown bridges, swamps",
        low=0, high=1, source="S30; S31", later="UA-03")
    border_work: float = param(0.004, "rate at which missing defences are built", unit="1/week",
        low=0, high=0.1, source="S30")
    border_alarm: float = param(0.004, "more of it for a contingent of 20 thousand", unit="1/week",
        low=0, high=0.1, source="UA-01", later="UA-02")
    # 9 thousand were announced on 17 October, 4.3 counted a week later
    contingent: float = param(9.0, "Russian personnel in Belarus", unit="thousand",
        low=0, high=100, source="S25; RU-2022-10-17", status="measured",
        prior=("lognormal", 9.0, 0.25))
    contingent_weekly: tuple[float, ...] = param((), "contingent where it is given, whatever "
        "leaves or is sent: a number for each of the first weeks, or one for every week",
        unit="thousand",
        low=0, high=100, any_length=True, source="assumption")
    diversion: float = param(0.04, "front that a northern offensive sure to succeed would win",
        low=0, high=0.5, source="S08")
    retaliation: float = param(0.001, "dead that a week of strikes on Belarus is felt as, as a "
        "share of the army", unit="1/week", low=0, high=0.1, source="assumption")
    rotation: float = param(0.03, "rate at which the contingent leaves, trained, for the front",
        unit="1/week", low=0, high=0.5, source="assumption", later="RU-2023-03-26; RU-2023-06-07",
        prior=("lognormal", 0.03, 0.5))
    most_contingent: float = param(60.0, "largest contingent Russia would send", unit="thousand",
        low=1, high=200, source="assumption", later="MIL-09", prior=("lognormal", 60.0, 0.5))
    full_contingent: float = param(20.0, "contingent that makes the threat complete",
        unit="thousand", low=1, high=100, source="assumption", later="MIL-08",
        prior=("lognormal", 20.0, 0.5))
    hosting: float = param(0.30, "Russian training and basing under way",
        low=0, high=1, source="S38")
    ground: tuple[float, ...] = param(
        (0.9, 0.8, 0.35, 0.3, 0.6, 0.75, 0.8, 0.8, 0.7, 0.45, 0.5, 0.75),
        "how passable the ground is, January to December", low=0, high=1, source="S32")
    base_prospects: float = param(-1.2, "log odds of an offensive with nothing for or against it",
        low=-5, high=5, source="assumption", prior=("normal", -1.2, 0.4))
    belarusian_force: float = param(10.0, "Belarusian troops that can be deployed", unit="thousand",
        low=0, high=48, source="S35; MIL-04", status="measured", prior=("lognormal", 10.0, 0.25))
    force_scale: float = param(20.0, "troops that count as a real force", unit="thousand",
        low=1, high=100, source="assumption", later="MIL-09", prior=("lognormal", 20.0, 0.5))
    ground_effect: float = param(1.2, "effect of passable ground on the log odds",
        low=0, high=5, source="S32")
    border_effect: float = param(1.5, "effect of the defences on the log odds",
        low=0, high=5, source="S31")
    hosting_effect: float = param(0.6, "effect of joint training on the log odds",
        low=0, high=5, source="S38")
    front_effect: float = param(1.5, "effect of Russia's own front on the log odds",
        low=0, high=5, source="S08")
    usual_front: float = param(0.80, "front at which that effect is nil",
        low=0, high=1, source="assumption", prior="fixed")
    hosting_weekly: tuple[float, ...] = param((), "hosting where it is given, whatever is agreed "
        "to or undone: a number for each of the first weeks, or one for every week",
        low=0, high=1, any_length=True, source="assumption")
    border_defence_weekly: tuple[float, ...] = param((), "northern defences where they are given, "
        "whatever is built: a number for each of the first weeks, or one for every week",
        low=0, high=1, any_length=True, source="assumption")
    # fmt: on

    @property
    def front_given(self) -> bool:
        """Whether the front is written out, so that nothing else moves it."""
        return bool(self.front_weekly)

    @property
    def contingent_given(self) -> bool:
        """Whether the contingent is written out, so that nobody else adds to it or takes away."""
        return bool(self.contingent_weekly)

    @property
    def hosting_given(self) -> bool:
        """Whether hosting is written out, so that neither side adds to it or takes away."""
        return bool(self.hosting_weekly)

    @property
    def border_defence_given(self) -> bool:
        """Whether the northern defences are written out, so that nothing else is built."""
        return bool(self.border_defence_weekly)

    def given_in(self, week: int) -> dict[str, float]:
        """What is given in a week, by the name of the state."""
        lists = {name: getattr(self, f"{name}_weekly") for name in STATES}
        return {name: of_week(each, week) for name, each in lists.items() if stands(each, week)}


def passable(theatre: Theatre, start: date, week: int) -> Any:
    """How passable the ground is in a week, from 0 to 1: one number, or one a world."""
    return theatre.ground[(start + timedelta(weeks=week)).month - 1]


@elementwise
def presence(contingent: Floats, full_contingent: float) -> Floats:
    """The contingent as a share of one that makes the threat complete, same shape."""
    return np.minimum(contingent / full_contingent, 1.0)


def prospects(world: World, ground: Any, theatre: Theatre) -> Floats:
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


def begin_week(world: World, week: Week, scenario: Scenario) -> None:
    """Before anyone looks: what is given is what it is given as."""
    given = scenario.theatre.given_in(week.number)
    for name, value in given.items():
        setattr(world, name, np.full(world.worlds, value))
    if week.step == 0 and "contingent" in given:
        # the contingent that a scenario would start with was never there
        world.peak_contingent = world.contingent


def look(world: World, week: Week, scenario: Scenario) -> None:
    """The season sets the prospects of an offensive, and those what an order asks of the army."""
    world.prospects = prospects(world, week.ground, scenario.theatre)
    scenario.army.look_north(world)


def move(world: World, week: Week, scenario: Scenario) -> None:
    """A week of war: the front drifts, the defences grow, trained men leave for the front."""
    theatre = scenario.theatre
    if not theatre.front_given:
        world.front = _drifted(world, week, scenario)
    if not theatre.border_defence_given:
        world.border_defence = _dug(world, week, theatre)
    world.peak_contingent = np.maximum(world.peak_contingent, world.contingent)
    if not theatre.contingent_given:
        world.contingent = world.contingent * left(theatre.rotation, week.span)


def _drifted(world: World, week: Week, scenario: Scenario) -> Floats:
    theatre = scenario.theatre
    serving = world.serving * world.fought
    relief = theatre.diversion * serving * world.prospects * scenario.putin.has(world)
    pulled = acted(theatre.front_return, week.span) * (theatre.front_mean + relief - world.front)
    luck = theatre.front_spread * sqrt(week.span) * week.draws[Channel.FRONT]
    return share(world.front + pulled + luck)


def _dug(world: World, week: Week, theatre: Theatre) -> Floats:
    alarm = theatre.border_alarm * world.contingent / theatre.full_contingent
    built = acted(theatre.border_work + alarm, week.span)
    return share(world.border_defence + built * (1 - world.border_defence))
