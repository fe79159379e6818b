"""The law once more, in plain Python for one world at a time: what the Mesa models of
this folder share.

Written apart from `sim`, with luck of its own, so that it checks ours; only the parameters come
from `Scenario`. A model of its own kind says how its people are kept: how many are willing, who
would mutiny, how morale drifts, who protests.
"""

from __future__ import annotations

import math
from datetime import timedelta

import mesa
from mesa.datacollection import DataCollector

from benchmarks.plain_leaders import Lukashenko, Opposition, Putin, logistic, share, weekly_hazard
from sim import Outcome, Scenario
from sim.laws.pressure import course

REPORTED = (
    "outcome",
    "highest_rung",
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
        self.assumptions = scenario or Scenario()
        s = self.assumptions
        self.week, self.resolve = 0, course(s.pressure, s.first_day, s.weeks)
        self.front, self.border_defence, self.hosting = (
            s.theatre.front,
            s.theatre.border_defence,
            s.theatre.hosting,
        )
        self.contingent, self.pressure = s.theatre.contingent, s.pressure.level
        self.credit, self.backing = s.lukashenko.credit, s.lukashenko.backing
        self.capacity, self.repression, self.protest = (
            s.opposition.capacity,
            s.public.repression,
            s.public.protest,
        )
        self.outcome, self.highest_rung, self.failed_orders = Outcome.NO_ENTRY, 0, 0
        self.lowest_compliance, self.peak_protest = 1.0, self.protest
        self.putin, self.lukashenko, self.opposition = (
            Putin(self),
            Lukashenko(self),
            Opposition(self),
        )
        self.opposed = self.populate()
        self.datacollector = DataCollector(model_reporters={name: name for name in REPORTED})

    def populate(self) -> float:
        """Make the people; the share of citizens opposed."""
        raise NotImplementedError

    def willing(self, needed: float) -> float:
        """Share of the army whose morale and loyalty exceed what is needed."""
        raise NotImplementedError

    def mutineers(self, called: float, obey: float, line: float) -> float:
        """Share of the called-up who refuse and are less loyal than the line."""
        raise NotImplementedError

    def drift(self, change: float) -> None:
        """A week passes in the army."""
        raise NotImplementedError

    def protesters(self, conceded: float, fear: float, needed: float) -> float:
        """Share of citizens in the street."""
        raise NotImplementedError

    def step(self) -> None:
        """One week, in the order of play of the model."""
        self.compliance = self.willing(self.soldiers_need())
        self.lowest_compliance = min(self.lowest_compliance, self.compliance)
        self._look_at_the_theatre()
        self.putin.step(float(self.resolve[self.week]))
        self.lukashenko.step()
        self.opposition.step()
        self._answer_orders()
        self._drift()
        self._go_into_the_street()
        self._may_fall()
        self._move_the_front()
        self.week += 1
        self.running = self.outcome == Outcome.NO_ENTRY and self.week < self.assumptions.weeks
        self.datacollector.collect(self)

    def soldiers_need(self) -> float:
        """Morale and loyalty it takes to obey today."""
        army = self.assumptions.army
        against = (
            army.front_effect * (1 - self.front)
            + army.capacity_effect * self.capacity
            + army.protest_effect * self.protest
        )
        return army.threshold + against

    def end(self, outcome: Outcome) -> None:
        """The first ending counts."""
        if self.outcome == Outcome.NO_ENTRY:
            self.outcome = outcome

    def _look_at_the_theatre(self) -> None:
        war = self.assumptions.theatre
        ground = war.ground[(self.assumptions.first_day + timedelta(weeks=self.week)).month - 1]
        force = math.log(
            1 + (self.contingent + war.belarusian_force * self.compliance) / war.force_scale
        )
        odds = (
            war.base_prospects
            + force
            + war.ground_effect * ground
            - war.border_effect * self.border_defence
        )
        self.prospects = logistic(
            odds
            + war.hosting_effect * self.hosting
            + war.front_effect * (self.front - war.usual_front)
        )

    def _answer_orders(self) -> None:
        if self.order == Outcome.NO_ENTRY:
            return
        army, called = self.assumptions.army, 1.0
        if self.order == Outcome.LIMITED_ENTRY:
            called = self.assumptions.army.called_limited
        risky = self.soldiers_need() + army.danger * (1 - self.prospects)
        obey, before = min(self.willing(risky), called) / called, -1.0
        while obey != before:
            before, obey = (
                obey,
                min(self.willing(risky + army.contagion * (1 - obey)), called) / called,
            )
        if obey >= army.enough:
            return self.end(self.order)
        if (
            self.mutineers(called, obey, army.disloyal + army.incitement * self.capacity)
            > army.mutiny
        ):
            self.end(Outcome.MUTINY)
        self.failed_orders += 1
        self.credit *= self.assumptions.lukashenko.credit_after_failure

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

    def _go_into_the_street(self) -> None:
        public = self.assumptions.public
        crowd = public.crowd * max(self.protest, 1 / public.citizens)
        fear = public.risk_weight * (1 - math.exp(-public.arrest_rate * self.repression / crowd))
        seen = self.offence if self.offence > public.quiet else 0
        conceded = public.hosting_offence * self.hosting + public.concession_offence * seen
        self.protest = self.protesters(
            conceded, fear, public.threshold - public.company * self.protest - self.mobilisation
        )
        self.peak_protest = max(self.peak_protest, self.protest)
        recovered = self.repression + public.repression_return * (
            public.repression - self.repression
        )
        self.repression = share(recovered - public.repression_worn * self.protest)

    def _may_fall(self) -> None:
        luck, ruler, regime = (
            self.random.random,
            self.assumptions.lukashenko,
            self.assumptions.regime,
        )
        if self.removal and luck() < regime.replacement * ruler.dependence * (1 - self.backing) * (
            1 - regime.credit_protects * self.credit
        ):
            self.end(Outcome.REPLACED)
        coup, uprising = weekly_hazard(
            self.assumptions, self.backing, self.compliance, self.protest, self.capacity
        )
        if luck() < 1 - math.exp(-coup):
            self.end(Outcome.REPLACED)
        if luck() < 1 - math.exp(-uprising):
            self.end(Outcome.UPRISING)

    def _move_the_front(self) -> None:
        war = self.assumptions.theatre
        work = war.border_work + war.border_alarm * self.contingent / war.full_contingent
        self.front = share(
            self.front
            + war.front_return * (war.front_mean - self.front)
            + self.random.gauss(0, war.front_spread)
        )
        self.contingent *= 1 - war.rotation
        self.border_defence = share(self.border_defence + work * (1 - self.border_defence))
