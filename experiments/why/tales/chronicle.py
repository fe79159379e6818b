"""One world, lived again and written down step by step: who thought again, what he weighed, what
moved, and how it ended. Nothing here is words yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from experiments.why.tales.thoughts import Thought, Thoughts
from sim.estimates.drawing import Drawn
from sim.laws import regime
from sim.luck import Channel
from sim.model import WarEntry
from sim.scenario import Scenario
from sim.week import Week
from sim.world import ENTRIES, NEVER, Block, Outcome, Rung, World

WHO = ("putin", "lukashenko", "opposition")
STATE = ("front", "pressure", "backing", "credit", "contingent", "compliance", "protest")
_WAYS: dict[int | None, str] = {  # of being replaced
    Channel.REPLACEMENT: "removed",
    Channel.COUP: "coup",
}
_ENTRY_NAMES = {int(each): each.name.lower() for each in ENTRIES}


@dataclass(frozen=True)
class Order:
    """An order to enter, and what the army made of it."""

    rung: str
    needed: float  # the compliance it takes, as leaders reckon
    holds: bool
    mutiny: bool


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
    ending: str  # the outcome where the world's came in it, else nothing
    way: str  # how he was replaced: removed or coup, else nothing
    entry_demanded: bool


@dataclass(frozen=True)
class Chronicle:
    """A world from its first week to its last."""

    scenario: Scenario
    moments: tuple[Moment, ...]
    weeks: int  # lived
    outcome: str
    blocked: str  # what blocked entry, as things stood last

    @property
    def ended(self) -> Moment | None:
        """The moment in which the outcome came, if one came before the horizon."""
        return next((each for each in self.moments if each.ending), None)

    @property
    def ultimatums(self) -> list[Moment]:
        """The moments in which an ultimatum stood."""
        return [each for each in self.moments if each.stands["putin"] == "ultimatum"]

    @property
    def failures(self) -> list[Moment]:
        """The moments in which an order to enter was not carried out."""
        return [each for each in self.moments if each.order and not each.order.holds]


def lived(scenario: Scenario, seed: int, world: int) -> Chronicle:
    """The chronicle of a world, by its number."""
    model = WarEntry(scenario, worlds=1, first_world=world, seed=seed, collect=False)
    watch = model.endings = _Watched()
    moments = tuple(_moments(model, watch))
    outcome = Outcome(int(model.world.outcome[0])).name.lower()
    blocked = Block(int(model.world.blocked[0])).name.lower()
    return Chronicle(scenario, moments, model.week, outcome, blocked)


class _Watched(Drawn):
    """Endings drawn as ever, by someone who notes which way of falling the dice took first."""

    way: str

    def fall(self, world: World, week: Week, scenario: Scenario) -> None:
        danger = regime.dangers(world, week, scenario)
        taken = (
            channel
            for channel, chance, *_ in regime.ways(danger)
            if (week.uniform(channel, world) < chance)[0]
        )
        object.__setattr__(self, "way", _WAYS.get(next(taken, None), ""))
        super().fall(world, week, scenario)


def _moments(model: WarEntry, watch: _Watched) -> Iterator[Moment]:
    thoughts, steps = Thoughts(model), model.assumptions.steps_per_week
    while model.running:
        week, half = divmod(model.lived, steps)
        day = model.assumptions.first_day + timedelta(weeks=model.lived / steps)
        failed, ended = int(model.world.failed_orders[0]), int(model.world.ended[0])
        thoughts.begin()
        model.step()
        world, order = model.world, _order(model, failed)
        ends = ended == NEVER and int(world.ended[0]) != NEVER
        outcome = Outcome(int(world.outcome[0]))
        yield Moment(
            week=week,
            half=half if steps > 1 else None,
            day=day,
            stands=_stands(model),
            state={name: float(getattr(world, name)[0]) for name in STATE},
            needed=float(world.needed[0, 0]),
            thoughts=tuple(thoughts.had(order is not None and not order.holds)),
            order=order,
            ending=outcome.name.lower() if ends else "",
            way=watch.way if ends and outcome == Outcome.REPLACED else "",
            entry_demanded=_entry_demanded(model),
        )


def _order(model: WarEntry, failed_before: int) -> Order | None:
    world = model.world
    rung = _ENTRY_NAMES.get(int(world.order[0]))
    if rung is None:
        return None
    failed = int(world.failed_orders[0]) > failed_before
    needed = float(world.needed[list(_ENTRY_NAMES.values()).index(rung), 0])
    mutiny = failed and bool(world.outcome[0] == Outcome.MUTINY)
    return Order(rung, needed, holds=not failed, mutiny=mutiny)


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
