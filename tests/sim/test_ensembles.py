"""Ensembles: a world under its own parameters is that world alone, in any company."""

from dataclasses import fields

import numpy as np
import pytest

from sim import Scenario, ScenarioError, simulate
from sim.agents import lukashenko, minsk, moscow, opposition, projection, putin
from sim.estimates.histories import Histories
from sim.laws import regime
from sim.luck import apart
from sim.machine.compiled import HAS_NUMBA
from sim.machine.loops import kernels as loops
from sim.parameters import table, varies_by_world
from sim.people.people import kernels
from sim.simulation import live

SMALL = Scenario().but(
    {"weeks": 9, "army.soldiers": 64, "public.citizens": 64, "pressure.level": 0.85}
)
POINTS, ROWS = 12, 15
RULES = {
    "quantal": {},
    "best_response": {"choice.rule": "best_response"},
    "prospect": {"choice.rule": "prospect"},
    "half weeks": {"steps_per_week": 2, "pressure.path": "rising"},
    "an ultimatum on a date": {"pressure.path": "ultimatum", "pressure.date": "2023-01-04"},
    "forced": {"force": "first ultimatum: lukashenko=full_entry for 2 weeks"},
    "a front and a contingent that are given": {
        "theatre.front_weekly": (0.6,),
        "theatre.contingent_weekly": (14.0,),
    },
    "all that can be given, for some weeks": {
        "theatre.front_weekly": (0.7, 0.6),
        "theatre.contingent_weekly": (14.0, 9.0, 3.0),
        "theatre.hosting_weekly": (0.6, 0.2, 0.5, 0.5),
        "theatre.border_defence_weekly": (0.2, 0.3),
        "lukashenko.west_weekly": (0.1, 0.1, 0.4, 0.0),
        "public.shocks": (0.0, 1.0, 0.5),
    },
}
estimators = pytest.mark.parametrize("estimator", ["counted", "conditional"])


def everything(scenario, points, seed=3):
    """A value for every parameter that can differ, at every point, near its own."""
    rng, columns = np.random.default_rng(seed), {}
    for row in table(scenario):
        if varies_by_world(scenario, row.path):
            usual = np.asarray(row.value, dtype=float)
            drawn = usual * (1 + 0.15 * rng.standard_normal((points, *usual.shape)))
            columns[row.path] = np.clip(drawn, row.low, row.high)
    most = 1 - columns["public.opposed"]
    return columns | {"public.in_favour": np.minimum(columns["public.in_favour"], most)}


def mixture(seed=4):
    """Points and worlds in any order, some with luck of their own."""
    rng = np.random.default_rng(seed)
    points, numbers = rng.integers(0, POINTS, ROWS), rng.integers(0, 50, ROWS)
    numbers[::3] = apart(points[::3], numbers[::3])
    return points, numbers.astype(np.uint64)


def assert_same(one, other):
    for each in fields(Histories):
        np.testing.assert_array_equal(getattr(one, each.name), getattr(other, each.name), each.name)


@estimators
@pytest.mark.parametrize("rule", RULES)
def test_a_world_in_a_mixture_is_that_world_alone_under_its_own_parameters(rule, estimator):
    base = SMALL.but(RULES[rule])
    ensemble, (points, numbers) = base.varied(everything(base, POINTS)), mixture()
    together = live(ensemble, points, numbers, seed=7, estimator=estimator)
    assert_same(live(ensemble, points, numbers, seed=7, estimator=estimator, batch=7), together)
    alone = [
        simulate(
            ensemble.scenario(point), 1, seed=7, estimator=estimator, first_world=int(number)
        ).histories
        for point, number in zip(points, numbers, strict=True)
    ]
    assert_same(Histories.joined(alone), together)


@estimators
def test_points_that_cannot_be_lived_side_by_side_are_lived_in_groups(estimator):
    ensemble = SMALL.varied(
        {
            "weeks": [12, 5, 12, 5, 8],
            "army.soldiers": [64, 64, 128, 64, 64],
            "choice.rule": ["quantal", "prospect", "quantal", "prospect", "best_response"],
            "force": ["", "never entry", "", "never entry", ""],
            "army.morale": [0.3, 0.4, 0.5, 0.6, 0.42],
        }
    )
    assert sorted(places.tolist() for places, _ in ensemble.kinds()) == [[0], [1, 3], [2], [4]]
    points, numbers = np.arange(20) % 5, np.arange(20, dtype=np.uint64)
    together = live(ensemble, points, numbers, seed=2, estimator=estimator)
    for place in range(20):
        scenario = ensemble.scenario(points[place])
        alone = simulate(scenario, 1, seed=2, estimator=estimator, first_world=place).histories
        assert_same(alone, together.taken(np.array([place])))


