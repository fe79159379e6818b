"""Weighted samples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.trust.calibration.weighted import (
    effective_size,
    mean_and_sd,
    quantiles,
    systematic,
)

WEIGHTS = st.lists(st.floats(0, 1), min_size=1, max_size=12).filter(lambda w: max(w) > 1e-6)


@given(WEIGHTS, st.integers(1, 60), st.integers(0, 99))
def test_each_is_drawn_its_expected_number_of_times_rounded(weights, count, seed):
    weight = np.array(weights)
    drawn = systematic(weight, count, np.random.default_rng(seed))
    times = np.bincount(drawn, minlength=weight.size)
    expected = count * weight / weight.sum()
    assert times.sum() == count
    assert (np.abs(times - expected) < 1 + 1e-9).all()
    assert (times[weight == 0] == 0).all()


def test_systematic_draws_are_unbiased():
    weight, rng, draws = np.array([0.5, 0.0, 1.7, 3.1]), np.random.default_rng(1), 4_000
    times = sum(np.bincount(systematic(weight, 7, rng), minlength=4) for _ in range(draws))
    expected = 7 * weight / weight.sum()
    # A number of draws is one of two neighbours: its sd is at most a half.
    assert np.abs(times / draws - expected).max() < 4 * 0.5 / np.sqrt(draws)


def test_equal_weights_are_worth_their_number_and_one_weight_is_worth_one():
    assert effective_size(np.full(7, 0.3)) == pytest.approx(7)
    assert effective_size(np.array([0.0, 2.0, 0.0])) == 1


def test_quantiles_of_equal_weights_lie_at_the_middles():
    values = np.array([4.0, 1.0, 3.0, 2.0])
    at = np.array([0.0, 0.125, 0.5, 0.875, 1.0])
    np.testing.assert_allclose(quantiles(values, np.ones(4), at), [1, 1, 2.5, 4, 4])


def test_what_has_no_weight_moves_no_quantile():
    values, weight = np.array([1.0, 2.0, 99.0]), np.array([1.0, 1.0, 0.0])
    assert quantiles(values, weight, np.array([1.0]))[0] == 2


def test_weights_count_like_repetitions_in_mean_and_sd():
    mean, sd = mean_and_sd(np.array([[0.0], [1.0]]), np.array([1.0, 3.0]))
    assert (mean[0], sd[0]) == pytest.approx((0.75, np.std([0, 1, 1, 1])))


def test_weights_that_are_all_nought_are_refused():
    with pytest.raises(ValueError, match="some must be above 0"):
        systematic(np.zeros(3), 2, np.random.default_rng(1))
