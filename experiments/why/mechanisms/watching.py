"""Worlds watched on their way: what their leaders chose, weighed, believed and ordered.

Whatever is seen is added up, so that any number of batches in any order gives the same sums.
"""

from __future__ import annotations

import numpy as np

from experiments.why.first_answers import FirstAnswers
from experiments.why.mechanisms.sums import nothing
from sim.agents.minsk import entry_demanded
from sim.agents.moscow import Option
from sim.laws.choice import LEANING, Decision
from sim.machine.arrays import Floats, Whole
from sim.model import WarEntry
from sim.scenario import Scenario
from sim.world import ENTRIES, NEVER, Outcome, Rung, World

YEAR = 52  # weeks in which what happens is counted; what follows from it may take longer
STOOD = 8  # weeks for which an ultimatum has been refused when the danger is reckoned
_REMOVED = (Outcome.UPRISING, Outcome.REPLACED)


def watched(
    scenario: Scenario, first: int, worlds: int, seed: int, window: tuple[int, int] = (0, YEAR)
) -> dict[str, Floats]:
    """Sums over worlds first, first + 1, ... lived to the horizon; `window` holds the weeks from
    and before which an ultimatum that is issued counts as `issued`.
    """
    model = WarEntry(scenario, worlds=worlds, first_world=first, seed=seed, collect=False)
    eye = Eye(model, window)
    while model.running:
        eye.before()
        model.step()
        eye.after()
    found = eye.found()
    model.__dict__.clear()  # a Mesa model refers to itself
    return found