@pytest.mark.skipif(not HAS_NUMBA, reason="without numba nothing is compiled")
def test_what_was_never_varied_before_compiles_nothing_new():
    everywhere = (
        lukashenko.appraise.loop, moscow.appraise.loop, opposition.appraise.loop,
        opposition.wage.loop, minsk.pay.loop, putin.weigh_on_minsk.loop,
        regime.dangers_of_step.loop, projection.go_on.loop,
        *(each for room in (loops, kernels) for each in vars(room).values()
          if hasattr(each, "signatures")),
    )  # fmt: skip

    def compiled():
        return sum(len(each.signatures) for each in everywhere)

    for estimator in ("counted", "conditional"):
        simulate(SMALL, 40, estimator=estimator, seed=0)
    before = compiled()
    assert before
    ensemble = SMALL.varied(everything(SMALL, POINTS))
    for estimator in ("counted", "conditional"):
        live(ensemble, *mixture(), estimator=estimator)
    assert compiled() == before


def test_all_points_share_their_luck_or_none_does():
    ensemble = SMALL.varied({"army.morale": [0.42, 0.42, 0.42]})
    shared = simulate(ensemble, 40, seed=5, estimator="counted").chances()
    np.testing.assert_array_equal(
        shared[0], simulate(SMALL, 40, seed=5, estimator="counted").entered
    )
    np.testing.assert_array_equal(shared, np.tile(shared[0], (3, 1)))
    own = simulate(ensemble, 40, seed=5, luck="apart", estimator="counted")
    np.testing.assert_array_equal(own.chances()[0], shared[0])  # point 0 has the worlds of all
    assert (own.chances()[0] != own.chances()[1]).any()
    assert np.unique(own.histories.number).size == 120


def test_points_are_told_as_arrays_and_as_a_frame():
    ensemble = SMALL.varied({"pressure.level": [0.0, 1.0], "army.morale": [0.4, 0.5]})
    found = simulate(ensemble, 200, seed=1, estimator="counted")
    alone = [
        simulate(ensemble.scenario(point), 200, seed=1, estimator="counted").entry()
        for point in (0, 1)
    ]
    np.testing.assert_array_equal(found.probability(), [each.probability for each in alone])
    np.testing.assert_array_equal(found.interval()[1], [each.high for each in alone])
    frame = found.frame()
    assert list(frame["pressure.level"]) == [0.0, 1.0]
    assert list(frame["entry"]) == [each.probability for each in alone]
    assert (frame["entry"] == frame["limited_entry"] + frame["full_entry"]).all()


def test_foreseen_chances_of_points_are_those_of_each():
    ensemble = SMALL.varied({"pressure.level": [0.6, 1.0]})
    found = simulate(ensemble, 40, seed=1, estimator="conditional").estimates()
    for point, each in enumerate(found):
        alone = simulate(ensemble.scenario(point), 40, seed=1, estimator="conditional").entry()
        assert each.probability == pytest.approx(alone.probability, rel=1e-12)
        assert (each.low, each.high) == pytest.approx((alone.low, alone.high), rel=1e-9)


@pytest.mark.parametrize(
    ("columns", "point", "words"),
    [
        ({"army.morale": [0.1, 1.7, 2.0]}, 1, "ArmyIncentives.morale = 1.7 is outside"),
        ({"army.morale": [0.1, np.nan]}, 1, "morale = nan is outside"),
        ({"army.morale": [0.1, "high"]}, 1, "morale = 'high' is not a number"),
        ({"lukashenko.appeases": [[0.0] * 7, [0.0] * 6]}, 1, "is not a list of 7 numbers"),
        ({"army.soldiers": [64, 65]}, 1, "army.soldiers = 65 is not a multiple of 64"),
        ({"public.opposed": [0.5, 0.9], "public.in_favour": [0.5, 0.2]}, 1, "add up to more than"),
        ({"weeks": [4, 0]}, 1, "weeks = 0 is outside"),
        ({"choice.rule": ["quantal", "dice"]}, 1, "dice is not one of"),
    ],
)
def test_a_point_that_cannot_be_is_named(columns, point, words):
    with pytest.raises(ScenarioError, match=words) as refused:
        SMALL.varied(columns)
    assert refused.value.point == point


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"army.moral": [0.1]}, "did you mean morale"),
        ({"army": [0.1]}, "army is a group of parameters"),
        ({"army.morale": [0.1], "army.loyalty": [0.1, 0.2]}, "needs one value a point"),
        ({}, "needs one value a point"),
    ],
)
def test_columns_that_cannot_be_are_refused(columns, words):
    with pytest.raises(ScenarioError, match=words):
        SMALL.varied(columns)


def test_luck_of_its_own_is_for_points():
    with pytest.raises(ScenarioError, match="for the points of an ensemble"):
        simulate(SMALL, 2, luck="apart", seed=0, estimator="counted")
    with pytest.raises(ScenarioError, match="not one of common, apart"):
        simulate(SMALL.varied({"army.morale": [0.4]}), 2, luck="mine", seed=0, estimator="counted")
