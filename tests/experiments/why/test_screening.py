"""Single parameters: elementary effects, and one at a time."""

import numpy as np
import pytest

from experiments.mistakes import UserError
from experiments.why.points.asked import asked
from experiments.why.points.believed import Believed
from experiments.why.sensitivity import screening
from experiments.why.sensitivity.screening import at_quantiles, effects, ranked, walked
from experiments.why.sensitivity.tornado import moved_to, swing

pytest.importorskip("SALib")


def believed(*arguments):
    return Believed.of(asked(arguments, {}, "a look")[0])


@pytest.fixture(scope="module")
def calibrated():
    return believed("pressure=severe")


def test_a_straight_output_has_its_slopes_as_effects_wherever_one_starts():
    slopes = np.array([3.0, -1.0, 0.0, 0.5])
    unit = walked(4, 6, 1)
    found = effects(unit, unit @ slopes, 6)
    np.testing.assert_allclose(found, np.tile(slopes, (6, 1)), atol=1e-12)


def test_another_program_finds_the_same_effects():
    from SALib.analyze import morris

    unit = walked(3, 20, 2)
    output = np.sin(4 * unit[:, 0]) * unit[:, 1] + unit[:, 2] ** 2
    mine = effects(unit, output, 20)
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0.0, 1.0]] * 3}
    theirs = morris.analyze(problem, unit, output, num_levels=4)
    np.testing.assert_allclose(np.abs(mine).mean(axis=0), np.asarray(theirs["mu_star"]))
    np.testing.assert_allclose(mine.std(axis=0, ddof=1), np.asarray(theirs["sigma"]))


def test_trajectories_are_those_of_the_seed_and_move_one_coordinate_a_step():
    unit = walked(5, 4, 0)
    np.testing.assert_array_equal(unit, walked(5, 4, 0))
    assert not np.array_equal(unit, walked(5, 4, 1))
    steps = np.diff(unit.reshape(4, 6, 5), axis=1) != 0
    assert (steps.sum(axis=2) == 1).all()
    assert (steps.sum(axis=1) == 1).all()


def test_the_strongest_parameter_comes_first_with_its_owner(calibrated):
    moved = np.full((4, len(calibrated.names)), 0.1)
    place = calibrated.names.index("initial compliance")
    moved[:, place] = [2.0, -2.0, 2.0, 2.0]
    found = ranked(calibrated, moved)
    assert (found[0].name, found[0].owner) == ("initial compliance", "army")
    assert found[0].strength.value == 2
    assert found[0].lean == 1
    assert found[1].strength.low == pytest.approx(found[1].strength.high) == pytest.approx(0.1)


def test_quantiles_of_the_vectors_are_those_of_each_coordinate(calibrated):
    middle = at_quantiles(calibrated, np.full((1, len(calibrated.names)), 0.5))
    np.testing.assert_allclose(middle[0], np.median(calibrated.vectors, axis=0))
    prior = believed("parameters=prior")
    unit = np.random.default_rng(1).random((3, len(prior.names)))
    np.testing.assert_array_equal(at_quantiles(prior, unit), unit)


def test_one_at_a_time_moves_one_coordinate_and_is_paired(calibrated):
    place = calibrated.names.index("army.morale") if "army.morale" in calibrated.names else 0
    points = calibrated.vectors
    moved = [moved_to(calibrated, points, place, share) for share in (0.1, 0.9)]
    for each in moved:
        assert (np.flatnonzero((each != points).any(axis=0)) == [place]).all()
        assert np.ptp(each[:, place]) == 0
    low = np.linspace(0.1, 0.5, len(points))
    found = swing(calibrated, place, moved, low, low + 0.2)
    assert found.difference.value == pytest.approx(0.2)
    assert found.difference.high - found.difference.low < 1e-9  # what pairs share is no error
    assert found.low.entry.high - found.low.entry.low > 0.01
    assert found.low.setting < found.high.setting


def test_where_the_library_is_missing_a_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(screening, "find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"needs SALib: pip install 'belarus-war-entry\[why\]'"):
        screening.check_installed()
