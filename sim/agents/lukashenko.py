"""Alexander Lukashenko: owes the Kremlin his survival since 2020 and is running out of
ways to stall.

Each week he answers Moscow's demand on a ladder of concessions, from refusing to sending the whole
army. Conceding appeases Moscow; it costs sovereignty, offends a public that does not want this war,
and strains an army that may not obey. What he most wants to know is whether he would still be in
power a year from now.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.leader import Leader
from sim.laws.choice import Judgement
from sim.laws.regime import stands
from sim.luck import Channel
from sim.machine.arithmetic import within
from sim.machine.arrays import Bools, Floats, Whole
from sim.machine.compiled import elementwise
from sim.machine.rules import appraisal, in_every_world, taken
from sim.parameters import Checked, incentives_of, numbers_of, param
from sim.people import coordination
from sim.week import Week
from sim.world import ENTRIES, ENTRY_RUNGS, Block, Outcome, Rung, World, share

if TYPE_CHECKING:
    from sim.scenario import Scenario


_ENTERS = (np.arange(len(Rung)) >= Rung.LIMITED_ENTRY)[
    :, None
]  # which rungs enter, shape (rungs, 1)
_LADDER = "one number a rung, from REFUSE to FULL_ENTRY"


@dataclass(frozen=True)
class LukashenkoIncentives(Checked):
    """What he wants, what he believes and what each rung costs him."""

    # fmt: off
    survival: float = param(1.85, "weight of still being in power at the horizon",
        low=0, high=5, source="S07; S55", weight=True)
    sovereignty: float = param(0.11, "weight of Belarus's sovereignty",
        low=0, high=2, source="S50; S06", weight=True)
    army: float = param(0.21, "weight of keeping the army whole",
        low=0, high=2, source="S56", weight=True)
    support: float = param(0.16, "weight of not offending the public",
        low=0, high=2, source="S39", weight=True)
    rewards: float = param(0.34, "weight of the Kremlin's rewards",
        low=0, high=2, source="DEP-01; DEP-03; S55", weight=True)
    west: float = param(0.0, "weight of an opening to the West; 0 before 2025",
        low=0, high=2, source="timeline 2025", weight=True)

    rationality: float = param(19.0, "precision of his quantal response", unit="1/utility",
        low=0, high=60, source="assumption")
    dependence: float = param(0.71, "share of his hold on office that rests on Moscow",
        low=0, high=1, source="S07; DEP-07")
    horizon: float = param(48.0, "how far ahead he looks", unit="weeks",
        low=1, high=520, source="assumption")
    loyalty_bias: float = param(0.05, "how much more loyal than it is he believes the army to be",
        low=-0.5, high=0.5, source="S44")
    uncertainty: float = param(0.10, "how far off his estimate of the army usually is, sd",
        low=0.01, high=0.5, source="assumption")

    credit: float = param(0.65, "his room for manoeuvre at the start", low=0, high=1, source="S05")
    backing: float = param(0.78, "the Kremlin's backing of his rule at the start",
        low=0, high=1, source="S15; DEP-03")
    credit_spent: float = param(0.015, "credit spent by a full concession", unit="1/week",
        low=0, high=0.2, source="S05")
    credit_regained: float = param(0.02, "credit regained without pressure", unit="1/week",
        low=0, high=0.2, source="assumption")
    credit_after_failure: float = param(0.6, "credit left after an order that failed",
        low=0, high=1, source="assumption")
    displeasure: float = param(0.26, "backing lost for a demand wholly unmet",
        low=0, high=1, source="S10")
    gratitude: float = param(0.15, "backing gained for more than was asked",
        low=0, high=1, source="DEP-01")
    gratitude_floor: float = param(0.3, "part of that gratitude felt without pressure",
        low=0, high=1, source="assumption")
    backing_speed: float = param(0.25, "how fast backing moves to what he has earned",
        unit="1/week", low=0, high=1, source="assumption")
    backing_return: float = param(0.03, "pull of backing to where it began", unit="1/week",
        low=0, high=1, source="assumption")
    hosting_gained: float = param(0.02, "hosting added by a week of agreeing to it", unit="1/week",
        low=0, high=0.2, source="S38; RU-2022-12-28")
    hosting_lost: float = param(0.01, "hosting run down by a week of refusing or stalling",
        unit="1/week", low=0, high=0.2, source="RU-2023-03-26")
    shortfall_price: float = param(0.6, "rewards withheld for what was asked and not given",
        low=0, high=2, source="Henke2019")
    strain: float = param(0.12,
        "share of the army that a full mobilisation would alienate, he reckons", low=0, high=1,
        source="S43")
    outrage: float = param(0.15, "share of the opposed that full entry would bring out, he reckons",
        low=0, high=1, source="PR-10; Kuran1991")
    broken_limited: float = param(0.6,
        "chance that a failed limited order ends his rule, he reckons", low=0, high=1, source="S44")
    broken_full: float = param(0.9, "chance that a failed full order ends his rule, he reckons",
        low=0, high=1, source="S44; S56")
    preservation: float = param(1.1, "army lost in an offensive without prospects",
        low=0, high=2, source="S56")
    success_spares: float = param(0.8, "part of it spared in an offensive sure to succeed",
        low=0, high=2, source="assumption")
    demand_floor: float = param(0.4, "cost of a concession when nothing is demanded",
        low=0, high=2, source="assumption")

    appeases: tuple[float, ...] = param((0, 0.15, 0.35, 0.40, 0.55, 0.80, 1),
        f"how far it meets a demand: {_LADDER}", low=0, high=1, source="S04")
    costs_sovereignty: tuple[float, ...] = param((0, 0.08, 0.35, 0.25, 0.25, 0.85, 1),
        f"sovereignty lost: {_LADDER}", low=0, high=1, source="S50")
    offends: tuple[float, ...] = param((0, 0, 0.06, 0.06, 0.12, 0.75, 1),
        f"offence to the public: {_LADDER}", low=0, high=1, source="S40; OP-14")
    strains: tuple[float, ...] = param((0, 0, 0, 0.02, 0.08, 0.65, 1),
        f"strain on the army: {_LADDER}", low=0, high=1, source="S43")
    spends: tuple[float, ...] = param((0, 0.5, 0.8, 0.8, 1, 0, 0), f"credit it spends: {_LADDER}",
        low=0, high=1, source="S05")
    credit_needed: tuple[float, ...] = param((0, 1, 0.75, 0.75, 0.75, 0, 0),
        f"part of its appeal that lasts only as long as credit does: {_LADDER}", low=0, high=1,
        source="S05")
    # fmt: on

    @cached_property
    def numbers(self) -> Any:
        """The single numbers as rules take them."""
        return taken(LukashenkoIncentivesNumbers, self)

    def bear_refusal(self, world: World, refused: Bools) -> None:
        """Write what an order that the army refused costs him: most of his credit."""
        world.credit = np.where(refused, self.credit_after_failure * world.credit, world.credit)

    @cached_property
    def ladder(self) -> Floats:
        """The ladder as rules take it, shape (columns, rungs)."""
        rung = np.arange(len(Rung))
        derived = {
            "breaks_limited": self.broken_limited * (rung == Rung.LIMITED_ENTRY),
            "breaks_full": self.broken_full * (rung == Rung.FULL_ENTRY),
            "builds": self.hosting_gained * (rung == Rung.HOST)
            - self.hosting_lost * (rung <= Rung.STALL),
        }
        return np.array(
            [derived[name] if name in derived else getattr(self, name) for name in Ladder._fields]
        )


LukashenkoIncentivesNumbers = numbers_of(LukashenkoIncentives)
Appraised = incentives_of(LukashenkoIncentives)
Ladder = namedtuple(
    "Ladder",
    "appeases credit_needed costs_sovereignty offends strains breaks_limited breaks_full "
    "spends builds",
)
Situation = namedtuple(
    "Situation",
    "demand pressure believed limited_holds full_holds credit backing protest opposed "
    "capacity prospects",
)
Means = namedtuple("Means", "demand pressure credit backing hosting")  # what he pays from
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
def backing_after(world: Any, appeased: Any, mine: Any) -> Any:
    """The Kremlin's backing that an answer to its demand earns."""
    lost = mine.displeasure * world.pressure * np.maximum(world.demand - appeased, 0.0)
    gained = (
        mine.gratitude
        * (mine.gratitude_floor + world.pressure)
        * np.maximum(appeased - world.demand, 0.0)
    )
    return within(world.backing - lost + gained, 0.0, 1.0)


