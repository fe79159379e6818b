"""Actors who are held to an option: for as long as is forced, the luck of all being as it was."""

from dataclasses import fields

import numpy as np
import pytest

from sim import Outcome, Scenario, simulate
from sim.agents.moscow import Option
from sim.agents.opposition import Tactic
from sim.estimates.weekly import Weekly
from sim.model import WarEntry
from sim.world import NEVER, Record, Rung
from tests.worlds import a_model, a_week

RESTLESS = Scenario().but({  # who changes his mind all the time, as far as he is free
    "army.soldiers": 64, "public.citizens": 64, "weeks": 12, "pressure.level": 0.6,
    "putin.reconsiders": 3.0, "putin.rationality": 3.0,
    "lukashenko.reconsiders": 3.0, "lukashenko.rationality": 3.0,
    "opposition.reconsiders": 3.0, "opposition.rationality": 1.0,
})  # fmt: skip
WORLDS = 60


def lived(force, worlds=WORLDS, **changes):
    """The world after each step of a model in which something is forced."""
    model = WarEntry(RESTLESS.but({"force": force} | changes), worlds=worlds, seed=2, collect=False)
    while model.running:
        model.step()
        yield model


def ended_before(record, week):
    """Which worlds ended before a week."""
    return (record.ended != NEVER) & (record.ended < week)


@pytest.mark.parametrize("steps", [1, 2])
@pytest.mark.parametrize(
    ("actor", "option"),
    [("putin", Option.PRESS), ("lukashenko", Rung.STALL), ("opposition", Tactic.SABOTAGE)],
)
def test_an_actor_is_held_from_a_week_for_as_many_weeks_and_then_free(actor, option, steps):
    force = f"week 3: {actor}={option.name.lower()} for 4 weeks"
    shares = [
        (getattr(model.world, actor) == option).mean()
        for model in lived(force, steps_per_week=steps)
    ]
    assert shares[3 * steps : 7 * steps] == [1.0] * (4 * steps)
    assert max(shares[: 3 * steps]) < 1 > max(shares[7 * steps + 1 :])


def test_who_is_held_decides_nothing_after_the_week_in_which_it_begins():
    force = "week 3: putin=press for 4 weeks"
    decided = [model.putin.decision is not None for model in lived(force)]
    assert decided[:8] == [True, True, True, True, False, False, False, True]
    assert all(decided[8:])


def test_one_command_follows_another():
    force = "week 2: putin=hold for 2 weeks; week 4: putin=replace for 3 weeks"
    for week, model in enumerate(lived(force)):
        if week in (2, 3):
            assert (model.world.putin == Option.HOLD).all()
        elif week in (4, 5, 6):
            assert (model.world.putin == Option.REPLACE).all()
            assert model.world.removal.all()


def test_what_the_first_ultimatum_forces_on_him_begins_when_he_first_reconsiders_under_it():
    changes = {"lukashenko.reconsiders": 0.1, "lukashenko.answers": 0.2, "lukashenko.urgency": 0.1}
    begun, until = {}, {}
    force = "first ultimatum: lukashenko=refuse for 3 weeks"
    for week, model in enumerate(lived(force, **changes)):
        world, decision = model.world, model.lukashenko.decision
        again = set() if decision is None else set(world.number[decision.places])
        for place, number in enumerate(world.number):
            under = world.putin[place] == Option.ULTIMATUM
            if number not in begun and under and number in again:
                begun[number], until[number] = week, week + 3
            assert world.begun[1, place] == (number in begun)
            if week < until.get(number, 0):
                assert world.lukashenko[place] == Rung.REFUSE
                assert number not in again or week == begun[number]
    assert len(begun) > 10
    assert len(set(begun.values())) > 3


