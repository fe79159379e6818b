"""What Lukashenko expects of each rung, in plain Python: the laws of the week run forward in
expectation, with Putin answering by his own rule.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from benchmarks.plain_laws import (
    NORMAL,
    appeased,
    blurred,
    earned,
    hazards,
    lived_down,
    moscow,
    presence,
    quantal,
    removal,
    share,
    spent,
    spread_of_will,
    within,
)
from sim.world import Rung

OPTIONS = range(5)
ULTIMATUM, REPLACE = 3, 4


class Path:
    """A rung that he keeps to, and what becomes of his rule on it."""

    def __init__(self, w: Any, rung: int, pressure: float, believed: float, failed: bool) -> None:
        self.w, self.s, self.rung, self.below = w, w.assumptions, rung, rung < Rung.LIMITED_ENTRY
        mine, s = self.s.lukashenko, self.s
        self.backing, self.credit, self.spurned = w.backing, w.credit, w.spurned
        self.troops, self.felt, willing = w.contingent, pressure, believed
        if not self.below:
            self.backing += mine.restores * mine.appeases[rung] * (1 - w.backing)
        if failed:
            self.credit *= mine.credit_after_failure
            likely = min(max(min(believed, w.needed[0]), 1e-6), 1 - 1e-6)
            lost = s.army.demoralises / spread_of_will(s.army)
            willing = NORMAL.cdf(NORMAL.inv_cdf(likely) - lost)
        loss = mine.strain if self.below else mine.losses * (1 - w.prospects)
        self.compliance = share(willing - loss * mine.strains[rung])
        self.street = share(w.protest + mine.outrage * mine.offends[rung] * w.opposed)
        self.precision = blurred(s.putin.rationality, s.putin.leaning)
        self.standing = w.putin.option
        self.chances = [float(option == self.standing) for option in OPTIONS]

    def survival(self) -> float:
        """Chance of still being in power at the horizon."""
        horizon, lasts = self.s.lukashenko.horizon, self.s.putin.leaning_lasts
        edges = [horizon * (i / 6) ** 1.5 for i in range(7)]
        likely = quantal(self._utilities(), self.precision)[self.standing]
        revealed = -math.log(max(likely, 1e-9)) / self.precision
        hazard, danger = 0.0, self._danger()
        for begin, end in pairwise(edges):
            private = revealed * math.exp(-(begin + end) / 2 / lasts)
            self._go_on(end - begin, private)
            before, danger = danger, self._danger()
            hazard += (end - begin) * (before + danger) / 2
        return math.exp(-hazard)

    def _utilities(self) -> list[float]:
        w, asked = self.w, self._mean(self.chances, self.s.putin.demands)
        return moscow(
            self.s, w.resolve, w.front, w.prospects, w.putin.hope, self.felt, self.backing,
            self.credit, self.spurned, presence(self.s, self.troops), asked,
        )  # fmt: skip

    def _danger(self) -> float:
        near = presence(self.s, self.troops)
        lost = sum(
            hazards(self.s, self.backing, self.compliance, self.street, self.w.capacity, near)
        )
        if self.below:
            lost += self.chances[REPLACE] * removal(self.s, self.backing, self.credit, near)
        return lost

    def _go_on(self, weeks: float, private: float) -> None:
        k, mine, rotation = self.s.putin, self.s.lukashenko, self.s.theatre.rotation
        utilities = self._utilities()
        utilities[self.standing] += private
        mood, before = quantal(utilities, self.precision), self.chances
        stays = [
            chance * math.exp(-weeks * (k.reconsiders + k.impatience * (option == ULTIMATUM)))
            for option, chance in enumerate(before)
        ]
        moved = 1 - sum(stays)
        self.chances = [stay + moved * chance for stay, chance in zip(stays, mood, strict=True)]
        on_average = [(a + b) / 2 for a, b in zip(before, self.chances, strict=True)]
        asked, met = self._mean(on_average, k.demands), appeased(self.s, self.rung, self.credit)
        gain = 0.0
        if self.below:
            gain = k.accommodation * on_average[0] + sum(
                chance * earned(self.s, met, demand, self.felt)
                for chance, demand in zip(on_average, k.demands, strict=True)
            )
        home = math.exp(-mine.backing_return * weeks)
        grown = gain * (1 - home) / mine.backing_return
        self.backing = share(mine.backing + (self.backing - mine.backing) * home + grown)
        cost = spent(self.s, self.rung, asked, self.felt, self.credit)
        self.credit = share(self.credit - weeks * cost)
        threatened = weeks * on_average[ULTIMATUM]
        worn = 1 - (1 - self.spurned) * math.exp(-k.learns * threatened)
        self.spurned = worn * math.exp(-k.forgives * (weeks - threatened))
        sent = self._mean(on_average, k.deploys) * within(rotation, weeks) / rotation
        there = self.troops * math.exp(-rotation * weeks) + sent
        self.troops = min(max(there, 0), self.s.theatre.most_contingent)
        near = presence(self.s, self.troops) - self.s.regime.usual_presence
        leaning = self.w.resolve + self._mean(on_average, k.leans) + k.presence * near
        self.felt += within(k.felt_speed, weeks) * (share(leaning) - self.felt)

    @staticmethod
    def _mean(chances: list[float], values: tuple[float, ...]) -> float:
        return sum(chance * value for chance, value in zip(chances, values, strict=True))


def survival(w: Any, pressure: float, believed: float, uncertainty: float) -> list[float]:
    """Chance, as he sees it, of being in power at his horizon on each rung."""
    s = w.assumptions
    rungs = [Path(w, rung, pressure, believed, False).survival() for rung in range(7)]
    failed = Path(w, int(Rung.POSTURE), pressure, believed, True).survival()
    shaken = (s.regime.shaken_limited, s.regime.shaken_full)
    for rung, needed, defeat in zip((5, 6), w.needed, shaken, strict=True):
        holds = NORMAL.cdf((believed - needed) / uncertainty)
        worn = believed - s.lukashenko.wears * (1 - w.prospects)
        lasts = NORMAL.cdf((worn - needed) / uncertainty) / max(holds, 1e-9)
        faithful = 1 - s.lukashenko.turning
        collapsed = faithful * lived_down(s, s.regime.shaken_collapse)
        stays = rungs[rung] * (lasts + (1 - lasts) * collapsed)
        rungs[rung] = holds * stays + (1 - holds) * faithful * lived_down(s, defeat) * failed
    return [each * lived_down(s, w.defied) for each in rungs]