class Eye:
    """Watches a model from week to week."""

    def __init__(self, model: WarEntry, window: tuple[int, int]) -> None:
        self.model, self.window = model, window
        self.expects = FirstAnswers(model)
        self.span = 1 / model.assumptions.steps_per_week
        worlds = model.world.worlds
        self.first = int(model.world.number[0])
        self.sums = nothing(len(model.assumptions.lukashenko.weights))
        self.answered = np.full(worlds, np.inf)  # week of the first answer to an ultimatum
        self.projected = np.zeros(worlds)  # survival that he then expected of his answer
        self.refusing = np.zeros(worlds)  # weeks for which the ultimatum has stood refused
        self.stood = np.full(worlds, np.inf)  # week in which that had come to STOOD
        self.ended = np.full(worlds, np.inf)  # first ending: entry, or a fall of the regime
        self.fell = np.full(worlds, np.inf)  # week in which his rule ended, after entry or not
        self.outcome = np.zeros(worlds, dtype=np.int64)
        self.highest = np.zeros(worlds, dtype=np.int64)  # rung within the year
        self.ultimatum = np.zeros(worlds, dtype=bool)  # within the year
        self.failed = np.zeros(worlds, dtype=bool)  # an order, within the year
        self.issued = np.zeros(worlds, dtype=bool)  # an ultimatum, within the window

    def before(self) -> None:
        """Note how the worlds stand before a step."""
        world = self.model.world
        going_on = ~self.model.endings.over(world, last=False)
        self.now = self.model.lived * self.span
        self.putin, self.lukashenko = world.putin[going_on], world.lukashenko[going_on]

    def after(self) -> None:
        """See what the step has brought."""
        world = self.model.world
        here = (world.number - self.first).astype(np.int64)
        if self.now < YEAR:
            self._choices(world)
            self._year(world, here)
        self._window(world, here)
        if self.model.lukashenko.decision is not None:
            self._answers(world, here, self.model.lukashenko.decision)
        self._refusals(world, here)
        over = (world.ended != NEVER) & ~world.beyond
        self.ended[here[over]] = self.now
        self.outcome[here[over]] = world.outcome[over]
        self.fell[here[world.fell != NEVER]] = self.now

    def found(self) -> dict[str, Floats]:
        """All sums."""
        removed, horizon = np.isin(self.outcome, _REMOVED), self.model.lived * self.span
        first_year = self.ended < YEAR
        followed = np.isfinite(self.answered) & (self.answered + YEAR <= horizon)
        in_time = np.isfinite(self.stood) & (self.stood < YEAR)
        fell = self.fell < YEAR
        counts = {
            "worlds": np.ones(self.outcome.size, dtype=bool),
            "ultimatum": self.ultimatum,
            "posture": self.highest >= Rung.POSTURE,
            "failed_year": self.failed,
            "fell": fell,
            "mutinied": (self.outcome == Outcome.MUTINY) & first_year,
            "entered": np.isin(self.outcome, ENTRIES) & first_year,
            "issued": self.issued,
            "quiet": ~self.ultimatum,
            "fell_quietly": fell & ~self.ultimatum,
            "stood": in_time,
            "removed_after": in_time & removed & (self.ended <= self.stood + YEAR),
            "followed": followed,
            "lasted": followed & (self.fell > self.answered + YEAR),
        }
        counted = {name: np.array(float(marked.sum())) for name, marked in counts.items()}
        return (
            self.sums
            | counted
            | {
                "projected": np.array(self.projected[followed].sum()),
                "truly": np.array(self._by_the_true_army()[followed].sum()),
            }
        )

    def _by_the_true_army(self) -> Floats:
        """What he would have expected of his first answer had he known his army, shape (worlds,);
        what he did expect where he was held to it already.
        """
        expected = self.expects.found
        known = np.take_along_axis(expected.true, np.maximum(expected.choice, 0)[None], axis=0)[0]
        return np.where(np.isnan(known), self.projected, known)

    def _choices(self, world: World) -> None:
        """How long leaders stand by what they chose, up to the first ending."""
        counts = ~world.beyond
        for name, before in (("putin", self.putin), ("lukashenko", self.lukashenko)):
            chosen = getattr(world, name)
            self.sums[f"{name}_changes"] += (counts & (chosen != before)).sum()
            places = self.sums[f"{name}_weeks"].size
            self.sums[f"{name}_weeks"] += self.span * np.bincount(chosen[counts], minlength=places)

    def _year(self, world: World, here: Whole) -> None:
        """What has come so far, up to the first ending: what follows entry is another story."""
        counts = ~world.beyond
        self.highest[here[counts]] = world.highest_rung[counts]
        self.ultimatum[here] |= counts & (world.putin == Option.ULTIMATUM)
        over, mutinied = world.ended != NEVER, world.outcome == Outcome.MUTINY
        for place, entry in enumerate(ENTRIES):
            ordered = counts & (world.order == entry)
            held = ordered & over & np.isin(world.outcome, ENTRIES)
            mutiny = ordered & over & mutinied
            answers = (held, ordered & ~held & ~mutiny, mutiny)
            self.sums["orders"][place] += [each.sum() for each in answers]
            self.failed[here[ordered & ~held]] = True

    def _window(self, world: World, here: Whole) -> None:
        first, after = self.window
        if first <= self.now < after:
            new = (world.putin == Option.ULTIMATUM) & (self.putin != Option.ULTIMATUM)
            self.issued[here[new & ~world.beyond]] = True

    def _answers(self, world: World, here: Whole, decision: Decision) -> None:
        """What pulled towards entry and what held back when an ultimatum was first answered."""
        scenario, places = self.model.assumptions, decision.places
        demanded = entry_demanded(world.demand[places], scenario.lukashenko)
        new = np.flatnonzero(demanded & np.isinf(self.answered[here[places]]))
        if new.size == 0:
            return
        who = here[places[new]]
        self.answered[who] = self.now
        foretold = decision.judgement.foretold["survival"]
        self.projected[who] = foretold[decision.choice[new], new]
        if self.now < YEAR:
            self._pulls(decision, new)

    def _pulls(self, decision: Decision, new: Whole) -> None:
        shape = decision.probability.shape
        contributions = np.array(
            [
                np.broadcast_to(part, shape)[:, new]
                for name, part in decision.judgement.contributions().items()
                if name != LEANING
            ]
        )
        below = contributions.sum(axis=0)[: Rung.LIMITED_ENTRY].argmax(axis=0)
        best = np.take_along_axis(contributions, below[None, None], axis=1)[:, 0]
        pull = contributions[:, Rung.LIMITED_ENTRY] - best
        self.sums["answers"] += new.size
        self.sums["pull"] += pull.sum(axis=1)
        self.sums["pull_squared"] += (pull**2).sum(axis=1)
        self.sums["pull_size"] += np.abs(pull).sum(axis=1)
        self.sums["pull_positive"] += (pull > 0).sum(axis=1)

    def _refusals(self, world: World, here: Whole) -> None:
        stands = (world.putin == Option.ULTIMATUM) & world.refused & (world.ended == NEVER)
        self.refusing[here] = np.where(stands, self.refusing[here] + self.span, 0.0)
        self.stood[here] = np.where(
            np.isinf(self.stood[here]) & (self.refusing[here] >= STOOD), self.now, self.stood[here]
        )
