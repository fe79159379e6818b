"""Putin, Lukashenko and the opposition as ordinary Mesa agents in plain Python, one world at a
time: each stands by an option until he reconsiders.
"""

from __future__ import annotations

from typing import Any, ClassVar

import mesa

from benchmarks.plain_laws import (
    NORMAL,
    appeased,
    blurred,
    earned,
    moscow,
    presence,
    quantal,
    share,
    spent,
    wandered,
    within,
)
from benchmarks.plain_projection import REPLACE, ULTIMATUM, survival
from sim import Outcome
from sim.world import Rung

HOLD, AGITATE, MOBILISE, SABOTAGE = 1, 1, 2, 3
ORDERS = {Rung.LIMITED_ENTRY: Outcome.LIMITED_ENTRY, Rung.FULL_ENTRY: Outcome.FULL_ENTRY}


class Leader(mesa.Agent):
    """Stands by an option; has private reasons and misjudges the army, both for a while."""

    options: ClassVar[int]

    def __init__(self, model: Any, mine: Any, option: int) -> None:
        super().__init__(model)
        self.mine, self.option, random = mine, option, model.random
        self.leaning = [random.gauss(0, mine.leaning) for _ in range(self.options)]
        self.error = random.gauss(0, mine.uncertainty)

    def wakes(self, rate: float) -> bool:
        return self.model.random.random() < within(rate)

    def pick(self, utilities: list[float]) -> int:
        """An option by quantal response, with what he privately leans to."""
        felt = [u + leaning for u, leaning in zip(utilities, self.leaning, strict=False)]
        chances = quantal(felt, self.mine.rationality)
        return self.model.random.choices(range(len(chances)), chances)[0]

    def wander(self) -> None:
        """A week passes."""
        random, mine = self.model.random, self.mine
        self.leaning = [
            wandered(each, random, mine.leaning, mine.leaning_lasts) for each in self.leaning
        ]
        self.error = wandered(self.error, random, mine.uncertainty, mine.misjudgement_lasts)


class Putin(Leader):
    """Leans on Minsk."""

    options = 5

    def __init__(self, model: Any) -> None:
        super().__init__(model, model.assumptions.putin, HOLD)
        self.hope, self.alarmed, self.ultimatum = (0.0, 1.0, 0.0), False, -1
        self.seen_resolve, self.seen_front = model.resolve, model.front

    def step(self) -> None:
        w, mine = self.model, self.mine
        moved = abs(w.resolve - self.seen_resolve) + abs(w.front - self.seen_front)
        rate = mine.reconsiders + mine.attention * moved + mine.answers * self.alarmed
        if self.option == ULTIMATUM and w.lukashenko.refused:
            rate += mine.impatience
        if self.wakes(rate):
            self._reconsider()
        self._lean()

    def _reconsider(self) -> None:
        w, mine = self.model, self.mine
        self.hope = self._hope()
        utilities = moscow(
            w.assumptions, w.resolve, w.front, w.prospects, self.hope, w.pressure, w.backing,
            w.credit, w.spurned, presence(w.assumptions, w.contingent), mine.demands[self.option],
        )  # fmt: skip
        before, self.option = self.option, self.pick(utilities)
        self.alarmed, self.seen_resolve, self.seen_front = False, w.resolve, w.front
        if self.option != before:
            w.lukashenko.asked, w.lukashenko.refused = True, False

    def _hope(self) -> tuple[float, float, float]:
        """Chances of relief, of refusal and of an order that fails if he were to issue an
        ultimatum.
        """
        w, mine, standing = self.model, self.mine, self.option
        estimate = share(w.compliance + mine.optimism + self.error)
        self.option = ULTIMATUM  # he imagines that it stands
        pressure = share(w.pressure + mine.leverage)
        *_, limited, full = w.lukashenko.guessed(mine.demands[ULTIMATUM], pressure, estimate)
        self.option = standing
        some, all_ = (NORMAL.cdf((estimate - needed) / mine.uncertainty) for needed in w.needed)
        return (
            full * all_ + mine.limited_worth * limited * some,
            1 - limited - full,
            full * (1 - all_) + limited * (1 - some),
        )

    def _lean(self) -> None:
        w, s, mine, option = self.model, self.model.assumptions, self.mine, self.option
        near = presence(s, w.contingent) - s.regime.usual_presence
        leaning = share(w.resolve + mine.leans[option] + mine.presence * near)
        w.demand, w.removal = mine.demands[option], option == REPLACE
        w.pressure += within(mine.felt_speed) * (leaning - w.pressure)
        w.contingent = min(max(w.contingent + mine.deploys[option], 0), s.theatre.most_contingent)
        if option == 0:
            w.backing = share(w.backing + mine.accommodation)
        if option == ULTIMATUM and self.ultimatum < 0:
            self.ultimatum = w.week


