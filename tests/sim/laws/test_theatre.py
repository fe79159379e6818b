"""The front, the season, the defences, and what an offensive could do."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Scenario
from sim.laws.theatre import move, passable, prospects
from tests.ranges import scenarios, states
from tests.worlds import a_week, a_world

USUAL = Scenario().theatre


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
        USUAL.front_mean, abs=0.48 * (1 - USUAL.front_return) ** 400 * 1.01
    )


def test_northern_defences_grow_faster_before_a_larger_contingent():
    world = a_world(worlds=2, border_defence=0.5, contingent=[1.0, 30.0])
    move(world, a_week(2), Scenario())
    assert 0.5 < world.border_defence[0] < world.border_defence[1]


@given(scenarios("theatre"), states(3), st.lists(st.floats(-5, 5), min_size=3, max_size=3))
def test_the_theatre_stays_within_its_bounds(scenario, state, luck):
    world = a_world(worlds=3, **state)
    move(world, a_week(3, front=luck), scenario)
    for share in (world.front, world.border_defence):
        assert ((share >= 0) & (share <= 1)).all()
    assert ((world.contingent >= 0) & (world.contingent <= state["contingent"])).all()