@appraisal(Ladder, Situation, chances=("survival",))
def appraise(rung: Any, world: Any, mine: Any, regime: Any) -> Any:
    """A rung on each of his incentives.

    Survival is the chance, as he sees it, of still being in power at his horizon.
    """
    appeased = appeasement(rung, world.credit)
    compliance = within(world.believed - mine.strain * rung.strains, 0.0, 1.0)
    street = within(world.protest + mine.outrage * rung.offends * world.opposed, 0.0, 1.0)
    backing = backing_after(world, appeased, mine)
    standing = stands(
        mine.horizon, backing, compliance, street, world.capacity, mine.dependence, regime
    )
    broken = rung.breaks_limited * (1 - world.limited_holds) + rung.breaks_full * (
        1 - world.full_holds
    )
    return Appraised(
        survival=standing * (1 - broken),
        sovereignty=-rung.costs_sovereignty,
        army=-rung.strains * (mine.preservation - mine.success_spares * world.prospects),
        support=-rung.offends * world.opposed,
        rewards=mine.dependence
        * world.pressure
        * (appeased - mine.shortfall_price * np.maximum(world.demand - appeased, 0.0)),
        west=-rung.offends,
    )


@in_every_world(Ladder, Means, Paid)
def pay(rung: Any, world: Any, mine: Any) -> Any:
    """Credit, backing and hosting after a week on a rung, and the offence it gave."""
    earned = backing_after(world, appeasement(rung, world.credit), mine)
    backing = world.backing + mine.backing_speed * (earned - world.backing)
    spent = mine.credit_spent * rung.spends * (mine.demand_floor + world.demand)
    regained = mine.credit_regained * (1 - world.pressure) * (1 - world.credit)
    return Paid(
        credit=within(world.credit - spent + regained, 0.0, 1.0),
        backing=within(backing + mine.backing_return * (mine.backing - backing), 0.0, 1.0),
        hosting=within(world.hosting + rung.builds, 0.0, 1.0),
        offence=rung.offends,
    )


