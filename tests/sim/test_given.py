"""What is given from outside for some weeks, what then goes on by itself, and shocks that pass."""

from dataclasses import fields
from operator import attrgetter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Scenario, ScenarioError, simulate
from sim.laws.given import SHOCKS, STATES, WEEKLY, covers, of_week, otherwise, stands
from sim.model import WarEntry
from sim.parameters import varies_by_world
from sim.world import Aftermath, Record

WEEKS, WORLDS = 12, 40
SMALL = Scenario().but({"weeks": WEEKS, "army.soldiers": 64, "public.citizens": 64})
FALLS = (0.8, 0.6, 0.4)  # of the front
VALUES = {"front": 0.3, "contingent": 25.0, "hosting": 0.9, "border_defence": 0.15}


def weeks_of(scenario, name, worlds=WORLDS):
    """A state of every world at the end of every step, shape (steps, worlds)."""
    model, told = WarEntry(scenario, worlds=worlds, seed=4, collect=False, conditional=True), []
    while model.running:
        model.step()
        told.append(getattr(model.world, name))
    return np.array(told)


def assert_same(one, other):
    for each in (*fields(Record), *fields(Aftermath)):
        np.testing.assert_array_equal(
            getattr(one.histories, each.name), getattr(other.histories, each.name), each.name
        )
    for each in fields(one.weekly):
        np.testing.assert_array_equal(
            getattr(one.weekly, each.name), getattr(other.weekly, each.name)
        )


@given(st.lists(st.floats(0, 1), max_size=6), st.integers(0, 5))
def test_a_list_stands_as_long_as_it_has_numbers_and_one_number_stands_always(numbers, week):
    assert stands(numbers, week) == (len(numbers) == 1 or week in range(len(numbers)))
    if stands(numbers, week):
        assert of_week(numbers, week) == numbers[min(week, len(numbers) - 1)]
    assert covers(numbers, week + 1) == (len(numbers) == 1 or len(numbers) > week)


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("steps", [1, 2])
def test_what_is_given_for_some_weeks_stands_to_their_end_and_then_goes_on_from_there(name, steps):
    path = f"theatre.{name}_weekly"
    scenario = SMALL.but({path: [VALUES[name]] * 4, "steps_per_week": steps})
    lived = weeks_of(scenario, name)
    assert (lived[: 4 * steps] == VALUES[name]).all()
    later = lived[4 * steps]
    assert (later != VALUES[name]).any()
    assert (abs(later - VALUES[name]) < 0.2 * VALUES[name]).all()  # no leap


@pytest.mark.parametrize("name", STATES)
def test_as_many_numbers_as_weeks_are_one_for_every_week_where_all_are_equal(name):
    path = f"theatre.{name}_weekly"
    one, all_weeks = ({path: [VALUES[name]] * number} for number in (1, WEEKS))
    assert_same(
        simulate(SMALL.but(one), WORLDS, 2, estimator="counted"),
        simulate(SMALL.but(all_weeks), WORLDS, 2, estimator="counted"),
    )


@pytest.mark.parametrize("name", STATES)
def test_what_comes_after_the_last_week_that_is_lived_changes_no_bit(name):
    path, number = f"theatre.{name}_weekly", VALUES[name]
    short = SMALL.but({path: [number] * 5, "weeks": 5})
    long = SMALL.but({path: [number] * 5 + [number / 2] * 7})
    np.testing.assert_array_equal(weeks_of(short, name), weeks_of(long, name)[:5])


def test_a_front_in_numbers_of_its_own_is_that_of_each_week():
    lived = weeks_of(SMALL.but({"theatre.front_weekly": FALLS}), "front")
    np.testing.assert_array_equal(lived[:3], np.tile(FALLS, (WORLDS, 1)).T)


def test_an_opening_to_the_west_weighs_what_is_given_and_then_what_it_is():
    west = SMALL.but({"lukashenko.west_weekly": [0.4, 0.4, 0.1], "lukashenko.west": 0.2})
    model, weights = WarEntry(west, worlds=2, seed=1, collect=False), []
    while model.running:
        model.step()
        weights.append(model.assumptions.lukashenko.weights["west"])
    assert weights == [0.4, 0.4, 0.1] + [0.2] * 9


