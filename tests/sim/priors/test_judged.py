"""Judged quantities: the model does what was drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Scenario
from sim.by_world import spread
from sim.laws.regime import chance, hazard
from sim.model import WarEntry
from sim.priors import compliance, falls, street
from sim.priors.judged import BY_PATH, JUDGED
from sim.priors.prior import Prior
from sim.priors.solving import HALVINGS, root
from tests.ranges import scenarios

POINTS = 16
FEW = {"army.soldiers": 64, "public.citizens": 64}


def drawn_worlds(scenario, worlds):
    """Worlds of every point of the prior, point by point, and what was drawn."""
    draws = Prior.of(scenario).draw(POINTS, seed=11)
    points = np.repeat(np.arange(POINTS), worlds)
    numbers = np.tile(np.arange(worlds), POINTS).astype(np.uint64)
    ensemble = scenario.varied(draws.columns)
    spread_out = ensemble.spread(scenario, points)
    return WarEntry(spread_out, numbers=numbers, seed=2, collect=False), draws


def test_as_many_soldiers_are_willing_in_week_0_as_was_drawn():
    worlds = 400
    model, draws = drawn_worlds(Scenario().but(FEW | {"army.soldiers": 256}), worlds)
    model.army.take_stock(model.world, model.this_week(), model.assumptions)
    willing = model.world.compliance.reshape(POINTS, worlds)
    off = willing.mean(axis=1) - draws.coordinates["initial compliance"]
    error = willing.std(axis=1) / np.sqrt(worlds)
    assert np.all(np.abs(off) < 0.0005 + 4 * error)


def test_as_many_citizens_protest_in_a_quiet_week_as_was_drawn():
    citizens, worlds, weeks = 65_536, 8, 12
    model, draws = drawn_worlds(Scenario().but(FEW | {"public.citizens": citizens}), worlds)
    grip, seen = model.world.repression, []
    for _ in range(weeks):
        model.public.act(model.world, model.this_week(), model.assumptions)
        model.world.repression = grip
        model.lived += 1
        seen.append(model.world.protest)
    steady = np.mean(seen[weeks // 3 :], axis=0).reshape(POINTS, worlds).mean(axis=1)
    asked = draws.coordinates["quiet protest"]
    error = 1 / np.sqrt(
        asked * citizens * worlds
    )  # of the worlds' people, whose luck varies little
    assert np.all(np.abs(np.log(steady / asked)) < np.log(1.02) + 4 * error)


def test_the_regime_falls_in_a_quiet_year_as_often_as_was_drawn():
    draws = Prior.of(Scenario()).draw(64, seed=11)
    world = spread(Scenario(), {path: each.T for path, each in draws.columns.items()})
    power = world.regime
    hazards = hazard(
        power.usual_backing, power.usual_compliance, power.usual_protest, power.usual_capacity,
        power.usual_presence, world.lukashenko.dependence, power,
    )  # fmt: skip
    np.testing.assert_allclose(chance(sum(hazards), 52), draws.coordinates["quiet falls"])


def test_there_are_no_coups_where_uprisings_alone_are_more():
    base = falls.coup_base(np.array([0.001, 0.05]), Scenario().but({"regime.uprising_base": 1e-3}))
    np.testing.assert_array_equal(base, [0.0, 0.0])
    assert falls.coup_base(np.array([0.06]), Scenario().but({"regime.uprising_base": 1e-3}))[0] > 0


def test_what_the_default_army_does_gives_its_threshold_back():
    worlds = 400
    model = WarEntry(Scenario().but({"public.citizens": 64}), worlds=worlds, seed=2, collect=False)
    model.army.take_stock(model.world, model.this_week(), model.assumptions)
    willing, error = model.world.compliance.mean(), model.world.compliance.std() / np.sqrt(worlds)
    most, least = compliance.threshold(willing + np.array([-4, 4]) * error, Scenario())
    assert least < Scenario().army.threshold < most


def test_a_willing_army_of_one_mind_has_the_closed_form():
    army = {"army.morale_spread": 0.01, "army.common_loyalty": 0.0, "army.blur": 0.005}
    scenario = Scenario().but(army)
    middle = 0.42 + 0.6 * 0.66  # half of the soldiers are above the mean of a normal sum
    against = 0.10 * (1 - 0.80) + 0.12 * 0.25
    assert compliance.threshold(np.array([0.5]), scenario)[0] == pytest.approx(
        middle - against, abs=1e-5
    )


def test_a_public_without_fear_or_luck_has_the_closed_form():
    none = {"public.risk_weight": 0.0, "public.hosting_offence": 0.0, "public.company": 0.0}
    scenario = Scenario().but(none | {"public.personal_spread": 0.001})
    tenth = street.threshold(np.array([0.1]), scenario)[0]
    assert tenth == pytest.approx(0.37 + 0.16 * 1.2815515655, abs=1e-4)


@given(st.floats(0.02, 0.9), st.floats(0.01, 0.09))
def test_more_of_a_quantity_takes_a_lower_threshold_and_more_coups(share, more):
    here = np.array([share, share + more])
    assert np.diff(compliance.threshold(here, Scenario()))[0] < 0
    assert np.diff(street.threshold(here / 100, Scenario()))[0] < 0
    assert np.diff(falls.coup_base(here / 3, Scenario()))[0] > 0


@given(
    scenarios("army", "public", "theatre", "opposition", "regime"),
    st.floats(0.01, 0.99),
    st.floats(1e-6, 0.01),
)
def test_there_is_an_answer_anywhere_in_the_declared_ranges(scenario, willing, protesting):
    answers = (
        compliance.threshold(np.array([willing]), scenario),
        street.threshold(np.array([protesting]), scenario),
        falls.coup_base(np.array([willing]), scenario),
    )
    assert all(each.shape == (1,) and np.isfinite(each).all() for each in answers)


def test_more_morale_and_more_grievance_raise_the_thresholds_that_are_solved():
    half, few = np.array([0.5]), np.array([1e-4])
    spirited = Scenario().but({"army.morale": 0.5, "public.grievance": 0.45})
    assert compliance.threshold(half, spirited)[0] > compliance.threshold(half, Scenario())[0]
    assert street.threshold(few, spirited)[0] > street.threshold(few, Scenario())[0]


def test_points_are_solved_side_by_side_as_one_by_one():
    morale, share = np.array([0.3, 0.42, 0.6]), np.array([0.4, 0.6, 0.8])
    together = compliance.threshold(share, spread(Scenario(), {"army.morale": morale}))
    alone = [
        compliance.threshold(share[[i]], Scenario().but({"army.morale": morale[i]}))[0]
        for i in range(3)
    ]
    np.testing.assert_allclose(together, alone, rtol=1e-12)


def test_a_root_is_found_within_its_bracket_and_at_its_end_beyond():
    low, high = np.zeros(3), np.full(3, 4.0)
    found = root(lambda x: -x * x, np.array([-4.0, -2.0, -100.0]), low, high)
    np.testing.assert_allclose(found, [2, np.sqrt(2), 4], atol=4 * 2.0**-HALVINGS)


def test_each_judged_quantity_stands_for_another_parameter_that_can_move():
    assert len(BY_PATH) == len(JUDGED)
    Scenario().varied({path: [0.001] for path in BY_PATH})
