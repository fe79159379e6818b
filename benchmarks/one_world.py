"""The law once more, in plain Python for one world at a time: what the Mesa models of
this folder share.

Written apart from `sim`, with luck of its own, so that it checks ours; only the parameters come
from `Scenario`. A model of its own kind says how its people are kept: how many are willing, who
would mutiny or desert, how morale drifts, who protests.
"""

from __future__ import annotations

import math
from datetime import timedelta
from operator import attrgetter

import mesa
from mesa.datacollection import DataCollector

from benchmarks.plain_laws import (
    called,
    compliance_needed,
    hazards,
    logistic,
    presence,
    removal,
    share,
    wandered,
    within,
)
from benchmarks.plain_leaders import Lukashenko, Opposition, Putin
from sim import Outcome, Scenario
from sim.laws.given import WEEKLY
from sim.laws.pressure import course
from sim.world import Rung

REPORTED = (
    "outcome",
    "ultimatum",
    "highest_rung",
    "rung_weeks",
    "lowest_compliance",
    "peak_protest",
    "failed_orders",
    "front",
    "backing",
    "credit",
    "protest",
    "week",
)


class OneWorld(mesa.Model):
    """One world of five actors; subclasses keep the people."""

    def __init__(self, scenario: Scenario | None = None, rng: int = 0) -> None:
        super().__init__(rng=rng)
        self.assumptions = s = scenario or Scenario()
        refuse(s)
        self.week, self.course = 0, course(s.pressure, s.first_day, s.weeks).tolist()
        self.front, self.border_defence = s.theatre.front, s.theatre.border_defence
        self.contingent, self.hosting = s.theatre.contingent, s.theatre.hosting
        self.resolve = self.pressure = s.pressure.level
        self.credit, self.backing = s.lukashenko.credit, s.lukashenko.backing
        self.capacity, self.repression = s.opposition.capacity, s.public.repression
        self.protest = self.peak_protest = s.public.protest
        self.offence = self.spurned = self.defied = self.demoralised = 0.0
        self.allegiance = self.random.gauss(0, s.army.common_loyalty)
        self.outcome, self.highest_rung, self.failed_orders = Outcome.NO_ENTRY, 0, 0
        self.lowest_compliance = 1.0
        self.putin, self.lukashenko, self.opposition = (
            Putin(self),
            Lukashenko(self),
            Opposition(self),
        )
        self.opposed = self.populate()
        self.datacollector = DataCollector(model_reporters={name: name for name in REPORTED})

    @property
    def ultimatum(self) -> int:
        """Week of the first ultimatum, -1 if none came."""
        return self.putin.ultimatum

    @property
    def rung_weeks(self) -> tuple[int, ...]:
        """Weeks on each rung."""
        return tuple(self.lukashenko.weeks)

    def populate(self) -> float:
        """Make the people; the share of citizens opposed."""
        raise NotImplementedError

    def willing(self, needed: float) -> float:
        """Share of the army whose morale and loyalty exceed what is needed."""
        raise NotImplementedError

    def mutineers(self, men: int, needed: float, line: float) -> float:
        """Share of the most willing so many men who refuse and are less loyal than the line."""
        raise NotImplementedError

    def lose_deserters(self, men: int, needed: float) -> None:
        """Those of them who refuse and would not come back are gone."""
        raise NotImplementedError

    def drift(self, change: float) -> None:
        """A week passes in the army."""
        raise NotImplementedError

    def protesters(self, conceded: float, fear: float, needed: float) -> float:
        """Share of citizens who would protest."""
        raise NotImplementedError

    def step(self) -> None:
        """One week, in the order of play of the model."""
        self.resolve = self.course[self.week]
        self._take_stock()
        self._look_at_the_theatre()
        self.putin.step()
        self.lukashenko.step()
        self.opposition.step()
        self._answer_orders()
        self._drift()
        self._go_into_the_street()
        self._may_fall()
        self._pass()
        self.week += 1
        self.running = self.outcome == Outcome.NO_ENTRY and self.week < self.assumptions.weeks
        self.datacollector.collect(self)

    def end(self, outcome: Outcome) -> None:
        """The first ending counts."""
        if self.outcome == Outcome.NO_ENTRY:
            self.outcome = outcome

    def _take_stock(self) -> None:
        army = self.assumptions.army
        self.soldiers_need = (
            army.threshold
            + army.front_effect * (1 - self.front)
            + army.capacity_effect * self.capacity
            + army.protest_effect * self.protest
            + self.demoralised
            - army.loyalty_weight * self.allegiance
        )
        self.disloyal_below = army.disloyal + army.incitement * self.capacity - self.allegiance
        self.compliance = self.willing(self.soldiers_need)
        self.lowest_compliance = min(self.lowest_compliance, self.compliance)

    def _look_at_the_theatre(self) -> None:
        war = self.assumptions.theatre
        ground = war.ground[(self.assumptions.first_day + timedelta(weeks=self.week)).month - 1]
        force = self.contingent + war.belarusian_force * self.compliance
        self.prospects = logistic(
            war.base_prospects
            + math.log(1 + force / war.force_scale)
            + war.ground_effect * ground
            - war.border_effect * self.border_defence
            + war.hosting_effect * self.hosting
            + war.front_effect * (self.front - war.usual_front)
        )
        self.needed = compliance_needed(self.assumptions, self.prospects)

    def _answer_orders(self) -> None:
        if self.order == Outcome.NO_ENTRY:
            return
        army = self.assumptions.army
        part = called(army, self.order == Outcome.FULL_ENTRY)
        risky = self.soldiers_need + army.danger * (1 - self.prospects)
        obey, before = min(self.willing(risky), part) / part, 2.0
        while abs(obey - before) > 1e-9:
            before, asked = obey, risky + army.contagion * (1 - obey)
            obey = min(self.willing(asked), part) / part
        if obey >= army.enough:
            return self.end(self.order)
        self.failed_orders += 1
        men, asked = round(part * army.soldiers), risky + army.contagion * (1 - obey)
        if self.mutineers(men, asked, self.disloyal_below) > army.mutiny:
            return self.end(Outcome.MUTINY)
        self.lose_deserters(men, asked)
        self._live_with_a_failed_order()

    def _live_with_a_failed_order(self) -> None:
        s, his, mine = self.assumptions, self.putin, self.lukashenko
        full = self.order == Outcome.FULL_ENTRY
        defeat = s.regime.shaken_full if full else s.regime.shaken_limited
        self.defied = max(self.defied, defeat)
        self.demoralised = max(self.demoralised, s.army.demoralises)
        self.credit *= s.lukashenko.credit_after_failure
        mine.option, mine.asked, mine.error = int(Rung.POSTURE), True, -s.lukashenko.loyalty_bias
        his.alarmed, his.error = True, -s.putin.optimism

    def _drift(self) -> None:
        army = self.assumptions.army
        worn = (
            army.agitation_effect * self.agitation
            + army.pressure_effect * self.pressure
            + army.unrest_effect * self.protest
        )
        self.drift(
            army.training_effect * self.hosting - worn + self.random.gauss(0, army.common_spread)
        )
        self.demoralised *= 1 - within(army.recovers)
        self.allegiance = wandered(
            self.allegiance, self.random, army.common_loyalty, army.loyalty_lasts
        )

    def _go_into_the_street(self) -> None:
        public = self.assumptions.public
        crowd = public.crowd * max(self.protest, 1 / public.citizens)
        fear = public.risk_weight * within(public.arrest_rate * self.repression / crowd)
        conceded = public.hosting_offence * self.hosting + public.concession_offence * self.offence
        would = self.protesters(
            conceded, fear, public.threshold - public.company * self.protest - self.mobilisation
        )
        self.protest += within(public.gathers) * (would - self.protest)
        self.peak_protest = max(self.peak_protest, self.protest)
        back = public.repression_return * (public.repression - self.repression)
        self.repression = share(self.repression + back - public.repression_worn * self.protest)

    def _may_fall(self) -> None:
        s, luck = self.assumptions, self.random.random
        near = presence(s, self.contingent)
        if self.removal and luck() < within(removal(s, self.backing, self.credit, near)):
            self.end(Outcome.REPLACED)
        coup, uprising = hazards(
            s, self.backing, self.compliance, self.protest, self.capacity, near
        )
        if luck() < within(coup + s.regime.defiance * self.defied):
            self.end(Outcome.REPLACED)
        if luck() < within(uprising):
            self.end(Outcome.UPRISING)

    def _pass(self) -> None:
        s, war = self.assumptions, self.assumptions.theatre
        self.defied *= 1 - within(s.regime.defiance_fades)
        drawn = within(war.front_return) * (war.front_mean - self.front)
        self.front = share(self.front + drawn + self.random.gauss(0, war.front_spread))
        work = war.border_work + war.border_alarm * self.contingent / war.full_contingent
        self.border_defence += within(work) * (1 - self.border_defence)
        self.contingent *= 1 - within(war.rotation)
        self.putin.wander()
        self.lukashenko.wander()


def refuse(scenario: Scenario) -> None:
    """Raise ValueError where a scenario asks for what is written only in `sim`."""
    if (
        scenario.force
        or scenario.steps_per_week != 1
        or scenario.choice.rule != "quantal"
        or scenario.public.shocks
        or any(attrgetter(path)(scenario) for path in WEEKLY)
    ):
        raise ValueError("here all lives by whole weeks and quantal choice, and nothing is forced")
