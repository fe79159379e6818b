"""The laws that leaders and the world share, in plain Python for one world at a time."""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist
from typing import Any

from sim import Scenario
from sim.agents.soldiers import ArmyIncentives

NORMAL = NormalDist()


def share(x: float) -> float:
    return 0.0 if x < 0 else 1.0 if x > 1 else x


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def within(rate: float, weeks: float = 1.0) -> float:
    """Chance that something with a weekly rate has happened."""
    return 1 - math.exp(-rate * weeks)


def wandered(value: float, random: Any, spread: float, lasts: float) -> float:
    """Where something slow is a week later: an Ornstein-Uhlenbeck process."""
    return value * math.exp(-1 / lasts) + random.gauss(0, spread) * math.sqrt(
        1 - math.exp(-2 / lasts)
    )


def quantal(utilities: list[float], rationality: float) -> list[float]:
    best = max(utilities)
    odds = [math.exp(rationality * (utility - best)) for utility in utilities]
    total = sum(odds)
    return [each / total for each in odds]


def blurred(rationality: float, leaning: float) -> float:
    """Precision of a leader's choice for those who do not know what he privately leans to."""
    return 1 / math.sqrt(1 / max(rationality, 1e-9) ** 2 + 6 * leaning**2 / math.pi**2)


def presence(s: Scenario, contingent: float) -> float:
    """The Russian contingent as a part of one that makes the threat complete."""
    return min(contingent / s.theatre.full_contingent, 1)


def hazards(
    s: Scenario, backing: float, compliance: float, protest: float, capacity: float, near: float
) -> tuple[float, float]:
    """Weekly hazards of a coup and of an uprising, without a defeat to live down."""
    r, lost = s.regime, s.lukashenko.dependence * (s.regime.usual_backing - backing)
    unwilling = max(r.usual_compliance - compliance, 0)
    street = min(max(protest - r.usual_protest, 0), r.most_protest)
    insiders = r.coup_backing * lost + r.coup_compliance * unwilling
    crowd = (
        r.uprising_protest * street + r.uprising_compliance * unwilling + r.uprising_backing * lost
    )
    return (
        r.coup_base * math.exp(insiders + r.coup_capacity * (capacity - r.usual_capacity)),
        r.uprising_base * math.exp(crowd - r.guards * (near - r.usual_presence)),
    )


def removal(s: Scenario, backing: float, credit: float, near: float) -> float:
    """Weekly hazard of being removed while Moscow tries."""
    r = s.regime
    arm = (r.reach + (1 - r.reach) * near) / (r.reach + (1 - r.reach) * r.usual_presence)
    protected = 1 - r.credit_protects * credit
    return r.replacement * s.lukashenko.dependence * (1 - backing) * protected * arm


def lived_down(s: Scenario, defeat: float) -> float:
    """Chance of outliving a defeat up to his horizon."""
    r = s.regime
    danger = r.defiance * defeat * within(r.defiance_fades, s.lukashenko.horizon)
    return math.exp(-danger / r.defiance_fades)


def called(army: ArmyIncentives, whole: bool) -> float:
    """Share of the army that is called up."""
    return army.called_full if whole else army.called_limited


def spread_of_will(army: ArmyIncentives) -> float:
    return math.hypot(army.morale_spread, army.loyalty_weight * army.loyalty_spread)


@cache
def margin_needed(army: ArmyIncentives, whole: bool) -> float:
    """By how many sds the mean soldier must clear the threshold for an order to hold: bisection on
    a normal army.
    """
    part, spread = called(army, whole), spread_of_will(army)

    def holds(margin: float) -> bool:
        obey = min(NORMAL.cdf(margin), part) / part
        for _ in range(200):
            obey = min(NORMAL.cdf(margin - army.contagion * (1 - obey) / spread), part) / part
        return obey >= army.enough

    low, high = -6.0, 6.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def compliance_needed(s: Scenario, prospects: float) -> tuple[float, float]:
    """Compliance it takes for an order to limited and to full entry to hold."""
    asked = s.army.danger * (1 - prospects) / spread_of_will(s.army)
    limited, full = (NORMAL.cdf(margin_needed(s.army, whole) + asked) for whole in (False, True))
    return limited, full


def appeased(s: Scenario, rung: int, credit: float) -> float:
    """How far a rung meets a demand: some of it only as long as credit lasts."""
    mine = s.lukashenko
    return mine.appeases[rung] * (1 - mine.credit_needed[rung] * (1 - credit))


def earned(s: Scenario, met: float, demand: float, pressure: float) -> float:
    """Backing that an answer earns in a week."""
    mine, short = s.lukashenko, max(demand - met, 0)
    thanks = mine.gratitude * (mine.gratitude_floor + pressure) * max(met - demand, 0)
    return thanks - mine.displeasure * pressure * short**2


def spent(s: Scenario, rung: int, demand: float, pressure: float, credit: float) -> float:
    """Credit that a week on a rung costs."""
    mine = s.lukashenko
    return mine.credit_spent * mine.spends[rung] * (
        mine.demand_floor + demand
    ) - mine.credit_regained * (1 - pressure) * (1 - credit)


def moscow(
    s: Scenario,
    resolve: float,
    front: float,
    prospects: float,
    hope: tuple[float, float, float],
    pressure: float,
    backing: float,
    credit: float,
    spurned: float,
    near: float,
    standing: float,
) -> list[float]:
    """Utility of each of Putin's options, from ACCOMMODATE to REPLACE; `standing` is the demand
    that stands, `hope` the chances of relief, of refusal and of a failed order that he sees in an
    ultimatum.
    """
    k, (joins, refusal, collapse) = s.putin, hope
    gap = max(k.reference_front - front, 0) / k.reference_front
    stake = k.least_stake + k.loss_aversion * gap**k.curvature
    relief = k.front_relief * k.relief_scale * resolve * stake * prospects
    removed = within(removal(s, backing, credit, near), 1 / k.reconsiders)
    pinning = k.northern_fixation * (k.threat_alone + (1 - k.threat_alone) * near)
    coercion = k.escalation * resolve * (k.calm + k.alarm * gap)
    utilities = [
        pinning * pins
        + k.control * (subdues + resolve * tightens)
        - k.cost * cost
        + coercion * coerces
        - k.continuity * abs(demands - standing)
        for pins, subdues, tightens, cost, coerces, demands in zip(
            k.pins, k.subdues, k.tightens, k.costs, k.coerces, k.demands, strict=True
        )
    ]
    harm = k.refusal_harm * refusal + k.collapse_harm * collapse + k.hollow_harm * spurned
    utilities[0] += k.control * k.repair * (1 - resolve) * (1 - backing)
    utilities[0] += k.ally_stability * k.steadies
    utilities[2] -= k.ally_stability * k.unsettles * pressure
    utilities[3] += relief * joins - k.ally_stability * harm
    utilities[4] += relief * removed
    utilities[4] -= k.ally_stability * (k.removal_harm - k.removal_excuse * (1 - backing))
    return utilities
