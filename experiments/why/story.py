"""The history of one world in words: who chose what, for which reasons, and how it ended.

Leaders stand by what they chose; what is told is where one of them reconsiders. Weeks in which
nobody does are told together, in one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from experiments.why.choices import LEADERS, chosen, standing
from experiments.words.names import BLOCKS, ENDINGS
from sim.model import WarEntry
from sim.scenario import Scenario
from sim.world import ENTRIES, NEVER, Block, Outcome

_HALVES = ("first half", "second half")


@dataclass(frozen=True)
class Step:
    """A week, or half of one, as it is told."""

    week: int
    half: str  # which half of the week; nothing where weeks are lived whole
    day: date
    quiet: str  # who stands by what, where nobody reconsiders; nothing where somebody does
    lines: tuple[str, ...]  # what is told of it alone

    @property
    def when(self) -> str:
        """The day and, of half a week, which half."""
        return f"{_day(self.day)}{f', {self.half}' if self.half else ''}"


def story(
    scenario: Scenario, seed: int, world: int, first: int = 0, last: int = 10**9
) -> Iterator[str]:
    """The world's history, line by line; weeks outside first to last are lived but not told."""
    model = WarEntry(scenario, worlds=1, first_world=world, seed=seed, collect=False)
    told = (step for step in _lived(model) if first <= step.week <= last)
    for quiet, steps in groupby(told, key=lambda step: step.quiet):
        if quiet:
            yield from _folded(quiet, list(steps))
        else:
            yield from _each(steps)
    yield _ending(model)


def _lived(model: WarEntry) -> Iterator[Step]:
    """The model, step by step to its end."""
    steps = model.assumptions.steps_per_week
    while model.running:
        week, part = divmod(model.lived, steps)
        day = model.assumptions.first_day + timedelta(weeks=model.lived / steps)
        failed = int(model.world.failed_orders[0])
        model.step()
        half = _HALVES[part] if steps > 1 else ""
        awake = any(leader(model).decision is not None for _, leader in LEADERS)
        yield Step(week, half, day, "" if awake else standing(model), tuple(_told(model, failed)))


def _folded(quiet: str, steps: list[Step]) -> Iterator[str]:
    """Weeks in which nobody reconsiders, in one line."""
    first, last = steps[0], steps[-1]
    if first.week < last.week:
        when = f"Weeks {first.week}-{last.week}, from {first.when}"
    else:
        when = f"Week {first.week}, {first.when if first is last else _day(first.day)}"
    yield f"{when}: {quiet}; nobody reconsiders\n"


def _each(steps: Iterator[Step]) -> Iterator[str]:
    for step in steps:
        head, *lines = step.lines
        yield f"Week {step.week}, {step.when}: {head}"
        yield from lines


def _told(model: WarEntry, failed_before: int) -> Iterator[str]:
    world = model.world
    yield (
        f"front {world.front[0]:.2f}, pressure {world.pressure[0]:.2f}, "
        f"backing {world.backing[0]:.2f}, credit {world.credit[0]:.2f}, "
        f"{world.contingent[0]:.1f} thousand Russian troops"
    )
    yield from chosen(model)
    ordered = (
        f"; ordered into the war, {_answer(model, failed_before)}"
        if world.order[0] != Outcome.NO_ENTRY
        else ""
    )
    yield f"  {'Army':<11} {world.compliance[0]:.0%} would obey an order to fight{ordered}"
    yield f"  {'Street':<11} {world.protest[0]:.1%} protest\n"


def _answer(model: WarEntry, failed_before: int) -> str:
    if model.world.failed_orders[0] == failed_before:
        return "it goes"
    return (
        "it turns its weapons round"
        if model.world.outcome[0] == Outcome.MUTINY
        else "too few go, and the order fails"
    )


def _ending(model: WarEntry) -> str:
    world = model.world
    outcome = Outcome(int(world.outcome[0]))
    ended = world.ended[0] != NEVER
    week = f"Week {int(world.ended[0])}" if ended else f"After {model.week} weeks"
    told = f"{week}: {ENDINGS[outcome.name.lower()]}"
    if outcome in ENTRIES or (world.order[0] and not world.failed_orders[0]):
        return told
    blocked = BLOCKS[Block(int(world.blocked[0])).name.lower()]
    return f"{told} What blocked entry: {blocked}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