class Lukashenko(Leader):
    """Answers on the ladder of concessions."""

    options = 7

    def __init__(self, model: Any) -> None:
        super().__init__(model, model.assumptions.lukashenko, int(Rung.HOST))
        self.asked, self.refused, self.weeks = False, False, [0] * 7

    def step(self) -> None:
        w, mine, threatened = self.model, self.mine, self.model.putin.option == ULTIMATUM
        w.order = Outcome.NO_ENTRY
        if self.wakes(mine.reconsiders + mine.answers * self.asked + mine.urgency * threatened):
            believed = share(w.compliance + mine.loyalty_bias + self.error)
            self.option = self.pick(self._utilities(w.demand, w.pressure, believed))
            w.order = ORDERS.get(Rung(self.option), Outcome.NO_ENTRY)
            self.asked = False
            if self._open(w.demand) == 7 and w.order == Outcome.NO_ENTRY:
                self.refused = True
        self.weeks[self.option] += 1
        w.highest_rung = max(w.highest_rung, self.option)
        self._wear_out_the_threat()
        self._pay()

    def guessed(self, demand: float, pressure: float, believed: float) -> list[float]:
        """Chance of each rung as others guess it, who do not know what he leans to."""
        utilities = self._utilities(demand, pressure, believed)
        chances = quantal(utilities, blurred(self.mine.rationality, self.mine.leaning))
        return chances + [0.0] * (7 - len(chances))

    def _open(self, demand: float) -> int:
        """How many rungs are on the table: entry only where no less is asked."""
        return 7 if demand >= self.mine.appeases[Rung.LIMITED_ENTRY] else int(Rung.LIMITED_ENTRY)

    def _utilities(self, demand: float, pressure: float, believed: float) -> list[float]:
        w, mine, utilities = self.model, self.mine, []
        alive = survival(w, pressure, believed, mine.uncertainty)
        for rung in range(self._open(demand)):
            met = appeased(w.assumptions, rung, w.credit)
            rewarded = met - mine.shortfall_price * max(demand - met, 0)
            endangered = mine.preservation - mine.success_spares * w.prospects
            moved = abs(mine.appeases[rung] - mine.appeases[self.option])
            utilities.append(
                mine.survival * alive[rung]
                - mine.sovereignty * mine.costs_sovereignty[rung]
                - mine.army * mine.strains[rung] * endangered
                - mine.support * mine.offends[rung] * w.opposed
                + mine.rewards * mine.dependence * pressure * rewarded
                - mine.west * mine.offends[rung]
                - mine.continuity * moved
            )
        return utilities

    def _wear_out_the_threat(self) -> None:
        w, his = self.model, self.model.assumptions.putin
        if w.putin.option == ULTIMATUM and self.refused:
            w.spurned += within(his.learns) * (1 - w.spurned)
        else:
            w.spurned *= 1 - within(his.forgives)

    def _pay(self) -> None:
        w, s, mine, rung = self.model, self.model.assumptions, self.mine, self.option
        gain = earned(s, appeased(s, rung, w.credit), w.demand, w.pressure)
        cost = spent(s, rung, w.demand, w.pressure, w.credit)
        w.backing = share(w.backing + gain + mine.backing_return * (mine.backing - w.backing))
        w.credit = share(w.credit - cost)
        if rung == Rung.HOST:
            w.hosting = share(w.hosting + mine.hosting_gained)
        elif rung <= Rung.STALL:
            w.hosting = share(w.hosting - mine.hosting_lost)
        noticed = mine.offends[rung] if mine.offends[rung] > s.public.quiet else 0
        w.offence = max(noticed, w.offence * (1 - within(s.public.forgets)))


class Opposition(mesa.Agent):
    """Organises, agitates, mobilises, sabotages."""

    def __init__(self, model: Any) -> None:
        super().__init__(model)
        self.option = 0

    def step(self) -> None:
        w, mine, random = self.model, self.model.assumptions.opposition, self.model.random
        if random.random() < within(mine.reconsiders):
            chances = quantal(self._utilities(w, mine), mine.rationality)
            self.option = random.choices(range(4), chances)[0]
        tactic = self.option
        w.agitation = w.capacity if tactic == AGITATE else 0.0
        w.mobilisation = mine.mobilising * w.capacity if tactic == MOBILISE else 0.0
        w.hosting = share(w.hosting - (mine.sabotage * w.capacity if tactic == SABOTAGE else 0.0))
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
