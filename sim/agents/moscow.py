"""How Moscow weighs what it can do about Minsk: its options, what it wants, what speaks for each.

One rule serves twice: Putin asks it when he reconsiders, and Lukashenko asks it when he pictures
how Putin would go on (see `projection`).
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np

from sim.by_world import columns_of, reckoned
from sim.laws.choice import prospect_value
from sim.laws.time import left
from sim.machine.arrays import Bools, Floats
from sim.machine.rules import appraisal, rows_of, taken
from sim.parameters import Checked, incentives_of, numbers_of, param
from sim.world import Outcome, Rung, World


class Option(IntEnum):
    """What he can do about Minsk. Append only."""

    ACCOMMODATE = 0
    HOLD = 1  # keep the threat, ask for little
    PRESS = 2
    ULTIMATUM = 3
    REPLACE = 4  # try to remove Lukashenko, for as long as it stands


_EACH = "one number an option, from ACCOMMODATE to REPLACE"


@dataclass(frozen=True)
class PutinIncentives(Checked):
    """What he wants, what he believes, and what each option means."""

    # fmt: off
    front_relief: float = param(1.0, "weight of relief for the front",
        low=0, high=3, source="S48; S49", weight=True, prior=("lognormal", 1.0, 0.3))
    northern_fixation: float = param(0.35, "weight of pinning Ukrainian forces in the north",
        low=0, high=2, source="S46; S47", weight=True, prior=("lognormal", 0.35, 0.3))
    control: float = param(0.25, "weight of control over Minsk",
        low=0, high=2, source="S50; S51", weight=True, prior=("lognormal", 0.25, 0.3))
    ally_stability: float = param(0.5, "weight of a stable ally",
        low=0, high=2, source="S45", weight=True, prior=("lognormal", 0.5, 0.3))
    cost: float = param(0.3, "weight of what it costs",
        low=0, high=2, source="assumption", weight=True, prior=("lognormal", 0.3, 0.3))
    escalation: float = param(0.80, "weight of his bias towards coercion",
        low=0, high=2, source="S09; S54", weight=True, prior=("lognormal", 0.80, 0.3))
    continuity: float = param(0.06, "weight of standing by the course he has taken",
        low=0, high=1, source="Fearon1994", weight=True, prior=("lognormal", 0.06, 0.3))

    rationality: float = param(40.0, "precision of his quantal response", unit="1/utility",
        low=0, high=200, source="assumption", prior=("lognormal", 40.0, 0.5))
    # a course of his lasts from five weeks to twenty
    reconsiders: float = param(0.10, "rate at which he reconsiders of his own accord",
        unit="1/week", low=0.001, high=5,
        source="timeline 2022-02-24; timeline 2022-04-01; timeline 2022-09-26; timeline 2022-10-15",
        later="timeline", prior=("lognormal", 0.10, 0.35))
    impatience: float = param(0.12, "added to it while his ultimatum stands refused",
        unit="1/week", low=0, high=5, source="assumption")
    answers: float = param(1.0, "added to it when an order to enter has failed",
        unit="1/week", low=0, high=5, source="assumption")
    attention: float = param(2.0, "added to it for each unit by which front or resolve has moved",
        unit="1/week", low=0, high=20, source="Jones2005")
    leaning: float = param(0.11, "private reasons for each option, sd", unit="utility",
        low=0, high=0.5, source="assumption")
    leaning_lasts: float = param(26.0, "how long they last", unit="weeks",
        low=1, high=520, source="assumption")
    optimism: float = param(0.13, "how much more willing than it is he believes the army to be",
        low=-0.5, high=0.5, source="S09", prior=("normal", 0.13, 0.07))
    uncertainty: float = param(0.10, "how far off his estimate of the army usually is, sd",
        low=0.01, high=0.5, source="assumption", prior=("lognormal", 0.10, 0.4))
    # weeks or years: nothing tells
    misjudgement_lasts: float = param(26.0, "how long he goes on misjudging it the same way",
        unit="weeks", low=1, high=520, source="assumption", prior=("lognormal", 26.0, 0.8))
    reference_front: float = param(0.85, "share of the annexed territory that he counts as his",
        low=0.01, high=1, source="S49; UA-06")
    least_stake: float = param(0.25, "what entry is worth to him when nothing is lost",
        low=0, high=1, source="S08")
    # the mean of many people is known to a twentieth; one man may be far from it
    loss_aversion: float = param(1.955, "how much larger a loss looms than an equal gain",
        low=1, high=3, source="Brown2021", later="Brown2024", status="measured",
        prior=("lognormal", 1.955, 0.3))
    curvature: float = param(0.88, "power of the value of losses",
        low=0.3, high=1, source="Tversky1992", status="measured")
    relief_scale: float = param(4.0,
        "front relief that a sure and successful entry brings, per stake", low=0, high=10,
        source="assumption")
    limited_worth: float = param(0.4, "worth of limited entry as a part of full entry",
        low=0, high=1, source="S35", later="MIL-06")
    leverage: float = param(0.15, "pressure that he believes an ultimatum adds",
        low=0, high=1, source="assumption")
    calm: float = param(0.4, "bias towards coercion with nothing lost at the front",
        low=0, high=2, source="S09")
    alarm: float = param(1.5, "what losing the whole front adds to it", low=0, high=5, source="S48")
    felt_speed: float = param(0.35, "how fast Lukashenko comes to feel the pressure", unit="1/week",
        low=0, high=5, source="assumption")
    threat_alone: float = param(0.6, "share of the pinning that needs no troops in Belarus",
        low=0, high=1, source="S46")
    repair: float = param(0.8, "control regained by accommodating an ally who has lost all backing",
        low=0, high=2, source="assumption")
    steadies: float = param(0.1, "stability gained by accommodating",
        low=0, high=1, source="assumption")
    unsettles: float = param(0.15, "stability lost by pressing an ally under full pressure",
        low=0, high=2, source="assumption")
    # turned for how often ultimatums come, not for what one costs
    refusal_harm: float = param(0.3, "stability lost when an ultimatum is refused",
        low=0, high=2, source="S10", prior=("lognormal", 0.3, 0.5))
    collapse_harm: float = param(0.8, "stability lost when the order to enter fails",
        low=0, high=2, source="S44; S45")
    hollow_harm: float = param(0.6, "stability lost by an ultimatum that has worn out",
        low=0, high=2, source="Fearon1994", prior=("lognormal", 0.6, 0.4))
    learns: float = param(0.10, "how fast an ultimatum that stands refused wears out",
        unit="1/week", low=0, high=5, source="Fearon1994")
    forgives: float = param(0.02, "how fast that is made good when none stands refused",
        unit="1/week", low=0, high=5, source="assumption")
    removal_harm: float = param(1.2, "stability lost by removing Lukashenko",
        low=0, high=3, source="S45")
    removal_excuse: float = param(0.8, "part of it spared when he has lost all backing",
        low=0, high=3, source="assumption")
    presence: float = param(0.20, "pressure that a full Russian contingent adds to that of none",
        low=0, high=1, source="S36; S51")
    accommodation: float = param(0.05, "backing that accommodating Minsk returns", unit="1/week",
        low=0, high=0.5, source="assumption", later="DEP-04", prior=("lognormal", 0.05, 0.5))

    demands: tuple[float, ...] = param((0.10, 0.20, 0.45, 1.0, 0.45),
        f"what he asks for on the ladder: {_EACH}", low=0, high=1, source="S10")
    leans: tuple[float, ...] = param((-0.20, 0, 0.10, 0.15, 0.25),
        f"pressure on top of his resolve: {_EACH}", low=-1, high=1, source="S51")
    deploys: tuple[float, ...] = param((-0.4, 0, 0.5, 0.8, 0.5), f"troops sent: {_EACH}",
        unit="thousand a week", low=-10, high=10, source="assumption",
        later="RU-2022-12-28; RU-2023-03-26", prior=("lognormal", 1.0, 0.5))
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

    @reckoned
    def numbers(self) -> Floats:
        """The single numbers as rules take them, shape (numbers, 1 or worlds)."""
        return rows_of(*taken(PutinIncentivesNumbers, self))

    @reckoned
    def options(self) -> Floats:
        """The options as rules take them, shape (columns, options, 1 or worlds)."""
        chosen = {option.name.lower(): np.eye(len(Option))[option] for option in Option}
        return columns_of(
            chosen[name] if name in chosen else getattr(self, name) for name in Options._fields
        )

    def take_alarm(self, world: World, failed: Bools) -> None:
        """Write what he makes of an order that the army did not carry out: he knows the army now,
        and will think again.
        """
        world.alarmed = world.alarmed | failed
        world.putin_error = np.where(failed, -self.optimism, world.putin_error)

    def be_content(self, world: World, free: Bools) -> None:
        """Write that he has what he asked where an order was carried out: the ultimatum is met, and
        he holds where he is free to.
        """
        where = (world.order != Outcome.NO_ENTRY) & (world.serving > 0)
        world.putin = np.where(where & free, int(Option.HOLD), world.putin)
        world.refused = world.refused & ~where
        world.alarmed = world.alarmed & ~where

    def ask_again(self, world: World, where: Bools, now: float) -> None:
        """Write that what an expedition met is asked again, where he is free to."""
        free = now >= world.held[0]
        world.putin = np.where(where & free, int(Option.ULTIMATUM), world.putin)
        world.refused = world.refused | where
        world.alarmed = world.alarmed | where

    def has(self, world: World) -> Floats:
        """What entry is worth that he need not ask for any more, shape (worlds,)."""
        whole = world.lukashenko == Rung.FULL_ENTRY
        has: Floats = np.where(whole, 1.0, self.limited_worth) * (world.serving > 0)
        return has

    def wear_out(self, world: World, span: float) -> None:
        """Write how a threat that stands refused wears out: the longer it stands, the more it costs
        him.
        """
        hollow = (world.putin == Option.ULTIMATUM) & world.refused
        worn = 1 - (1 - world.spurned) * left(self.learns, span)
        world.spurned = np.where(hollow, worn, world.spurned * left(self.forgives, span))


PutinIncentivesNumbers = numbers_of(PutinIncentives)
Appraised = incentives_of(PutinIncentives)
Options = namedtuple(
    "Options",
    "accommodate press ultimatum replace pins costs subdues tightens coerces leans deploys demands",
)
Situation = namedtuple(
    "Situation",
    "resolve stake gap presence pressure backing spurned entry_succeeds removal_succeeds refusal "
    "collapse standing",
)


def gap(front: Floats, incentives: PutinIncentives) -> Floats:
    """The part lost of what he counts as his, shape of `front`."""
    return np.maximum(incentives.reference_front - front, 0) / incentives.reference_front


def stake(lost: Floats, incentives: PutinIncentives) -> Floats:
    """What relief for the front is worth to him when a share of what he counts as his is
    lost, shape of `lost`.
    """
    return incentives.least_stake - prospect_value(
        -lost, incentives.curvature, incentives.loss_aversion
    )


@appraisal(Options, Situation, Appraised, PutinIncentivesNumbers)
def appraise(option: Any, world: Any, mine: Any) -> Any:
    """An option on each of his incentives."""
    relief = mine.relief_scale * world.resolve * world.stake
    unmet = (
        mine.refusal_harm * world.refusal
        + mine.collapse_harm * world.collapse
        + mine.hollow_harm * world.spurned
    )
    removed = mine.removal_harm - mine.removal_excuse * (1 - world.backing)
    repaired = mine.repair * (1 - world.resolve) * (1 - world.backing)
    return Appraised(
        front_relief=relief
        * (option.ultimatum * world.entry_succeeds + option.replace * world.removal_succeeds),
        northern_fixation=option.pins
        * (mine.threat_alone + (1 - mine.threat_alone) * world.presence),
        control=option.subdues + world.resolve * option.tightens + option.accommodate * repaired,
        ally_stability=option.accommodate * mine.steadies
        - option.press * mine.unsettles * world.pressure
        - option.ultimatum * unmet
        - option.replace * removed,
        cost=-option.costs,
        escalation=world.resolve * (mine.calm + mine.alarm * world.gap) * option.coerces,
        continuity=-abs(option.demands - world.standing),
    )
