"""The front, the season, the defences, and what an offensive could do."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Scenario
from sim.laws.theatre import begin_week, move, passable, presence, prospects
from sim.machine.compiled import kernel
from tests.ranges import scenarios, states
from tests.worlds import a_week, a_world, frozen

USUAL = Scenario().theatre
GIVEN = Scenario().but(
    {"weeks": 3, "theatre.front_weekly": (0.5, 0.6, 0.7), "theatre.contingent_weekly": (30.0,)}
)


@kernel
def presence_of_each(contingents, full_contingent):
    return [presence(each, full_contingent) for each in contingents]


def test_an_offensive_with_nothing_for_or_against_it_has_the_base_prospects():
    world = a_world(
        contingent=0, compliance=0, border_defence=0, hosting=0, front=USUAL.usual_front
    )
    assert prospects(world, 0.0, USUAL)[0] == pytest.approx(1 / (1 + np.exp(-USUAL.base_prospects)))


def test_a_doubled_force_adds_to_the_log_odds_as_stated():
    world = a_world(
        contingent=20, compliance=0, border_defence=0, hosting=0, front=USUAL.usual_front
    )
    assert prospects(world, 0.0, USUAL)[0] == pytest.approx(1 / (1 + np.exp(1.2 - np.log(2))))


@pytest.mark.parametrize(
    ("field", "sign"),
    [("contingent", 1), ("compliance", 1), ("hosting", 1), ("front", 1), ("border_defence", -1)],
)
@given(scenarios("theatre"), states(1), st.floats(0, 1), st.floats(0, 1))
def test_troops_training_and_the_front_help_an_offensive_and_defences_hinder_it(
    field, sign, scenario, state, other, ground
):
    pair = {name: value * 2 for name, value in state.items()}
    pair[field] = sorted((state[field][0], other * (60 if field == "contingent" else 1)))[::sign]
    low, high = prospects(a_world(worlds=2, **pair), ground, scenario.theatre)
    assert 0 <= low <= high <= 1


@given(scenarios("theatre"), states(1), st.floats(0, 1), st.floats(0, 1))
def test_passable_ground_never_hinders_an_offensive(scenario, state, one, other):
    world = a_world(**state)
    low, high = sorted((one, other))
    assert prospects(world, low, scenario.theatre)[0] <= prospects(world, high, scenario.theatre)[0]


def test_the_thaw_is_the_worst_season_and_january_the_best():
    by_week = [passable(USUAL, date(2023, 1, 1), week) for week in range(52)]
    assert {week * 7 // 31 for week in range(52) if by_week[week] == min(by_week)} <= {
        2,
        3,
    }  # March and April
    assert by_week[0] == max(by_week)


def test_the_front_returns_to_its_mean_without_luck():
    world = a_world(front=0.3)
    for _ in range(400):
        move(world, a_week(1), Scenario())
    assert world.front[0] == pytest.approx(
        USUAL.front_mean, abs=0.48 * np.exp(-400 * USUAL.front_return) * 1.01
    )


def test_northern_defences_grow_faster_before_a_larger_contingent():
    world = a_world(worlds=2, border_defence=0.5, contingent=[1.0, 30.0])
    move(world, a_week(2), Scenario())
    assert 0.5 < world.border_defence[0] < world.border_defence[1]


def test_two_half_weeks_without_luck_are_a_whole_one():
    for name, changes in (
        ("front", {}),
        ("contingent", {}),
        ("border_defence", {"theatre.rotation": 0.0}),
    ):
        scenario, worlds = Scenario().but(changes), []
        for span in (1.0, 0.5):
            worlds.append(a_world(front=0.3, contingent=30.0, border_defence=0.5))
            for _ in range(round(1 / span)):
                move(worlds[-1], replace(a_week(1), span=span), scenario)
        whole, halves = (getattr(world, name)[0] for world in worlds)
        assert whole == pytest.approx(halves, rel=1e-14)


def test_the_luck_of_two_half_weeks_is_as_wide_as_that_of_one():
    scenario = Scenario().but({"theatre.front_return": 0.0})
    world = a_world(front=0.5)
    move(world, replace(a_week(1, front=[1.0]), span=0.5), scenario)
    assert 2 * (world.front[0] - 0.5) ** 2 == pytest.approx(USUAL.front_spread**2)


def test_the_defences_and_the_contingent_move_at_their_rates():
    world = a_world(border_defence=0.5, contingent=20.0)
    move(world, a_week(1), Scenario())
    built = 1 - np.exp(-USUAL.border_work - USUAL.border_alarm)
    assert world.border_defence[0] == pytest.approx(0.5 + 0.5 * built)
    assert world.contingent[0] == pytest.approx(20 * np.exp(-USUAL.rotation))
    assert world.peak_contingent[0] == 20


@pytest.mark.parametrize("week", [0, 1, 2])
def test_what_is_given_holds_from_the_beginning_of_its_week_to_the_end(week):
    world = a_world(worlds=2, front=0.1, contingent=1.0)
    begin_week(world, a_week(2, number=week), GIVEN)
    for _ in range(2):
        np.testing.assert_array_equal(world.front, [GIVEN.theatre.front_weekly[week]] * 2)
        np.testing.assert_array_equal(world.contingent, [30, 30])
        move(world, a_week(2, number=week, front=[3.0, -3.0]), GIVEN)


def test_what_is_not_given_is_left_alone():
    world = a_world(front=0.1, contingent=1.0)
    begin_week(world, a_week(1, number=0), Scenario())
    assert (world.front[0], world.contingent[0]) == (0.1, 1.0)


def test_the_theatre_says_what_is_given():
    assert (USUAL.front_given, USUAL.contingent_given) == (False, False)
    assert (GIVEN.theatre.front_given, GIVEN.theatre.contingent_given) == (True, True)


def test_a_given_contingent_never_peaks_above_what_is_given():
    scenario = Scenario().but({"theatre.contingent_weekly": [2.0]})
    world = a_world(scenario)
    for number in range(2):
        begin_week(world, replace(a_week(1, number=number), step=number), scenario)
        move(world, a_week(1, number=number), scenario)
        assert world.peak_contingent[0] == 2


def test_the_threat_is_complete_with_a_full_contingent_and_no_more_than_complete():
    contingents = frozen([0.0, 5.0, 20.0, 60.0])
    np.testing.assert_array_equal(presence(contingents, 20.0), [0, 0.25, 1, 1])
    np.testing.assert_array_equal(presence_of_each(contingents, 20.0), [0, 0.25, 1, 1])


@given(scenarios("theatre"), states(3), st.lists(st.floats(-5, 5), min_size=3, max_size=3))
def test_the_theatre_stays_within_its_bounds(scenario, state, luck):
    world = a_world(worlds=3, **state)
    move(world, a_week(3, front=luck), scenario)
    for share in (world.front, world.border_defence):
        assert ((share >= 0) & (share <= 1)).all()
    assert ((world.contingent >= 0) & (world.contingent <= state["contingent"])).all()
