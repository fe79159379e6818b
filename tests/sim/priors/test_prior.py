"""The prior of a scenario: what is drawn, what is solved, and what is set."""

import subprocess
import sys

import numpy as np
import pytest

from sim import Scenario, ScenarioError
from sim.parameters import Checked, table
from sim.priors.coordinates import told
from sim.priors.distributions import Distribution
from sim.priors.of_parameter import can_move
from sim.priors.prior import Prior
from tests.ranges import SMALL

DEFAULT = Prior.of(Scenario())
DRAWS = DEFAULT.draw(64, seed=4)
MORALE = Distribution("normal", 0.5, 0.05)


def records(kind):
    for each in kind.__subclasses__():
        yield each
        yield from records(each)


def rejoined(columns, path):
    return {each: values for each, values in columns.items() if each != path}


def assert_same(one, other):
    assert one.keys() == other.keys()
    for name in one:
        np.testing.assert_array_equal(one[name], other[name], name)


def test_every_draw_is_a_scenario_that_can_be():
    Scenario().varied(Prior.of(Scenario()).draw(1024, seed=1).columns)


def test_only_the_shares_of_the_public_go_together():
    """Another rule for parameters together would have to hold for draws as well."""
    ruled = [each.__name__ for each in records(Checked) if "check_together" in vars(each)]
    assert ruled == ["PublicIncentives"]


def test_what_may_move_moves_and_the_rest_does_not():
    moves = {row.path for row in table(Scenario()) if told(row) != "fixed"}
    assert DRAWS.columns.keys() == moves
    assert all(np.unique(each, axis=0).shape[0] > 1 for each in DRAWS.columns.values())


def test_a_coordinate_is_where_its_share_of_the_cube_is():
    for place, each in enumerate(DEFAULT.coordinates):
        values = DRAWS.coordinates[each.name]
        np.testing.assert_array_equal(each.distribution.quantile(DRAWS.unit[:, place]), values)
    assert DRAWS.unit.shape == (64, len(DEFAULT.coordinates)) == (DRAWS.points, DRAWS.unit.shape[1])


@pytest.mark.parametrize("points", [1, 16])
def test_more_points_begin_with_the_fewer(points):
    few = DEFAULT.draw(points, seed=4)
    assert_same(few.columns, {path: each[:points] for path, each in DRAWS.columns.items()})
    np.testing.assert_array_equal(few.unit, DRAWS.unit[:points])


@pytest.mark.processes
def test_the_prior_is_there_without_what_takes_long_to_import():
    program = "import sim.priors.prior, sys; print('scipy.stats' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert said.stdout == "False\n"


def test_what_is_set_moves_nothing_else():
    prior = Prior.of(Scenario().but(SMALL | {"army.morale": 0.3, "putin.demands": (0.1,) * 5}))
    draws = prior.draw(64, seed=4)
    left = rejoined(rejoined(DRAWS.columns, "army.morale"), "putin.demands")
    assert_same(draws.columns, left)
    assert {"army.morale", "putin.demands"}.isdisjoint(draws.coordinates)


def test_a_threshold_that_is_set_leaves_its_quantity_out():
    draws = Prior.of(Scenario().but({"army.threshold": 0.8})).draw(64, seed=4)
    assert "initial compliance" not in draws.coordinates
    assert_same(draws.columns, rejoined(DRAWS.columns, "army.threshold"))


def test_what_is_held_stays_as_it_is_by_default():
    draws = Prior.of(Scenario(), held=["pressure.level"]).draw(64, seed=4)
    assert_same(draws.columns, rejoined(DRAWS.columns, "pressure.level"))


@pytest.mark.parametrize(
    ("setting", "shares"),
    [({"public.opposed": 0.96}, "public.in_favour"), ({"public.in_favour": 0.1}, "public.opposed")],
)
def test_a_share_of_the_public_that_is_set_leaves_the_rest_to_the_other(setting, shares):
    scenario = Scenario().but(setting)
    columns = Prior.of(scenario).draw(64, seed=4).columns
    scenario.varied(columns)
    assert columns[shares].max() <= 1 - next(iter(setting.values()))


