"""Courses: every world's weeks, told alike whatever the batch, in line with all other counts."""

from dataclasses import fields

import numpy as np
import pytest

from sim import Outcome, Scenario, simulate
from sim.estimates.courses import Courses
from sim.estimates.weekly import WHOLE
from sim.simulation import live
from sim.world import ENTRY_RUNGS, NEVER

WEEKS, WORLDS = 20, 60
SMALL = Scenario().but(
    {"weeks": WEEKS, "army.soldiers": 64, "public.citizens": 64, "pressure.level": 0.9}
)
ESTIMATORS = ("counted", "conditional")


def courses_of(scenario, estimator, batch=None, worlds=WORLDS, **columns):
    ensemble = scenario.varied(columns or {"army.morale": [scenario.army.morale]})
    points = np.arange(worlds) % ensemble.points
    numbers = np.arange(worlds, dtype=np.uint64)
    return live(ensemble, points, numbers, seed=3, estimator=estimator, batch=batch, courses=True)


def assert_same(one, other):
    for each in fields(one):
        np.testing.assert_array_equal(getattr(one, each.name), getattr(other, each.name), each.name)


def test_a_world_costs_twenty_seven_bytes_a_week():
    told = Courses.unwritten(4, 3)
    assert [getattr(told, each.name).dtype for each in fields(told)] == ["int8"] * 3 + [
        "float32"
    ] * 6
    assert all(getattr(told, each.name).shape == (4, 3) for each in fields(told))


@pytest.mark.parametrize("weeks", [1, 2, 7, WEEKS])
def test_a_foreseen_weight_is_the_chance_of_neither_entry_nor_a_fall_by_the_week(weeks):
    _, told = courses_of(SMALL, "conditional")
    shorter, _ = courses_of(SMALL.but({"weeks": weeks}), "conditional")
    alive = shorter.chances[Outcome.NO_ENTRY]
    assert (alive < 1).any()
    np.testing.assert_allclose(told.weight[weeks - 1], alive, atol=1e-6)


def test_a_drawn_weight_is_one_until_the_week_of_the_ending():
    histories, told = courses_of(SMALL, "counted")
    ended = np.where(histories.ended == NEVER, WEEKS, histories.ended)
    assert 0 < (ended < WEEKS).mean() < 1
    np.testing.assert_array_equal(told.weight, np.arange(WEEKS)[:, None] < ended)


@pytest.mark.parametrize("steps", [1, 2])
def test_a_world_that_is_over_stands_as_it_ended(steps):
    histories, told = courses_of(SMALL.but({"steps_per_week": steps}), "counted")
    for world in np.flatnonzero(histories.ended != NEVER):
        end = histories.ended[world]
        for each in fields(told):
            if each.name != "weight":
                after = getattr(told, each.name)[end:, world]
                np.testing.assert_array_equal(after, np.full(WEEKS - end, after[0]))
        if histories.outcome[world] in (Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY):
            assert told.rung[end, world] == ENTRY_RUNGS[histories.outcome[world] - 1]


@pytest.mark.parametrize("estimator", ESTIMATORS)
@pytest.mark.parametrize("batch", [1, 7, 1000])
def test_the_weeks_are_the_same_bits_whatever_the_batch(estimator, batch):
    columns = {"army.morale": [0.3, 0.42, 0.5], "weeks": [WEEKS, 9, WEEKS]}
    together = courses_of(SMALL, estimator, **columns)
    apart = courses_of(SMALL, estimator, batch=batch, **columns)
    for one, other in zip(together, apart, strict=True):
        assert_same(one, other)


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_asking_for_the_weeks_changes_no_history(estimator):
    ensemble = SMALL.varied({"army.morale": [0.42]})
    numbers = np.arange(WORLDS, dtype=np.uint64)
    alone = live(ensemble, np.zeros(WORLDS, int), numbers, seed=3, estimator=estimator)
    assert_same(courses_of(SMALL, estimator)[0], alone)


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_a_point_of_fewer_weeks_has_nothing_left_after_them(estimator):
    _, told = courses_of(SMALL, estimator, weeks=[WEEKS, 9])
    assert told.weight[9:, ::2].any()
    assert told.weight[8, 1::2].any()
    assert not told.weight[9:, 1::2].any()
    np.testing.assert_array_equal(told.rung[9:, 1::2], np.tile(told.rung[8, 1::2], (WEEKS - 9, 1)))


def test_counts_by_class_are_those_of_the_weeks_of_all_worlds():
    weekly = simulate(SMALL, WORLDS, seed=3, estimator="counted").weekly
    _, told = courses_of(SMALL, "counted")
    lived = np.vstack([np.ones(WORLDS), told.weight[:-1]])
    for name, counts in (("rung", "lukashenko"), ("option", "putin"), ("tactic", "opposition")):
        for week in range(WEEKS):
            here = getattr(told, name)[week]
            counted = np.bincount(here, lived[week] * WHOLE, getattr(weekly, counts).shape[1])
            np.testing.assert_array_equal(counted, getattr(weekly, counts)[week])


def test_foreseen_counts_of_tactics_weigh_what_was_left_before():
    weekly = simulate(SMALL, WORLDS, seed=3, estimator="conditional").weekly
    _, told = courses_of(SMALL, "conditional")
    lived = np.vstack([np.ones(WORLDS), told.weight[:-1]])
    for week in range(WEEKS):
        counted = np.bincount(told.tactic[week], lived[week], weekly.opposition.shape[1])
        np.testing.assert_allclose(counted, weekly.opposition[week] / WHOLE, atol=WORLDS * 1e-6)
