"""A leader's reconsideration as he saw it: what woke him, what he weighed, what he then did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.agents.leader import Leader
from sim.laws.choice import Decision
from sim.machine.arrays import Floats
from sim.model import WarEntry
from sim.world import ENTRY_RUNGS

UNLIKELY = 0.10  # a chance below which a choice is called unlikely


@dataclass(frozen=True)
class Thought:
    """One reconsideration in one world."""

    who: str  # putin, lukashenko or opposition
    decision: Decision
    woken: str  # the largest term of the rate at which he reconsiders
    asked_by: tuple[str, ...]  # what Lukashenko had not answered yet: ultimatum, course, failure
    under_ultimatum: bool  # whether one stands as he thinks
    moved: Mapping[str, tuple[float, float]]  # front and resolve as Putin saw them last, and now
    abroad: bool  # whether an expedition is in Ukraine as he thinks
    first_abroad: bool  # whether Lukashenko thinks of it for the first time
    alarmed_by: str  # what the army did to Putin last: failure, recalled, broke

    @property
    def before(self) -> str:
        """What he stood by until then."""
        return self._name(int(self.decision.standing[0]))

    @property
    def after(self) -> str:
        """What he chose."""
        return self._name(self.option)

    @property
    def option(self) -> int:
        """The same, by number."""
        return int(self.decision.choice[0])

    @property
    def changed(self) -> bool:
        """Whether he turned to something else."""
        return self.before != self.after

    @cached_property
    def chances(self) -> Floats:
        """How likely each option was, had nothing been forced, shape (options,)."""
        chances: Floats = self.decision.judgement.probability()[:, 0]
        return chances

    @property
    def chance(self) -> float:
        """How likely his choice was, had nothing been forced."""
        return float(self.chances[self.option])

    @property
    def near_crossing(self) -> float:
        """How likely he was to cross the line of war: to order entry, or call his troops home."""
        if self.who != "lukashenko":
            return 0.0
        war = float(sum(self.chances[rung] for rung in ENTRY_RUNGS))
        return 1 - war if self.abroad else war

    @property
    def crossed(self) -> bool:
        """Whether he did cross it."""
        return self.who == "lukashenko" and (self.option in ENTRY_RUNGS) != self.abroad

    @property
    def forced(self) -> bool:
        """Whether it was forced on him."""
        return bool(self.decision.probability[self.option, 0] > self.chance)

    @property
    def unlikely(self) -> bool:
        """Whether he seldom chooses so when he sees things so."""
        return not self.forced and self.chance < UNLIKELY

    @property
    def runner_up(self) -> tuple[str, float] | None:
        """The best of the options that he could have chosen and did not, and its chance."""
        rival = self._rival
        return None if rival is None else (self._name(rival), float(self.chances[rival]))

    def reasons(self) -> dict[str, float]:
        """What each incentive adds to his choice beyond the runner-up, the strongest first."""
        rival = self._rival
        spoke = {
            name: float(part[self.option] - part[self.option if rival is None else rival])
            for name, part in self._contributions.items()
        }
        return dict(sorted(spoke.items(), key=lambda item: -abs(item[1])))

    def survival(self) -> dict[str, float]:
        """How likely Lukashenko thinks it that he is in power at his horizon: with what he chooses,
        and with the best on the other side of the line of war, where that is open to him.
        """
        foretold = self.decision.judgement.foretold["survival"][:, 0]
        enters = self.option in ENTRY_RUNGS
        opened = np.flatnonzero(~self._closed).tolist()
        others = [rung for rung in opened if (rung in ENTRY_RUNGS) != enters]
        best = sorted(others, key=lambda rung: -float(foretold[rung]))[:1]
        return {self._name(rung): float(foretold[rung]) for rung in (self.option, *best)}

    def order_holds(self, rung: str) -> float:
        """How likely he thinks it that the army would carry out an order to an entry rung."""
        place = [each.name.lower() for each in ENTRY_RUNGS].index(rung)
        return float(self.decision.judgement.belief[place, 0])

    @cached_property
    def _rival(self) -> int | None:
        barred = self._closed.copy()
        barred[self.option] = True
        if barred.all():
            return None
        utility = sum(self._contributions.values())
        return int(np.where(barred, -np.inf, utility).argmax())

    @cached_property
    def _contributions(self) -> dict[str, Floats]:
        parts = self.decision.judgement.contributions()
        return {name: self._each(part) for name, part in parts.items()}

    @property
    def _closed(self) -> Any:
        """Which options were off the table, shape (options,)."""
        closed = self.decision.judgement.closed
        return self._each(False if closed is None else closed)

    def _each(self, part: Any) -> Any:
        return np.broadcast_to(part, self.decision.probability.shape)[:, 0]

    def _name(self, option: int) -> str:
        return str(self.decision.options(option).name.lower())


class Thoughts:
    """The thoughts of a world's leaders, step by step, and what led to each."""

    def __init__(self, model: WarEntry) -> None:
        self.model = model
        self.asked_by: tuple[str, ...] = ()  # what Lukashenko has not answered yet
        self.alarmed_by, self.weighed_abroad = "", False
        self.begin()

    def begin(self) -> None:
        """Before a step: what Putin saw last, and whether an expedition is there."""
        self.seen, self.abroad = self._seen(), bool(self.model.world.serving[0] > 0)

    def had(self, blow: str) -> Iterator[Thought]:
        """After a step: who thought again in it, in the order in which they act; then came a blow:
        failure, recalled, broke, mutinied, or none.
        """
        yield from self._of("putin")
        decision = self.model.putin.decision
        if decision is not None and decision.choice[0] != decision.standing[0]:
            ultimatum = decision.options(int(decision.choice[0])).name == "ULTIMATUM"
            self.asked_by += ("ultimatum" if ultimatum else "course",)
        yield from self._of("lukashenko")
        if self.model.lukashenko.decision is not None:
            self.asked_by, self.weighed_abroad = (), self.abroad
        if blow in ("failure", "broke"):
            self.asked_by += (blow,)
        if blow:
            self.alarmed_by, self.weighed_abroad = blow, False
        yield from self._of("opposition")

    def _of(self, who: str) -> Iterator[Thought]:
        leader: Leader = getattr(self.model, who)
        if leader.decision is None:
            return
        waking = leader.decision.waking.items()
        terms = {name: float(np.ravel(np.asarray(term))[0]) for name, term in waking}
        now = self._seen()
        yield Thought(
            who=who,
            decision=leader.decision,
            woken=max(terms, key=lambda name: terms[name]),
            asked_by=self.asked_by if who == "lukashenko" else (),
            under_ultimatum=terms.get("ultimatum", 0.0) > 0,
            moved={name: (self.seen[name], now[name]) for name in now},
            abroad=self.abroad,
            first_abroad=who == "lukashenko" and self.abroad and not self.weighed_abroad,
            alarmed_by=self.alarmed_by,
        )

    def _seen(self) -> dict[str, float]:
        world = self.model.world
        return {"front": float(world.seen_front[0]), "resolve": float(world.seen_resolve[0])}
