"""Another belief about the same draws."""

import numpy as np
import pytest

from sim import ScenarioError
from sim.priors.distributions import Distribution
from sim.priors.reweighting import check_effective, effective, reweighted, weights_of

WIDE, NARROW = Distribution("normal", 0.42, 0.10), Distribution("normal", 0.50, 0.05)
EVEN = (np.arange(4096) + 0.5) / 4096


def test_weighed_draws_have_the_mean_and_the_spread_of_the_other_belief():
    values = WIDE.quantile(EVEN)
    weights = weights_of(reweighted(WIDE, NARROW, values))
    mean = weights @ values
    assert weights.sum() == pytest.approx(1)
    assert mean == pytest.approx(0.50, abs=1e-3)
    assert np.sqrt(weights @ (values - mean) ** 2) == pytest.approx(0.05, abs=1e-3)


def test_the_share_of_draws_left_is_the_closed_form_of_two_normals():
    # the mean of the squared ratio of N(m, s) to N(0, 1)
    shift, sd = 0.8, 0.5
    squares = np.exp(shift**2 / (2 - sd**2)) / (sd * np.sqrt(2 - sd**2))
    values = WIDE.quantile(EVEN)
    left = effective(weights_of(reweighted(WIDE, NARROW, values)))
    assert left / EVEN.size == pytest.approx(1 / squares, rel=0.01)


def test_the_same_belief_weighs_all_draws_alike():
    weights = weights_of(reweighted(WIDE, WIDE, WIDE.quantile(EVEN)))
    assert effective(weights) == pytest.approx(EVEN.size)


def test_what_another_belief_rules_out_has_no_weight():
    only = Distribution("uniform", 0.5, 0.6)
    values = np.array([0.4, 0.55, 0.7])
    np.testing.assert_array_equal(weights_of(reweighted(WIDE, only, values)), [0, 1, 0])
    none = weights_of(reweighted(WIDE, only, np.array([0.1, 0.9])))
    assert effective(none) == 0
    assert not none.any()


def test_too_few_draws_are_refused_with_what_would_help():
    weights = weights_of(reweighted(WIDE, Distribution("normal", 0.9, 0.01), WIDE.quantile(EVEN)))
    with pytest.raises(ScenarioError, match=r"army.morale: of 4096 draws \d are left .* wider"):
        check_effective(weights, "army.morale")
    check_effective(np.ones(50), "army.morale")
