"""The points that are drawn: even, free of each other, and the same however many there are."""

import numpy as np
import pytest

from sim import ScenarioError
from sim.priors.sequence import TOGETHER, cube


def test_more_points_begin_with_the_fewer():
    np.testing.assert_array_equal(cube(256, 20, 3)[:32], cube(32, 20, 3))


def test_a_place_does_not_hang_on_how_many_there_are():
    np.testing.assert_array_equal(cube(64, 40, 3)[:, :11], cube(64, 11, 3))


@pytest.mark.parametrize("points", [1, 2, 64, 1024])
def test_each_place_has_one_point_in_every_slice(points):
    drawn = cube(points, 30, 5)
    slices = np.floor(drawn * points).astype(int)
    assert np.all(np.sort(slices, axis=0) == np.arange(points)[:, None])
    assert np.all((drawn > 0) & (drawn < 1))


def test_two_places_are_no_more_alike_than_by_chance():
    points, places = 256, 210
    alike = np.corrcoef(cube(points, places, 1).T)[np.triu_indices(places, 1)]
    rare = 0.001 / (2 * alike.size)  # so that one of all pairs is beyond it once in a thousand
    assert np.abs(alike).max() < np.sqrt(-2 * np.log(rare) / points)


def test_places_of_one_group_are_more_even_than_chance():
    points = 1024
    alike = np.corrcoef(cube(points, TOGETHER, 1).T)[np.triu_indices(TOGETHER, 1)]
    assert np.abs(alike).max() < 1 / np.sqrt(points)


def test_another_seed_draws_other_points():
    assert not np.any(cube(16, 9, 1) == cube(16, 9, 2))


@pytest.mark.parametrize("points", [0, 3, 100, -8, 2**20, 8.0, True])
def test_a_number_of_points_that_is_no_power_of_two_is_refused(points):
    with pytest.raises(ScenarioError, match=r"is not a power of two from 1 to 65536"):
        cube(points, 3, 1)


@pytest.mark.parametrize("seed", [-1, 0.5])
def test_a_seed_that_is_no_whole_number_is_refused(seed):
    with pytest.raises(ScenarioError, match="is not a whole number from 0"):
        cube(8, 3, seed)
