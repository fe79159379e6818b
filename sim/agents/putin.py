"""Vladimir Putin: gains from the threat of a northern front alone, but keeps choosing escalation.

He sets a course towards Minsk and stands by it for months, unless the front or his own resolve has
moved, his ultimatum stands refused, or the Belarusian army has failed him. He sees the front in the
south against what he holds to be his, imagines how Lukashenko would answer an ultimatum, and thinks
better of the Belarusian army than he should.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents import moscow
from sim.agents.leader import Leader, Turn
from sim.agents.moscow import Option, Options, appraise
from sim.by_world import number_at
from sim.laws import regime
from sim.laws.choice import Judgement
from sim.laws.theatre import presence
from sim.laws.time import acted
from sim.luck import Channel
from sim.machine.arithmetic import within
from sim.machine.arrays import Floats, Whole, of_each
from sim.machine.rules import in_every_world, rows_of
from sim.people import coordination
from sim.week import Week
from sim.world import ENTRY_RUNGS, NEVER, Rung, World, share

if TYPE_CHECKING:
    from sim.scenario import Scenario

# (world under an ultimatum, resolve, pressure, compliance, scenario) -> rung probabilities
Forecast = Callable[[World, Any, Floats, Floats, "Scenario"], Floats]
_IS_ULTIMATUM = np.arange(len(Option))[:, None] == Option.ULTIMATUM
Leverage = namedtuple("Leverage", "contingent pressure backing resolve")  # what an option works on
Felt = namedtuple("Felt", "pressure contingent backing demand")


def hope(world: World, resolve: Any, forecast: Forecast, scenario: Scenario) -> Floats:
    """What he expects of an ultimatum: he puts himself in Lukashenko's place, with his own view of
    the army. Chances of relief (entry that the army carries out, a limited one counted in part), of
    refusal, and of an order that fails; shape (3, worlds).
    """
    mine = scenario.putin
    estimate = share(world.compliance + mine.optimism + world.putin_error)
    under_it = world.supposing(
        putin=np.full(world.worlds, int(Option.ULTIMATUM)),
        demand=of_each(mine.demands[Option.ULTIMATUM], world.worlds),
    )
    pressure = share(world.pressure + mine.leverage)
    *_, limited, full = forecast(under_it, resolve, pressure, estimate, scenario)
    holds = coordination.chance_order_holds(estimate, world.needed, mine.uncertainty)
    limited_holds, full_holds = np.where(world.stands_on(ENTRY_RUNGS), 1.0, holds)
    fights_on = limited * world.stands_on(ENTRY_RUNGS)[0]  # that is no refusal
    return np.array(
        [
            full * full_holds + mine.limited_worth * limited * limited_holds,
            1 - limited - full + fights_on,
            full * (1 - full_holds) + limited * (1 - limited_holds),
        ]
    )


def judge(world: World, resolve: Any, hope: Floats, scenario: Scenario) -> Judgement:
    """How he sees his options."""
    mine, chance = scenario.putin, scenario.choice.chance
    lost, near = moscow.gap(world.front, mine), _near(world, scenario)
    joins, refusal, collapse = hope
    removal = regime.removal(
        world.backing, world.credit, near, scenario.lukashenko.dependence, scenario.regime
    )
    removed = acted(removal, 1 / mine.reconsiders)  # while the attempt lasts
    has = mine.has(world)
    succeeds = chance(joins * world.prospects) - chance(has * world.prospects)
    nothing_left = (world.lukashenko == Rung.FULL_ENTRY) & (world.serving > 0)
    situation = moscow.Situation(
        resolve=np.full(world.worlds, resolve), stake=moscow.stake(lost, mine), gap=lost,
        presence=near, pressure=world.pressure, backing=world.backing, spurned=world.spurned,
        entry_succeeds=succeeds,
        removal_succeeds=chance(removed * world.prospects) * (1 - has), refusal=refusal,
        collapse=collapse,
        standing=number_at(mine.demands, world.putin),
    )  # fmt: skip
    return Judgement(
        choice=scenario.choice,
        rationality=mine.rationality,
        appraise=appraise,
        weights=mine.weights,
        options=mine.options,
        situation=situation,
        numbers=mine.numbers,
        leaning=world.putin_leaning,
        closed=_IS_ULTIMATUM & nothing_left if nothing_left.any() else None,
        belief=hope,
    )


def _near(world: World, scenario: Scenario) -> Floats:
    """The Russian contingent as a part of one that makes the threat complete, shape (worlds,)."""
    near: Floats = presence(world.contingent, scenario.theatre.full_contingent)
    return near


# `moves` is 0 where the contingent is given from outside, `felt` the share of the way that felt
# pressure goes within the step
Ground = namedtuple(
    "Ground", "usual_presence full_contingent most_contingent moves felt presence accommodation"
)


@in_every_world(Options, Leverage, Felt, Ground)
def weigh_on_minsk(option: Any, world: Any, ground: Any, weeks: float) -> Any:
    """Pressure, contingent and backing after so many weeks of an option, and what it demands."""
    there = presence(world.contingent, ground.full_contingent) - ground.usual_presence
    leaning = within(world.resolve + option.leans + ground.presence * there, 0.0, 1.0)
    sent = weeks * option.deploys * ground.moves
    given = weeks * ground.accommodation * option.accommodate
    return Felt(
        pressure=world.pressure + ground.felt * (leaning - world.pressure),
        contingent=within(world.contingent + sent, 0.0, ground.most_contingent),
        backing=within(world.backing + given, 0.0, 1.0),
        demand=option.demands,
    )


def lean(world: World, week: Week, scenario: Scenario) -> None:
    """Write what Minsk feels of the option that stands: the demand, the pressure, the troops."""
    mine, theatre = scenario.putin, scenario.theatre
    ground = Ground(
        usual_presence=scenario.regime.usual_presence,
        full_contingent=theatre.full_contingent,
        most_contingent=theatre.most_contingent,
        moves=float(not theatre.contingent_given),
        felt=acted(mine.felt_speed, week.span),
        presence=mine.presence,
        accommodation=mine.accommodation,
    )
    works_on = Leverage(
        contingent=world.contingent,
        pressure=world.pressure,
        backing=world.backing,
        resolve=of_each(week.resolve, world.worlds),
    )
    felt = weigh_on_minsk(mine.options, world.putin, works_on, rows_of(*ground), week.span)
    world.pressure, world.contingent, world.backing = felt.pressure, felt.contingent, felt.backing
    world.demand, world.removal = felt.demand, world.putin == Option.REPLACE


class Putin(Leader):
    """The agent: leans on Minsk, moves troops."""

    name = "putin"
    options = Option
    channel = Channel.PUTIN_CHOICE
    wakes = Channel.PUTIN_RECONSIDERS
    leans = Channel.PUTIN_LEANING
    mistakes = Channel.PUTIN_ESTIMATE

    def __init__(self, model: Any, forecast: Forecast) -> None:
        """`forecast` is how Lukashenko would answer, as he sees it who puts himself in his
        place.
        """
        super().__init__(model)
        self.forecast = forecast

    def act(self, world: World, week: Week, scenario: Scenario) -> None:
        """Be content where he has got what he asked; then a leader's week."""
        scenario.putin.be_content(world, ~self.held(world, week))
        super().act(world, week, scenario)

    def waking(self, world: World, week: Week, scenario: Scenario) -> dict[str, Any]:
        """He reconsiders sooner when his ultimatum stands refused, when an order has failed, and
        when his resolve or the front has moved since he last did.
        """
        mine = scenario.putin
        return {
            "own": mine.reconsiders,
            "refused": mine.impatience * (world.refused & (world.putin == Option.ULTIMATUM)),
            "failed": mine.answers * world.alarmed,
            "resolve": mine.attention * np.abs(week.resolve - world.seen_resolve),
            "front": mine.attention * np.abs(world.front - world.seen_front),
        }

    def judge(self, world: World, week: Week, scenario: Scenario) -> Judgement:
        """How he sees his options, with what he hopes for from an ultimatum."""
        hoped = hope(world, week.resolve, self.forecast, scenario)
        return judge(world, week.resolve, hoped, scenario)

    def write(
        self, choice: Whole, turn: Turn, world: World, week: Week, scenario: Scenario
    ) -> None:
        """Write the course he takes, what he has seen, and what Minsk feels of it."""
        again, changed = turn.again(), choice != turn.standing
        world.putin, world.asked = choice, world.asked | changed
        world.refused = world.refused & ~changed
        world.alarmed = world.alarmed & ~again
        world.seen_front = np.where(again, world.front, world.seen_front)
        world.seen_resolve = np.where(again, week.resolve, world.seen_resolve)
        if turn.judgement is not None:
            world.hope = world.hope.copy()
            world.hope[:, turn.places] = turn.judgement.belief
        lean(world, week, scenario)
        first = (choice == Option.ULTIMATUM) & (world.ultimatum == NEVER)
        world.ultimatum = np.where(first, week.number, world.ultimatum)
