"""Batches, seeds and places: a world is the same world wherever it is lived."""

import re
from dataclasses import fields

import numpy as np
import pytest

from sim import Outcome, Scenario, ScenarioError, simulate
from sim.estimates.histories import Histories
from sim.estimates.weekly import FARTHEST, QUANTITIES, WHOLE, Weekly
from sim.machine import loops_plain
from sim.people import plain as people_plain
from sim.simulation import BATCH, batch_size

EVENTFUL = (
    Scenario().but(  # orders, failed orders, mutinies, falls: every branch of the week is lived
        {
            "pressure.level": 0.6,
            "putin.removal_harm": 0.0,
            "lukashenko.rationality": 10.0,
            "lukashenko.army": 0.0,
            "lukashenko.loyalty_bias": 0.4,
            "army.soldiers": 64,
            "army.morale_spread": 0.3,
            "army.loyalty": 0.5,
            "army.common_loyalty": 0.2,
            "army.danger": 0.0,
            "regime.coup_base": 0.003,
            "regime.uprising_base": 0.002,
        }
    )
)
WORLDS = 300


def assert_same(one, other):
    """Equal in every field, to the bit."""
    for each in fields(one):
        np.testing.assert_array_equal(
            getattr(one, each.name), getattr(other, each.name), err_msg=each.name
        )


def part(histories: Histories, which: slice) -> Histories:
    return Histories(
        **{each.name: getattr(histories, each.name)[..., which] for each in fields(Histories)}
    )


@pytest.fixture(scope="module")
def together():
    return simulate(EVENTFUL, WORLDS, seed=4, estimator="counted")


def test_the_eventful_scenario_has_every_ending(together):
    assert set(together.histories.outcome) == set(Outcome)
    assert together.histories.failed_orders.max() > 0


@pytest.mark.parametrize(("batch", "worlds"), [(7, 60), (64, WORLDS), (299, WORLDS)])
def test_the_size_of_a_batch_changes_nothing(batch, worlds):
    together, apart = (
        simulate(EVENTFUL, worlds, seed=4, estimator="counted"),
        simulate(EVENTFUL, worlds, seed=4, batch=batch, estimator="counted"),
    )
    assert_same(together.histories, apart.histories)
    assert_same(together.weekly, apart.weekly)


def test_worlds_lived_one_by_one_are_the_worlds_of_the_batch(together):
    apart = simulate(EVENTFUL, 24, seed=4, batch=1, estimator="counted")
    assert_same(part(together.histories, slice(24)), apart.histories)


@pytest.mark.parametrize("number", [0, 17, 299])
def test_any_world_can_be_lived_again_alone(together, number):
    alone = simulate(EVENTFUL, 1, seed=4, first_world=number, estimator="counted")
    assert_same(part(together.histories, slice(number, number + 1)), alone.histories)


def test_worlds_from_a_later_number_on_continue_the_earlier_ones(together):
    first, rest = (
        simulate(EVENTFUL, 100, seed=4, estimator="counted"),
        simulate(EVENTFUL, 200, seed=4, first_world=100, estimator="counted"),
    )
    assert_same(Histories.joined([first.histories, rest.histories]), together.histories)
    first.weekly.merge(rest.weekly)
    assert_same(first.weekly, together.weekly)


def test_the_last_world_that_there_can_be_is_lived_like_any_other():
    assert (
        simulate(
            EVENTFUL, 1, seed=2**64 - 1, first_world=2**32 - 1, estimator="counted"
        ).histories.number
        == 2**32 - 1
    )


def test_a_treatment_changes_nothing_before_it_comes():
    late = Scenario().but(
        {"pressure.path": "ultimatum", "pressure.level": 0.6, "pressure.date": "2023-09-06"}
    )
    week = (late.weeks * 3) // 4
    treated, reference = (
        simulate(late, WORLDS, seed=4, estimator="counted"),
        simulate(Scenario().but({"pressure.level": 0.6}), WORLDS, seed=4, estimator="counted"),
    )
    for each in fields(Weekly):
        np.testing.assert_array_equal(
            getattr(treated.weekly, each.name)[:week], getattr(reference.weekly, each.name)[:week]
        )
    assert (treated.weekly.putin[week:] != reference.weekly.putin[week:]).any()


