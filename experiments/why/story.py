"""The history of one world in words: who chose what, for which reasons, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from experiments.words.names import BLOCKS, ENDINGS, named
from sim.laws.choice import Decision
from sim.model import WarEntry
from sim.scenario import Scenario
from sim.world import ENTRIES, NEVER, Block, Outcome

_REASONS = 3  # incentives named beside a choice
_WIDE = 23  # letters of the longest choice


def story(
    scenario: Scenario, seed: int, world: int, first: int = 0, last: int = 10**9
) -> Iterator[str]:
    """The world's history, line by line; weeks outside first to last are lived but not told."""
    model = WarEntry(scenario, worlds=1, first_world=world, seed=seed, collect=False)
    while model.running:
        week = model.week
        failed = int(model.world.failed_orders[0])
        model.step()
        if first <= week <= last:
            yield from _week(model, week, failed)
    yield _ending(model)


def reasons(decision: Decision) -> str:
    """Why this choice and not the best alternative: what each incentive adds, strongest first."""
    chosen = int(decision.choice[0])
    shape = decision.probability.shape
    contributions = {
        name: np.broadcast_to(part, shape)[:, 0]
        for name, part in decision.judgement.contributions().items()
    }
    utility = sum(contributions.values())
    barred = decision.probability[:, 0] == 0
    barred[chosen] = True
    rival = int(np.where(barred, -np.inf, utility).argmax())
    spoke = {name: float(part[chosen] - part[rival]) for name, part in contributions.items()}
    strongest = sorted(spoke.items(), key=lambda item: -abs(item[1]))[:_REASONS]
    told = ", ".join(
        f"{name.replace('_', ' ')} {value:+.2f}" for name, value in strongest if abs(value) >= 0.005
    )
    return f"rather than {_name(decision, rival)}: {told or 'all but equal'}"


def _week(model: WarEntry, week: int, failed_before: int) -> Iterator[str]:
    world = model.world
    day = model.assumptions.first_day + timedelta(weeks=week)
    yield (
        f"Week {week}, {day.day} {day:%B %Y}: front {world.front[0]:.2f}, pressure "
        f"{world.pressure[0]:.2f}, "
        f"backing {world.backing[0]:.2f}, credit {world.credit[0]:.2f}, "
        f"{world.contingent[0]:.1f} thousand Russian troops"
    )
    for actor, decision in (
        ("Putin", model.putin.decision),
        ("Lukashenko", model.lukashenko.decision),
        ("Opposition", model.opposition.decision),
    ):
        assert decision is not None
        chosen = int(decision.choice[0])
        yield (
            f"  {actor:<11} {_name(decision, chosen):<{_WIDE}} "
            f"{decision.probability[chosen, 0]:>4.0%}  {reasons(decision)}"
        )
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


def _name(decision: Decision, option: int) -> str:
    return named(decision.options(option).name.lower())