def test_another_belief_moves_its_coordinate_and_what_is_solved_with_it():
    draws = Prior.of(Scenario(), {"army.morale": MORALE}).draw(64, seed=4)
    moved = {path for path, each in draws.columns.items() if np.any(each != DRAWS.columns[path])}
    assert moved == {"army.morale", "army.threshold"}
    place = list(DRAWS.coordinates).index("army.morale")
    expected = MORALE.within(0, 1).quantile(DRAWS.unit[:, place])
    np.testing.assert_array_equal(draws.columns["army.morale"], expected)


def test_a_quantity_that_is_judged_can_be_judged_otherwise():
    judged = {"initial compliance": Distribution("beta", 2, 4)}
    draws = Prior.of(Scenario(), judged).draw(64, seed=4)
    moved = {path for path, each in draws.columns.items() if np.any(each != DRAWS.columns[path])}
    assert moved == {"army.threshold"}


def test_a_belief_about_a_threshold_itself_takes_the_place_of_the_quantity():
    raw = {"army.threshold": Distribution("uniform", 0.7, 0.9)}
    draws = Prior.of(Scenario(), raw).draw(64, seed=4)
    assert "initial compliance" not in draws.coordinates
    np.testing.assert_array_equal(
        draws.columns["army.threshold"], draws.coordinates["army.threshold"]
    )
    assert (
        0.7 <= draws.columns["army.threshold"].min() <= draws.columns["army.threshold"].max() <= 0.9
    )


def test_what_is_fixed_can_be_believed_to_vary_and_moves_nothing_else():
    draws = Prior.of(Scenario(), {"lukashenko.west": Distribution("uniform", 0, 0.2)}).draw(64, 4)
    assert_same(rejoined(draws.columns, "lukashenko.west"), DRAWS.columns)
    assert np.ptp(draws.columns["lukashenko.west"]) > 0.15


@pytest.mark.parametrize(
    ("scenario", "changes", "held", "says"),
    [
        ({}, {"army.moral": MORALE}, (), "did you mean army.morale"),
        ({}, {"inital compliance": MORALE}, (), "did you mean initial compliance"),
        ({}, {"weeks": MORALE}, (), "nothing is believed of weeks"),
        ({}, {"army.morale": Distribution("uniform", 2, 3)}, (), "army.morale: uniform"),
        ({}, {}, ("army.moral",), "did you mean army.morale"),
        ({"army.morale": 0.3}, {"army.morale": MORALE}, (), "army.morale is set to 0.3"),
        ({"army.threshold": 0.8}, {"initial compliance": MORALE}, (), "is set to 0.8"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(scenario, changes, held, says):
    with pytest.raises(ScenarioError, match=says) as refused:
        Prior.of(Scenario().but(scenario), changes, held)
    assert "\n" not in str(refused.value)


def test_densities_of_coordinates_are_multiplied():
    names = ["army.morale", "initial compliance"]
    values = {name: DRAWS.coordinates[name] for name in names}
    whole = DEFAULT.log_density(values)
    each = [DEFAULT.log_density({name: values[name]}) for name in names]
    np.testing.assert_allclose(whole, np.sum(each, axis=0))
    np.testing.assert_allclose(each[1], -np.log(0.65))
    with pytest.raises(ScenarioError, match=r"did you mean army\.morale"):
        DEFAULT.log_density({"army.moral": values["army.morale"]})


def test_columns_are_made_from_coordinates_again():
    assert_same(DEFAULT.columns(DRAWS.coordinates), DRAWS.columns)
    with pytest.raises(ScenarioError, match=r"1 coordinates have no values, army\.morale among"):
        DEFAULT.columns(rejoined(DRAWS.coordinates, "army.morale"))


def test_what_can_move_has_its_place_whether_it_does_or_not():
    assert all(can_move(row) for row in table(Scenario()) if row.path in DRAWS.columns)