def test_another_seed_gives_other_worlds(together):
    other = simulate(EVENTFUL, WORLDS, seed=5, estimator="counted").histories
    assert np.mean(other.lowest_compliance != together.histories.lowest_compliance) > 0.5
    assert np.mean((other.rung_weeks != together.histories.rung_weeks).any(axis=0)) > 0.9


def test_the_plain_loops_live_the_same_worlds_as_the_compiled_ones(together, monkeypatch):
    for module in ("sim.people.people", "sim.agents.army", "sim.agents.public"):
        monkeypatch.setattr(f"{module}.kernels", people_plain)
    for module in ("sim.laws.choice", "sim.luck", "sim.estimates.weekly", "sim.estimates.weights"):
        monkeypatch.setattr(f"{module}.kernels", loops_plain)
    monkeypatch.setattr("sim.machine.rules.HAS_NUMBA", False)
    plain = simulate(EVENTFUL, 64, seed=4, estimator="counted")
    assert_same(part(together.histories, slice(64)), plain.histories)


def test_every_world_is_counted_in_every_week_that_it_is_lived(together):
    ended = together.histories.ended
    weeks = np.arange(EVENTFUL.weeks)
    np.testing.assert_array_equal(
        together.weekly.living,
        [WHOLE * np.count_nonzero((ended < 0) | (ended >= week)) for week in weeks],
    )
    for choices in (together.weekly.putin, together.weekly.lukashenko, together.weekly.opposition):
        np.testing.assert_array_equal(choices.sum(axis=1), together.weekly.living)
    counted = together.weekly.states.sum(axis=2)
    for place, name in enumerate(FARTHEST):
        counted[:, QUANTITIES.index(name)] += together.weekly.beyond[:, place].sum(axis=1)
    np.testing.assert_array_equal(
        counted, np.repeat(together.weekly.living[:, None], len(QUANTITIES), axis=1)
    )


def test_a_world_spends_every_week_of_its_life_on_some_rung(together):
    lived = np.where(together.histories.ended < 0, EVENTFUL.weeks, together.histories.ended + 1)
    np.testing.assert_array_equal(together.histories.rung_weeks.sum(axis=0), lived)


def test_larger_populations_get_smaller_batches():
    assert batch_size(Scenario()) == BATCH
    assert batch_size(Scenario().but({"army.soldiers": 48_000})) < BATCH
    assert batch_size(Scenario().but({"public.citizens": 9_200_000})) == 1


@pytest.mark.parametrize("replications", [0, -1, 1.5, True, "10", None])
def test_replications_that_cannot_be_lived_are_refused(replications):
    with pytest.raises(
        ScenarioError,
        match=rf"^replications = {replications!r} is not a whole number of at least 1: worlds "
        r"to live$",
    ):
        simulate(Scenario(), replications, seed=0, estimator="counted")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"scenario": "december"}, "scenario = 'december' is neither: allowed are a Scenario and"),
        ({"batch": 0}, "batch = 0 is not a whole number of at least 1"),
        ({"first_world": "a"}, "first_world = 'a' is not a whole number of at least 0"),
        ({"seed": "x"}, "seed = x is outside"),
    ],
)
def test_what_is_of_another_kind_is_refused_in_a_line(asked, said):
    with pytest.raises(ScenarioError, match=re.escape(said)):
        simulate(**{"scenario": Scenario(), "replications": 2, "seed": 1, **asked})


@pytest.mark.parametrize("group", ["pressure", "army", "choice"])
def test_a_scenario_holds_records_and_nothing_in_their_place(group):
    with pytest.raises(ScenarioError, match=f"{group} = 'high' is no record: allowed is "):
        Scenario(**{group: "high"})