@pytest.mark.parametrize("actor", ["putin", "opposition"])
def test_what_the_first_ultimatum_forces_on_others_begins_with_it_or_in_the_next_week(actor):
    option = {"putin": "hold", "opposition": "sabotage"}[actor]
    late = {"putin": 1, "opposition": 0}[actor]  # Putin has spoken before it is known
    force = f"first ultimatum: {actor}={option} for 2 weeks"
    number = {"hold": Option.HOLD, "sabotage": Tactic.SABOTAGE}[option]
    seen = 0
    for week, model in enumerate(lived(force)):
        since = week - model.world.ultimatum - late
        held = (model.world.ultimatum != NEVER) & (since >= 0) & (since < 2)
        assert (getattr(model.world, actor)[held] == number).all()
        seen += held.sum()
    assert seen > 40


def test_worlds_and_their_luck_are_the_same_until_a_force_begins():
    free, forced = (
        simulate(RESTLESS.but({"force": force}), 200, seed=3, estimator="counted")
        for force in ("", "week 5: putin=ultimatum; week 7: lukashenko=refuse")
    )
    for each in fields(Weekly):
        one, other = (getattr(lives.weekly, each.name) for lives in (free, forced))
        np.testing.assert_array_equal(one[:5], other[:5], err_msg=each.name)
    before = ended_before(free.histories, 5)
    assert before.any()
    for each in fields(Record):
        one, other = (getattr(lives.histories, each.name) for lives in (free, forced))
        np.testing.assert_array_equal(one[..., before], other[..., before], err_msg=each.name)
    assert (free.histories.ultimatum != forced.histories.ultimatum).any()


def test_a_world_without_an_ultimatum_is_untouched_by_what_the_first_one_would_force():
    calm = RESTLESS.but({"putin.rationality": 20.0, "pressure.level": 0.4})
    free, forced = (
        simulate(calm.but({"force": force}), 200, seed=3, estimator="counted").histories
        for force in ("", "first ultimatum: lukashenko=refuse; first ultimatum: putin=hold")
    )
    never = free.ultimatum == NEVER
    assert 20 < np.count_nonzero(never) < 190
    np.testing.assert_array_equal(free.ultimatum, forced.ultimatum)
    for each in fields(Record):
        one, other = getattr(free, each.name), getattr(forced, each.name)
        np.testing.assert_array_equal(one[..., never], other[..., never], err_msg=each.name)


@pytest.mark.parametrize("estimator", ["counted", "conditional"])
def test_where_entry_is_never_allowed_nobody_enters_and_no_order_is_given(estimator):
    eager = RESTLESS.but({"pressure.level": 1.0})
    free = simulate(eager, 100, seed=3, estimator="counted").histories
    assert np.isin(free.outcome, (Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY)).any()
    barred = simulate(eager.but({"force": "never entry"}), 100, 3, estimator=estimator).histories
    assert barred.chances[[Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY]].sum() == 0
    assert (barred.failed_orders.max(), barred.highest_rung.max()) == (0, Rung.POSTURE)


def test_what_is_forced_does_not_depend_on_the_batch():
    scenario = RESTLESS.but(
        {"force": "first ultimatum: lukashenko=refuse for 2 weeks; week 4: opposition=agitate"}
    )
    whole, parts = (
        simulate(scenario, 50, 3, batch=batch, estimator="counted") for batch in (50, 7)
    )
    for each in fields(Record):
        np.testing.assert_array_equal(
            getattr(whole.histories, each.name), getattr(parts.histories, each.name), each.name
        )


def test_who_is_held_below_entry_refuses_every_ultimatum_that_stands():
    model = a_model(
        RESTLESS.but({"force": "week 0: lukashenko=refuse for 20 weeks"}), worlds=3,
        putin=Option.ULTIMATUM, held=np.array([[0.0], [20.0], [0.0]]) * np.ones(3),
    )  # fmt: skip
    assert not model.world.refused.any()
    model.lukashenko.act(model.world, a_week(3), model.assumptions)
    assert model.world.refused.all()
    assert model.lukashenko.decision is None
