"""Variants lived on the same luck: what became of each world of each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.engine.lots import Lot, cut, done
from experiments.findings.pairs import Pairs
from sim.estimates.intervals import Estimate, average, rate
from sim.laws.choice import in_order
from sim.machine.arrays import Bools, Floats
from sim.scenario import Scenario
from sim.simulation import simulate
from sim.world import ENTRIES, FALLS, NEVER

EVENTS = ("ultimatum", "entry", "failed", "fell")
FORESEEN = {"entry": ENTRIES, "fell": FALLS}  # endings; the others are counted


@dataclass(frozen=True)
class Became:
    """What became of the worlds of one scenario; arrays of shape (events, worlds)."""

    happened: Bools
    chances: Floats  # 0 or 1 where an event is counted

    @property
    def worlds(self) -> int:
        """How many worlds were lived."""
        return int(self.happened.shape[1])

    def estimate(self, event: str) -> Estimate:
        """How often the event comes about."""
        place = EVENTS.index(event)
        if event not in FORESEEN:
            return rate(int(self.happened[place].sum()), self.worlds)
        chances = self.chances[place]
        return average(float(chances.mean()), float(chances.var(ddof=1)), self.worlds)

    def less(self, other: Became, event: str) -> Estimate:
        """How much more often it does than in the same worlds of another scenario."""
        place, pairs = EVENTS.index(event), Pairs()
        pairs.add_drawn(self.happened[place], other.happened[place])
        pairs.add_chances(self.chances[place], other.chances[place])
        return pairs.difference


def lived(scenarios: Sequence[Scenario], worlds: int, seed: int, workers: int) -> list[Became]:
    """What becomes of so many worlds of every scenario, whatever the number of workers; raises
    Interrupted after Ctrl-C.
    """
    asked = [(number, *lot) for number in range(len(scenarios)) for lot in cut(worlds)]
    lots = [
        Lot(seen, (scenarios[number], first, some, seed), some) for number, first, some in asked
    ]
    parts: Mapping[int, list[Became]] = {number: [] for number in range(len(scenarios))}
    for (number, *_), part in zip(asked, done(lots, workers, "a look"), strict=True):
        parts[number].append(part)
    return [_joined(parts[number]) for number in parts]


def seen(scenario: Scenario, first: int, worlds: int, seed: int) -> Became:
    """What becomes of some worlds of a scenario."""
    found = simulate(scenario, worlds, seed, estimator="conditional", first_world=first).histories
    happened = {
        "ultimatum": found.ultimatum != NEVER,
        "failed": found.failed_orders > 0,
        **{event: np.isin(found.outcome, endings) for event, endings in FORESEEN.items()},
    }
    chances = {event: in_order(found.chances[list(ends)]) for event, ends in FORESEEN.items()}
    rows = [chances.get(event, happened[event].astype(float)) for event in EVENTS]
    return Became(np.array([happened[event] for event in EVENTS]), np.array(rows))


def _joined(parts: Sequence[Became]) -> Became:
    return Became(
        np.concatenate([part.happened for part in parts], axis=1),
        np.concatenate([part.chances for part in parts], axis=1),
    )
