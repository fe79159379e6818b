"""One world, lived again and written down step by step: who thought again, what he weighed, what
moved, and how it ended. Nothing here is words yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from experiments.why.tales.thoughts import Thought, Thoughts
from sim.agents.moscow import Option
from sim.machine.arrays import Whole
from sim.model import WarEntry
from sim.scenario import Scenario
from sim.world import ENTRIES, ENTRY_RUNGS, NEVER, Block, Fate, Outcome, Rung

WHO = ("putin", "lukashenko", "opposition")
STATE = (
    "front", "pressure", "backing", "credit", "contingent", "compliance", "protest", "serving",
    "toll", "mourning",
)  # fmt: skip
_ENTRY_NAMES = {int(each): each.name.lower() for each in ENTRIES}
ENTERED = frozenset(_ENTRY_NAMES.values())  # outcomes


@dataclass(frozen=True)
class Order:
    """An order to enter, and what the army made of it."""

    rung: str
    needed: float  # the compliance it takes, as leaders reckon
    holds: bool
    mutiny: bool


@dataclass(frozen=True)
class Homecoming:
    """How an expedition ended."""

    how: str  # recalled, broke or mutinied
    weeks: int  # that it lasted
    served: float  # share of those called up who served, the last time that was seen
    asked_again: bool  # whether Moscow asks again for what it met


@dataclass(frozen=True)
class Moment:
    """A week, or half of one."""

    week: int
    half: int | None  # which half of the week, 0 or 1; None where weeks are lived whole
    day: date
    stands: Mapping[str, str]  # what each leader stood by in it
    state: Mapping[str, float]
    needed: float  # the compliance that limited entry takes, as leaders reckon
    thoughts: tuple[Thought, ...]  # of those who reconsidered
    order: Order | None
    home: Homecoming | None  # where an expedition ended in it
    ending: str  # the outcome where the world's came in it, else nothing
    fall: str  # the fate where his rule ended in it, else nothing
    entry_demanded: bool


@dataclass(frozen=True)
class Chronicle:
    """A world from its first week to its last."""

    scenario: Scenario
    moments: tuple[Moment, ...]
    weeks: int  # lived
    outcome: str
    fate: str  # what became of his rule by the end
    blocked: str  # what blocked entry, as things stood last

    @property
    def ended(self) -> Moment | None:
        """The moment in which the outcome came, if one came before the horizon."""
        return next((each for each in self.moments if each.ending), None)

    @property
    def entered(self) -> Moment | None:
        """The moment in which Belarus entered the war, if it did."""
        first = self.ended
        return first if first is not None and first.ending in ENTERED else None

    @property
    def fell(self) -> Moment | None:
        """The moment in which his rule ended, if it did."""
        return next((each for each in self.moments if each.fall), None)

    @property
    def homecomings(self) -> list[Moment]:
        """The moments in which an expedition ended."""
        return [each for each in self.moments if each.home]

    @property
    def ultimatums(self) -> list[Moment]:
        """The moments in which an ultimatum stood."""
        return [each for each in self.moments if each.stands["putin"] == "ultimatum"]

    @property
    def failures(self) -> list[Moment]:
        """The moments in which an order to enter was not carried out."""
        return [each for each in self.moments if each.order and not each.order.holds]


def lived(scenario: Scenario, seed: int, world: int) -> Chronicle:
    """The chronicle of a world, by its number, to the end of his rule or to the horizon."""
    model = WarEntry(scenario, worlds=1, first_world=world, seed=seed, collect=False)
    moments = tuple(_moments(model))
    return Chronicle(
        scenario=scenario,
        moments=moments,
        weeks=model.week,
        outcome=Outcome(int(model.world.outcome[0])).name.lower(),
        fate=Fate(int(model.world.fate[0])).name.lower(),
        blocked=Block(int(model.world.blocked[0])).name.lower(),
    )


def _moments(model: WarEntry) -> Iterator[Moment]:
    thoughts, steps, sent = Thoughts(model), model.assumptions.steps_per_week, 0
    while model.running:
        week, half = divmod(model.lived, steps)
        day = model.assumptions.first_day + timedelta(weeks=model.lived / steps)
        failed, ended = int(model.world.failed_orders[0]), int(model.world.ended[0])
        served = float(model.world.serving[0])
        thoughts.begin()
        model.step()
        world, order = model.world, _order(model, failed)
        sent = sent if served else week
        home = _home(model, order, served, week - sent)
        yield Moment(
            week=week,
            half=half if steps > 1 else None,
            day=day,
            stands=_stands(model),
            state={name: float(getattr(world, name)[0]) for name in STATE},
            needed=float(world.needed[0, 0]),
            thoughts=tuple(thoughts.had(_blow(order, home))),
            order=order,
            home=home,
            ending=_named(Outcome, world.outcome) if ended != int(world.ended[0]) else "",
            fall=_named(Fate, world.fate) if int(world.fell[0]) != NEVER else "",
            entry_demanded=_entry_demanded(model),
        )


def _named(kind: type[IntEnum], value: Whole) -> str:
    return kind(int(value[0])).name.lower()


def _order(model: WarEntry, failed_before: int) -> Order | None:
    world = model.world
    rung = _ENTRY_NAMES.get(int(world.order[0]))
    if rung is None:
        return None
    failed = int(world.failed_orders[0]) > failed_before
    needed = float(world.needed[list(_ENTRY_NAMES.values()).index(rung), 0])
    mutiny = failed and bool(world.fate[0] == Fate.MUTINY)
    return Order(rung, needed, holds=not failed, mutiny=mutiny)


def _home(model: WarEntry, order: Order | None, served: float, weeks: int) -> Homecoming | None:
    """How the expedition ended that was in Ukraine when the step began, if it did."""
    if not served or model.world.serving[0] > 0:
        return None
    chosen = model.lukashenko.decision
    how = "broke"
    if model.world.fate[0] == Fate.MUTINY:
        how = "mutinied"
    elif order is None and chosen is not None and chosen.choice[0] not in ENTRY_RUNGS:
        how = "recalled"
    return Homecoming(how, weeks, served, bool(model.world.putin[0] == Option.ULTIMATUM))


def _blow(order: Order | None, home: Homecoming | None) -> str:
    """What the army has done to its leaders: failure, recalled, broke, mutinied, or nothing."""
    if order is not None and not order.holds:
        return "failure"
    return "" if home is None else home.how


def _stands(model: WarEntry) -> dict[str, str]:
    """What each leader stood by, before an order that failed undid it."""
    stands = {}
    for who in WHO:
        leader = getattr(model, who)
        decision = leader.decision
        option = getattr(model.world, who) if decision is None else decision.choice
        stands[who] = leader.options(int(option[0])).name.lower()
    return stands


def _entry_demanded(model: WarEntry) -> bool:
    least = model.assumptions.lukashenko.appeases[Rung.LIMITED_ENTRY]
    return bool(model.world.demand[0] >= least)
