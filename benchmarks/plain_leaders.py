"""Putin, Lukashenko and the opposition as ordinary Mesa agents in plain Python, one world at a
time; and the laws they share.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist
from typing import Any

import mesa

from sim import Outcome, Scenario
from sim.agents.army import ArmyIncentives
from sim.world import Rung

NORMAL = NormalDist()


def share(x: float) -> float:
    return 0.0 if x < 0 else 1.0 if x > 1 else x


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def quantal(utilities: list[float], rationality: float) -> list[float]:
    best = max(utilities)
    odds = [math.exp(rationality * (utility - best)) for utility in utilities]
    return [each / sum(odds) for each in odds]


def weekly_hazard(
    scenario: Scenario, backing: float, compliance: float, protest: float, capacity: float
) -> tuple[float, float]:
    """Hazards of a coup and of an uprising."""
    r, lost_backing = (
        scenario.regime,
        scenario.lukashenko.dependence * (scenario.regime.usual_backing - backing),
    )
    lost_army, street = (
        r.usual_compliance - compliance,
        min(max(protest - r.usual_protest, 0), r.most_protest),
    )
    insiders = (
        r.coup_backing * lost_backing
        + r.coup_compliance * lost_army
        + r.coup_capacity * (capacity - r.usual_capacity)
    )
    crowd = (
        r.uprising_protest * street
        + r.uprising_compliance * lost_army
        + r.uprising_backing * lost_backing
    )
    return r.coup_base * math.exp(insiders), r.uprising_base * math.exp(crowd)


def spread_of_will(army: ArmyIncentives) -> float:
    return math.hypot(army.morale_spread, army.loyalty_weight * army.loyalty_spread)


@cache
def margin_needed(army: ArmyIncentives, whole: bool) -> float:
    """By how many sds the mean soldier must clear the threshold for an order to hold: bisection on
    a normal army.
    """
    called, spread = (1.0 if whole else army.called_limited), spread_of_will(army)

    def holds(margin: float) -> bool:
        obey = min(NORMAL.cdf(margin), called) / called
        for _ in range(200):
            obey = min(NORMAL.cdf(margin - army.contagion * (1 - obey) / spread), called) / called
        return obey >= army.enough

    low, high = -6.0, 6.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def chance_of_holding(model: Any, believed: float, whole: bool, uncertainty: float) -> float:
    """Chance that the army carries an order out, for a leader who believes in a compliance,
    give or take.
    """
    army = model.assumptions.army
    asked = army.danger * (1 - model.prospects) / spread_of_will(army)
    return NORMAL.cdf((believed - NORMAL.cdf(margin_needed(army, whole) + asked)) / uncertainty)


class Putin(mesa.Agent):
    """Leans on Minsk."""

    def step(self, resolve: float) -> None:
        w, s = self.model, self.model.assumptions
        mine, random = s.putin, self.model.random
        option = random.choices(range(5), quantal(self._utilities(resolve), mine.rationality))[0]
        w.demand, w.removal = mine.demands[option], option == 4
        leaning = share(
            resolve
            + mine.leans[option]
            + mine.presence * min(w.contingent / s.theatre.full_contingent, 1)
        )
        w.pressure = share(w.pressure + mine.felt_speed * (leaning - w.pressure))
        w.contingent = min(max(w.contingent + mine.deploys[option], 0), s.theatre.most_contingent)
        if option == 0:
            w.backing = share(w.backing + mine.accommodation)

    def _utilities(self, resolve: float) -> list[float]:
        w, s = self.model, self.model.assumptions
        mine = s.putin
        estimate = share(w.compliance + mine.optimism + w.random.gauss(0, mine.uncertainty))
        *_, limited, full = w.lukashenko.probabilities(
            1.0, share(w.pressure + mine.leverage), estimate
        )
        some, all_ = (
            chance_of_holding(w, estimate, whole, mine.uncertainty) for whole in (False, True)
        )
        gap = max(mine.reference_front - w.front, 0) / mine.reference_front
        relief = (
            mine.relief_scale
            * resolve
            * (mine.least_stake + mine.loss_aversion * gap**mine.curvature)
            * w.prospects
        )
        removal = (
            s.regime.replacement
            * s.lukashenko.dependence
            * (1 - w.backing)
            * (1 - s.regime.credit_protects * w.credit)
        )
        harm = mine.refusal_harm * (1 - limited - full) + mine.collapse_harm * (
            full * (1 - all_) + limited * (1 - some)
        )
        relieves = (
            0,
            0,
            0,
            relief * (full * all_ + mine.limited_worth * limited * some),
            relief * removal,
        )
        steadies = (
            mine.steadies,
            0,
            -mine.unsettles * w.pressure,
            -harm,
            -mine.removal_harm + mine.removal_excuse * (1 - w.backing),
        )
        repairs = (mine.repair * (1 - resolve) * (1 - w.backing), 0, 0, 0, 0)
        pinning = mine.threat_alone + (1 - mine.threat_alone) * min(
            w.contingent / s.theatre.full_contingent, 1
        )
        bias = resolve * (mine.calm + mine.alarm * gap)
        return [
            mine.front_relief * relieves[o]
            + mine.northern_fixation * mine.pins[o] * pinning
            + mine.control * (mine.subdues[o] + resolve * mine.tightens[o] + repairs[o])
            + mine.ally_stability * steadies[o]
            - mine.cost * mine.costs[o]
            + mine.escalation * bias * mine.coerces[o]
            for o in range(5)
        ]


class Lukashenko(mesa.Agent):
    """Answers on the ladder of concessions."""

    def step(self) -> None:
        w, mine = self.model, self.model.assumptions.lukashenko
        believed = share(w.compliance + mine.loyalty_bias + w.random.gauss(0, mine.uncertainty))
        rung = w.random.choices(range(7), self.probabilities(w.demand, w.pressure, believed))[0]
        moved = w.backing + mine.backing_speed * (
            self._earned(rung, w.demand, w.pressure) - w.backing
        )
        w.backing = share(moved + mine.backing_return * (mine.backing - moved))
        spent = mine.credit_spent * mine.spends[rung] * (mine.demand_floor + w.demand)
        w.credit = share(
            w.credit - spent + mine.credit_regained * (1 - w.pressure) * (1 - w.credit)
        )
        w.hosting = share(
            w.hosting
            + (
                mine.hosting_gained
                if rung == Rung.HOST
                else -mine.hosting_lost
                if rung <= Rung.STALL
                else 0
            )
        )
        w.offence, w.highest_rung = mine.offends[rung], max(w.highest_rung, rung)
        w.order = {
            Rung.LIMITED_ENTRY: Outcome.LIMITED_ENTRY,
            Rung.FULL_ENTRY: Outcome.FULL_ENTRY,
        }.get(rung, Outcome.NO_ENTRY)

    def probabilities(self, demand: float, pressure: float, believed: float) -> list[float]:
        mine = self.model.assumptions.lukashenko
        rungs = range(7 if demand >= mine.appeases[Rung.LIMITED_ENTRY] else Rung.LIMITED_ENTRY)
        chosen = quantal(
            [self._utility(rung, demand, pressure, believed) for rung in rungs], mine.rationality
        )
        return chosen + [0.0] * (7 - len(chosen))

    def _utility(self, rung: int, demand: float, pressure: float, believed: float) -> float:
        w, mine = self.model, self.model.assumptions.lukashenko
        met = self._appeased(rung)
        return (
            mine.survival * self._survival(rung, demand, pressure, believed)
            - mine.sovereignty * mine.costs_sovereignty[rung]
            - mine.army
            * mine.strains[rung]
            * (mine.preservation - mine.success_spares * w.prospects)
            - mine.support * mine.offends[rung] * w.opposed
            + mine.rewards
            * mine.dependence
            * pressure
            * (met - mine.shortfall_price * max(demand - met, 0))
            - mine.west * mine.offends[rung]
        )

    def _survival(self, rung: int, demand: float, pressure: float, believed: float) -> float:
        w, mine = self.model, self.model.assumptions.lukashenko
        protest = share(w.protest + mine.outrage * mine.offends[rung] * w.opposed)
        backing, compliance = (
            self._earned(rung, demand, pressure),
            share(believed - mine.strain * mine.strains[rung]),
        )
        surviving = math.exp(
            -mine.horizon
            * sum(weekly_hazard(w.assumptions, backing, compliance, protest, w.capacity))
        )
        if rung < Rung.LIMITED_ENTRY:
            return surviving
        full = rung == Rung.FULL_ENTRY
        broken = mine.broken_full if full else mine.broken_limited
        return surviving * (
            1 - broken * (1 - chance_of_holding(w, believed, full, mine.uncertainty))
        )

    def _appeased(self, rung: int) -> float:
        mine = self.model.assumptions.lukashenko
        return mine.appeases[rung] * (1 - mine.credit_needed[rung] * (1 - self.model.credit))

    def _earned(self, rung: int, demand: float, pressure: float) -> float:
        mine, met = self.model.assumptions.lukashenko, self._appeased(rung)
        lost = mine.displeasure * pressure * max(demand - met, 0)
        return share(
            self.model.backing
            - lost
            + mine.gratitude * (mine.gratitude_floor + pressure) * max(met - demand, 0)
        )


class Opposition(mesa.Agent):
    """Organises, agitates, mobilises, sabotages."""

    def step(self) -> None:
        w, mine = self.model, self.model.assumptions.opposition
        tactic = w.random.choices(range(4), quantal(self._utilities(w, mine), mine.rationality))[0]
        w.agitation = w.capacity if tactic == 1 else 0.0
        w.mobilisation = mine.mobilising * w.capacity if tactic == 2 else 0.0
        w.hosting = share(w.hosting - (mine.sabotage * w.capacity if tactic == 3 else 0.0))
        arrested = mine.arrests * mine.exposes[tactic] * w.repression
        w.capacity = share(
            w.capacity + (mine.organising if tactic == 0 else -mine.spending) - arrested
        )

    def _utilities(self, w: Any, mine: Any) -> list[float]:
        worth = (
            mine.regime_change * mine.growth_worth * (1 - w.capacity),
            mine.prevent_entry * mine.agitation_worth * w.capacity * w.pressure,
            mine.regime_change * (mine.street_worth * w.protest + mine.call_worth * w.capacity),
            mine.prevent_entry * mine.sabotage_worth * w.capacity * w.hosting,
        )
        return [
            value - mine.safety * exposed * w.repression
            for value, exposed in zip(worth, mine.exposes, strict=True)
        ]