def test_an_opening_of_one_weight_all_along_is_that_weight():
    given_weight = simulate(
        SMALL.but({"lukashenko.west_weekly": [0.3]}), WORLDS, 5, estimator="counted"
    )
    assert_same(
        given_weight, simulate(SMALL.but({"lukashenko.west": 0.3}), WORLDS, 5, estimator="counted")
    )
    assert_same(
        given_weight,
        simulate(SMALL.but({"lukashenko.west_weekly": [0.3] * 12}), WORLDS, 5, estimator="counted"),
    )


def test_who_looks_ahead_sees_a_contingent_that_stays_only_while_it_is_given():
    model = WarEntry(SMALL.but({"theatre.contingent_weekly": [9.0] * 3}), seed=1, collect=False)
    usual, spans = SMALL.spans, []
    while model.running:
        model.step()
        spans.append(model.assumptions.spans)
    fixed = SMALL.but({"theatre.contingent_weekly": [9.0]}).spans
    assert not np.array_equal(fixed, usual)
    for week in range(WEEKS):
        np.testing.assert_array_equal(spans[week], fixed if week < 3 else usual)


def test_nothing_stands_otherwise_in_a_scenario_without_lists():
    assert all(otherwise(SMALL, week) == {} for week in range(WEEKS))
    model = WarEntry(SMALL, worlds=2, seed=1, collect=False)
    model.step()
    assert model.assumptions is SMALL


@pytest.mark.parametrize("path", [*WEEKLY, SHOCKS])
def test_a_list_may_end_early_but_not_late_and_is_alike_in_all_worlds(path):
    for length in range(WEEKS + 1):
        assert len(attrgetter(path)(SMALL.but({path: [0.1] * length}))) == length
    with pytest.raises(
        ScenarioError, match=f"{path} is a list of 13 numbers: allowed are up to 12"
    ):
        SMALL.but({path: [0.1] * 13})
    assert not varies_by_world(SMALL, path)


def test_a_shock_is_halved_in_its_half_life():
    scenario = SMALL.but({"public.shocks": [1.0], "public.shock_half_life": 4.0})
    left = weeks_of(scenario, "shock", worlds=1)[:, 0]
    assert left[0] == pytest.approx(scenario.public.shock * 2**-0.25, rel=1e-12)
    assert left[7] / left[3] == pytest.approx(0.5, rel=1e-12)
    assert left[11] / left[3] == pytest.approx(0.25, rel=1e-12)


def test_shocks_arrive_in_their_weeks_and_add_up():
    scenario = SMALL.but({"public.shocks": [0.0, 1.0, 0.5], "public.shock": 0.2})
    left = weeks_of(scenario, "shock", worlds=1)[:, 0]
    fades = 2 ** (-1 / scenario.public.shock_half_life)
    assert left[0] == 0
    assert left[1] == pytest.approx(0.2 * fades)
    assert left[2] == pytest.approx((0.2 * fades + 0.1) * fades)
    assert left[3] == pytest.approx(left[2] * fades)


def test_half_weeks_leave_as_much_of_a_shock_as_whole_ones():
    scenario = SMALL.but({"public.shocks": [1.0, 0.0, 0.7]})
    whole = weeks_of(scenario, "shock", worlds=1)
    halves = weeks_of(scenario.but({"steps_per_week": 2}), "shock", worlds=1)
    np.testing.assert_allclose(halves[1::2], whole, rtol=1e-12)


def test_a_shock_brings_people_into_the_street_and_lets_them_go():
    calm = weeks_of(SMALL, "protest").mean(axis=1)
    shaken = weeks_of(SMALL.but({"public.shocks": [2.0], "public.shock_half_life": 1.0}), "protest")
    shaken = shaken.mean(axis=1)
    assert shaken[1] > calm[1] + 0.02
    assert shaken[-1] < shaken[1] / 2


@pytest.mark.parametrize("steps", [1, 2])
def test_shocks_of_nothing_and_parameters_of_no_shock_change_no_bit(steps):
    usual = SMALL.but({"steps_per_week": steps})
    plain = simulate(usual, WORLDS, 3, estimator="counted")
    assert_same(
        plain, simulate(usual.but({"public.shocks": [0.0] * 5}), WORLDS, 3, estimator="counted")
    )
    other = {"public.shock": 0.9, "public.shock_half_life": 1.0}
    assert_same(plain, simulate(usual.but(other), WORLDS, 3, estimator="counted"))