def judge(
    world: World, demand: Floats, pressure: Floats, believed: Floats, scenario: Scenario
) -> Judgement:
    """How he sees his rungs if he believes in a compliance and feels a pressure, all
    of shape (worlds,).
    """
    mine = scenario.lukashenko
    limited_holds, full_holds = coordination.chance_order_holds(
        believed, world.needed, mine.uncertainty
    )
    situation = Situation(
        demand=demand, pressure=pressure, believed=believed, limited_holds=limited_holds,
        full_holds=full_holds, credit=world.credit, backing=world.backing, protest=world.protest,
        opposed=world.opposed, capacity=world.capacity, prospects=world.prospects,
    )  # fmt: skip
    return Judgement(
        choice=scenario.choice,
        rationality=mine.rationality,
        appraise=appraise,
        weights=mine.weights,
        options=mine.ladder,
        situation=situation,
        numbers=(mine.numbers, scenario.regime.numbers),
        closed=_ENTERS & ~entry_demanded(demand, mine),
    )


def forecast(
    world: World, demand: Floats, pressure: Floats, believed: Floats, scenario: Scenario
) -> Floats:
    """How likely he is to answer with each rung, as whoever puts himself in his place sees it,
    shape (rungs, worlds).
    """
    return judge(world, demand, pressure, believed, scenario).probability()


def believe(world: World, week: Week, scenario: Scenario) -> Floats:
    """The compliance that he believes in this week: dictators hear good news, shape (worlds,)."""
    mine = scenario.lukashenko
    error = mine.uncertainty * week.draws[Channel.LUKASHENKO_ESTIMATE]
    return share(world.compliance + mine.loyalty_bias + error)


def order(rung: Whole) -> Whole:
    """The entry that a rung orders, as an Outcome; NO_ENTRY on the rungs below, same shape."""
    ordered = np.full(rung.shape, int(Outcome.NO_ENTRY))
    for entry_rung, entry in zip(ENTRY_RUNGS, ENTRIES, strict=True):
        ordered = np.where(rung == entry_rung, int(entry), ordered)
    return ordered


class Lukashenko(Leader):
    """The agent: answers the demand, pays for the answer."""

    options = Rung
    channel = Channel.LUKASHENKO_CHOICE

    def judge(self, world: World, week: Week, scenario: Scenario) -> Judgement:
        """How he sees his rungs under what Moscow asks and what he believes of the army."""
        return judge(world, world.demand, world.pressure, believe(world, week, scenario), scenario)

    def write(self, choice: Whole, world: World, week: Week, scenario: Scenario) -> None:
        """Write what a rung costs and brings: credit, backing, what the public sees, an order."""
        mine = scenario.lukashenko
        paid = pay(mine.ladder, choice, taken(Means, world), mine.numbers)
        world.credit, world.backing, world.hosting = paid.credit, paid.backing, paid.hosting
        world.lukashenko, world.offence, world.order = choice, paid.offence, order(choice)
        world.highest_rung = np.maximum(world.highest_rung, choice)
        world.rung_weeks = world.rung_weeks + (
            np.arange(len(Rung), dtype=np.int16)[:, None] == choice.astype(np.int16)
        )
        declined = entry_demanded(world.demand, mine) & (choice < Rung.LIMITED_ENTRY)
        world.blocked = np.where(declined, int(Block.DECLINED), world.blocked)
