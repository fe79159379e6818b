"""What Minsk can concede and what it pays: the ladder of concessions, what Lukashenko wants, and
the laws by which Moscow's backing and his room for manoeuvre move.

The same laws serve when a week is lived and when he looks ahead (see `projection`).
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.by_world import columns_of, number_at, reckoned
from sim.machine.arithmetic import within
from sim.machine.arrays import Bools, Floats
from sim.machine.compiled import elementwise
from sim.machine.rules import in_every_world, rows_of, taken
from sim.parameters import Checked, numbers_of, param
from sim.world import Rung, World

_LADDER = "one number a rung, from REFUSE to FULL_ENTRY"


@dataclass(frozen=True)
class LukashenkoIncentives(Checked):
    """What he wants, what he believes and what each rung costs him."""

    # fmt: off
    survival: float = param(1.85, "weight of still being in power at the horizon",
        low=0, high=5, source="S07; S55", weight=True, prior=("lognormal", 1.85, 0.3))
    sovereignty: float = param(0.12, "weight of Belarus's sovereignty",
        low=0, high=2, source="S50; S06", weight=True, prior=("lognormal", 0.12, 0.3))
    army: float = param(0.16, "weight of keeping the army whole",
        low=0, high=2, source="S56", weight=True, prior=("lognormal", 0.16, 0.3))
    support: float = param(0.12, "weight of not offending the public",
        low=0, high=2, source="S39", weight=True, prior=("lognormal", 0.12, 0.3))
    rewards: float = param(0.18, "weight of the Kremlin's rewards",
        low=0, high=2, source="DEP-01; DEP-03; S55", weight=True, prior=("lognormal", 0.18, 0.3))
    # sanctions left no opening before the origin
    west: float = param(0.0, "weight of an opening to the West; 0 before 2025",
        low=0, high=2, source="timeline 2021-05-23", later="timeline 2025", weight=True,
        prior="fixed")
    continuity: float = param(0.05, "weight of standing by the rung he is on",
        low=0, high=1, source="assumption", weight=True, prior=("lognormal", 0.05, 0.3))

    rationality: float = param(60.0, "precision of his quantal response", unit="1/utility",
        low=0, high=200, source="assumption", prior=("lognormal", 60.0, 0.5))
    reconsiders: float = param(0.40, "rate at which he reconsiders of his own accord",
        unit="1/week", low=0.001, high=5,
        source="timeline 2022-05-10; timeline 2022-07-28; timeline 2022-10-08; timeline 2022-10-21",
        later="timeline", prior=("lognormal", 0.40, 0.35))
    answers: float = param(1.0, "added to it when Putin has changed course",
        unit="1/week", low=0, high=5, source="assumption")
    urgency: float = param(0.30, "added to it while an ultimatum stands",
        unit="1/week", low=0, high=5, source="assumption")
    leaning: float = param(0.035, "private reasons for each rung, sd", unit="utility",
        low=0, high=0.5, source="assumption")
    leaning_lasts: float = param(8.0, "how long they last", unit="weeks",
        low=1, high=520,
        source="timeline 2022-05-10; timeline 2022-07-28; timeline 2022-10-08; timeline 2022-10-21",
        later="timeline", prior=("lognormal", 8.0, 0.5))
    dependence: float = param(0.71, "share of his hold on office that rests on Moscow",
        low=0, high=1, source="S07", later="DEP-07", prior=("logitnormal", 0.71, 0.4))
    # the weights are weights of what comes within it, and carry what is unknown
    horizon: float = param(52.0, "how far ahead he looks", unit="weeks",
        low=1, high=520, source="assumption", prior="fixed")
    loyalty_bias: float = param(0.12, "how much more loyal than it is he believes the army to be",
        low=-0.5, high=0.5, source="S44", prior=("normal", 0.12, 0.06))
    uncertainty: float = param(0.12, "how far off his estimate of the army usually is, sd",
        low=0.01, high=0.5, source="assumption", prior=("lognormal", 0.12, 0.25))
    misjudgement_lasts: float = param(26.0, "how long he goes on misjudging it the same way",
        unit="weeks", low=1, high=520, source="assumption", prior=("lognormal", 26.0, 0.8))

    credit: float = param(0.65, "his room for manoeuvre at the start", low=0, high=1, source="S05")
    backing: float = param(0.78, "the Kremlin's backing of his rule, at the start and as a rule",
        low=0, high=1, source="S15; DEP-03")
    credit_spent: float = param(0.015, "credit spent by a full concession", unit="1/week",
        low=0, high=0.2, source="S05")
    credit_regained: float = param(0.02, "credit regained without pressure", unit="1/week",
        low=0, high=0.2, source="assumption")
    credit_after_failure: float = param(0.6, "credit left after an order that failed",
        low=0, high=1, source="assumption")
    displeasure: float = param(0.12, "backing lost for a demand wholly unmet under full pressure",
        unit="1/week", low=0, high=1, source="S10", prior=("lognormal", 0.12, 0.25))
    gratitude: float = param(0.04, "backing gained for more than was asked", unit="1/week",
        low=0, high=1, source="DEP-01")
    gratitude_floor: float = param(0.3, "part of that gratitude felt without pressure",
        low=0, high=1, source="assumption")
    backing_return: float = param(0.03, "pull of backing to where it began", unit="1/week",
        low=0.001, high=1, source="assumption")
    restores: float = param(0.9, "part of lost backing that full entry restores, he reckons",
        low=0, high=1, source="S55")
    withdrawal: float = param(1.0,
        "backing that coming home costs, for each step down in what he meets", low=0, high=3,
        source="assumption")
    wears: float = param(0.12,
        "compliance that an offensive without prospects wears away, he reckons", low=0, high=0.5,
        source="assumption")
    turning: float = param(0.20,
        "share of failed orders and broken expeditions that turn on him, he reckons", low=0,
        high=1, source="S44")
    losses: float = param(0.4,
        "share of the army that full entry without prospects would cost him, he reckons", low=0,
        high=1, source="S56")
    hosting_gained: float = param(0.02, "hosting added by agreeing to it", unit="1/week",
        low=0, high=0.2, source="S38", later="RU-2022-12-28")
    hosting_lost: float = param(0.01, "hosting run down by refusing or stalling",
        unit="1/week", low=0, high=0.2, source="assumption", later="RU-2023-03-26",
        prior=("lognormal", 0.01, 0.5))
    shortfall_price: float = param(0.6, "rewards withheld for what was asked and not given",
        low=0, high=2, source="Henke2019")
    strain: float = param(0.12,
        "share of the army that a full mobilisation would alienate, he reckons", low=0, high=1,
        source="S43")
    outrage: float = param(0.15, "share of the opposed that full entry would bring out, he reckons",
        low=0, high=1, source="PR-10; Kuran1991")
    preservation: float = param(1.1, "army lost in an offensive without prospects",
        low=0, high=2, source="S56")
    success_spares: float = param(0.8, "part of it spared in an offensive sure to succeed",
        low=0, high=2, source="assumption")
    demand_floor: float = param(0.4, "cost of a concession when nothing is demanded",
        low=0, high=2, source="assumption")

    appeases: tuple[float, ...] = param((0, 0.15, 0.35, 0.40, 0.55, 0.80, 1),
        f"how far it meets a demand: {_LADDER}", low=0, high=1, source="S04")
    costs_sovereignty: tuple[float, ...] = param((0, 0.08, 0.20, 0.20, 0.40, 0.90, 1),
        f"sovereignty lost: {_LADDER}", low=0, high=1, source="S50; S45")
    offends: tuple[float, ...] = param((0, 0, 0.06, 0.06, 0.15, 0.85, 1),
        f"offence to the public: {_LADDER}", low=0, high=1, source="S40; OP-14")
    strains: tuple[float, ...] = param((0, 0, 0, 0.02, 0.15, 0.70, 1),
        f"strain on the army: {_LADDER}", low=0, high=1, source="S43")
    spends: tuple[float, ...] = param((0, 0.5, 0.8, 0.8, 1, 0, 0), f"credit it spends: {_LADDER}",
        low=0, high=1, source="S05")
    credit_needed: tuple[float, ...] = param((0, 1, 0.75, 0.75, 0.75, 0, 0),
        f"part of its appeal that lasts only as long as credit does: {_LADDER}", low=0, high=1,
        source="S05")
    west_weekly: tuple[float, ...] = param((), "weight of an opening to the West where it is "
        "given: a number for each of the first weeks, after which it is west, or one for every "
        "week", low=0, high=2, any_length=True, source="assumption")
    # fmt: on

    @reckoned
    def numbers(self) -> Floats:
        """The single numbers as rules take them, shape (numbers, 1 or worlds)."""
        return rows_of(*taken(LukashenkoIncentivesNumbers, self))

    @reckoned
    def ladder(self) -> Floats:
        """The ladder as rules take it, shape (columns, rungs, 1 or worlds)."""
        rung = np.arange(len(Rung))[:, None]
        builds = self.hosting_gained * (rung == Rung.HOST)
        enters = (rung >= Rung.LIMITED_ENTRY).astype(float)
        lost = self.hosting_lost * (rung <= Rung.STALL)
        derived = {"builds": builds - lost, "enters": enters}
        return columns_of(
            derived[name] if name in derived else getattr(self, name) for name in Ladder._fields
        )

    def fielded(self, world: World) -> Floats:
        """How far an expedition that is in Ukraine meets a demand, shape (worlds,); 0 without."""
        meets = number_at(self.appeases, world.lukashenko)
        fielded: Floats = np.where(world.serving > 0, meets, 0.0)
        return fielded

    def take_reward(self, world: World, where: Bools) -> None:
        """Write what Moscow gives where an order to enter has been carried out: backing restored,
        for what he had not been giving already.
        """
        gained = np.maximum(number_at(self.appeases, world.lukashenko) - world.fielded, 0.0)
        after = world.backing + self.restores * gained * (1 - world.backing)
        world.backing = np.where(where, after, world.backing)
        world.asked = world.asked & ~where

    def pay_for_coming_home(self, world: World, where: Bools) -> None:
        """Write what it costs to stand where he now does instead of in Ukraine."""
        step_down = world.fielded - number_at(self.appeases, world.lukashenko)
        after = within(world.backing - self.withdrawal * step_down, 0.0, 1.0)
        world.backing = np.where(where, after, world.backing)

    def bear_refusal(self, world: World, failed: Bools) -> None:
        """Write what an order that the army did not carry out leaves him with: less credit, and
        his troops at the border.
        """
        world.credit = np.where(failed, self.credit_after_failure * world.credit, world.credit)
        world.lukashenko = np.where(failed, int(Rung.POSTURE), world.lukashenko)
        self.know_the_army(world, failed)

    def know_the_army(self, world: World, failed: Bools) -> None:
        """Write what he makes of an army that has failed him: no illusions, and a demand still to
        be answered.
        """
        world.asked = world.asked | failed
        world.lukashenko_error = np.where(failed, -self.loyalty_bias, world.lukashenko_error)


LukashenkoIncentivesNumbers = numbers_of(LukashenkoIncentives)
Ladder = namedtuple(
    "Ladder", "appeases credit_needed costs_sovereignty offends strains spends builds enters"
)
# what he pays from; `fights` is 1 where an expedition is in Ukraine
Means = namedtuple("Means", "demand pressure credit backing hosting fights")
Paid = namedtuple("Paid", "credit backing hosting offence")


def entry_demanded(demand: Floats, incentives: LukashenkoIncentives) -> Bools:
    """Whether a demand is for no less than limited entry: only then is entry on the table,
    shape of `demand`.
    """
    return demand >= incentives.appeases[Rung.LIMITED_ENTRY]


@elementwise
def appeasement(rung: Any, credit: Any) -> Any:
    """How far a rung meets a demand: some appeal lasts only as long as credit does."""
    return rung.appeases * (1 - rung.credit_needed * (1 - credit))


@elementwise
def earned(appeased: Any, demand: Any, pressure: Any, mine: Any) -> Any:
    """Backing that an answer to a demand earns in a week: a small shortfall is overlooked, an
    outright refusal is not.
    """
    short, more = np.maximum(demand - appeased, 0.0), np.maximum(appeased - demand, 0.0)
    lost = mine.displeasure * pressure * short * short
    return mine.gratitude * (mine.gratitude_floor + pressure) * more - lost


@elementwise
def spent(rung: Any, demand: Any, pressure: Any, credit: Any, mine: Any) -> Any:
    """Credit that a week on a rung costs, less what is regained."""
    cost = mine.credit_spent * rung.spends * (mine.demand_floor + demand)
    return cost - mine.credit_regained * (1 - pressure) * (1 - credit)


@in_every_world(Ladder, Means, Paid, LukashenkoIncentivesNumbers)
def pay(rung: Any, world: Any, mine: Any, weeks: float) -> Any:
    """Credit, backing and hosting after so many weeks on a rung, and the offence it gives: who is
    at war has been paid for it, and the order to go was the outrage.
    """
    earning = (1 - world.fights) * earned(
        appeasement(rung, world.credit), world.demand, world.pressure, mine
    )
    spending = spent(rung, world.demand, world.pressure, world.credit, mine)
    drawn_back = mine.backing_return * (mine.backing - world.backing)
    return Paid(
        credit=within(world.credit - weeks * spending, 0.0, 1.0),
        backing=within(world.backing + weeks * (earning + drawn_back), 0.0, 1.0),
        hosting=within(world.hosting + weeks * rung.builds, 0.0, 1.0),
        offence=(1 - world.fights) * rung.offends,
    )
