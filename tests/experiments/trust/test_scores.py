"""Scores against closed forms."""

from math import exp, log, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import ndtri

from experiments.trust.scores.scoring import (
    brier,
    class_log_score,
    covered,
    crps,
    event_cost,
    log_score,
    on_log_scale,
    pit,
    pit_of_quantiles,
    ranked_probability_score,
    skill,
)

SHARES = arrays(float, 4, elements=st.floats(0.01, 1)).map(lambda each: each / each.sum())
CLASSES = np.arange(4)


def test_a_perfect_forecast_costs_nothing():
    happened = np.array([True, False])
    sure = happened.astype(float)
    assert log_score(sure, happened).tolist() == [0, 0]
    assert brier(sure, happened).tolist() == [0, 0]
    assert class_log_score(np.eye(4), CLASSES).tolist() == [0, 0, 0, 0]
    assert ranked_probability_score(np.eye(4), CLASSES).tolist() == [0, 0, 0, 0]
    assert crps(np.array([4.0, 4.0]), np.ones(2), 4.0) == 0


def test_what_was_called_impossible_costs_without_end():
    assert log_score(np.array([0.0, 1.0]), np.array([True, False])).tolist() == [np.inf, np.inf]
    assert class_log_score(np.array([[1.0, 0, 0, 0]]), np.array([1])).tolist() == [np.inf]
    assert event_cost(np.array([0.0])).tolist() == [np.inf]


def test_a_toss_costs_a_bit_and_a_quarter():
    for happened in (True, False):
        assert log_score(np.array([0.5]), np.array([happened])) == pytest.approx(log(2))
        assert brier(np.array([0.5]), np.array([happened])) == pytest.approx(0.25)


def test_an_event_would_have_cost_what_the_log_score_is_when_it_happens():
    p = np.array([0.003, 0.05, 0.6])
    assert event_cost(p) == pytest.approx(log_score(p, np.ones(3, dtype=bool)))
    assert event_cost(np.array([exp(-3)])) == pytest.approx(3)


@given(SHARES, SHARES)
def test_whoever_says_what_he_believes_expects_the_least(believed, said):
    """Proper scores: averaged over what is believed, no other forecast scores less."""
    for score in (class_log_score, ranked_probability_score):
        honest, other = (
            believed @ score(np.tile(each, (4, 1)), CLASSES) for each in (believed, said)
        )
        assert honest <= other + 1e-9


@given(SHARES)
def test_climatology_scores_its_entropy_and_its_spread(shares):
    """The expected log score of the true frequencies is their entropy; the ranked probability
    score is the sum of F (1 - F)."""
    told = np.tile(shares, (4, 1))
    cumulative = np.cumsum(shares)[:-1]
    assert shares @ class_log_score(told, CLASSES) == pytest.approx(-shares @ np.log(shares))
    spread = (cumulative * (1 - cumulative)).sum()
    assert shares @ ranked_probability_score(told, CLASSES) == pytest.approx(spread)


def test_the_ranked_score_of_two_classes_is_brier():
    shares, seen = np.array([[0.7, 0.3], [0.2, 0.8]]), np.array([1, 0])
    assert ranked_probability_score(shares, seen) == pytest.approx(
        brier(shares[:, 1], seen.astype(bool))
    )


def test_the_ranked_score_knows_how_near_a_miss_was():
    near, far = ranked_probability_score(np.eye(4)[[1, 3]], np.array([0, 0]))
    assert (near, far) == (1, 3)


def test_the_crps_of_one_number_is_its_distance():
    assert crps(np.array([9.0]), np.ones(1), 1.0) == pytest.approx(log(10 / 2))


def test_the_crps_of_two_numbers_is_the_mean_distance_less_a_quarter_of_theirs():
    low, high, seen = 1.0, 7.0, 3.0
    expected = (log(4 / 2) + log(8 / 4)) / 2 - log(8 / 2) / 4
    assert crps(np.array([high, low]), np.array([2.0, 2.0]), seen) == pytest.approx(expected)


@given(
    arrays(float, 6, elements=st.floats(0, 30)),
    arrays(float, 6, elements=st.floats(0.1, 2)),
    st.floats(0, 30),
)
def test_the_crps_is_mean_distance_less_half_that_of_two_draws(thousand, weight, seen):
    x, w = on_log_scale(thousand), weight / weight.sum()
    between = w @ np.abs(x[:, None] - x[None, :]) @ w
    expected = w @ np.abs(x - np.log1p(seen)) - between / 2
    assert crps(thousand, weight, seen) == pytest.approx(expected, abs=1e-12)


def test_the_crps_of_many_normal_numbers_is_that_of_the_normal():
    """At the centre of a normal of sd s it is s (sqrt 2 - 1) / sqrt pi."""
    at = (np.arange(20_000) + 0.5) / 20_000
    sample = np.expm1(2 + 0.3 * ndtri(at))
    expected = 0.3 * (sqrt(2) - 1) / sqrt(pi)
    assert crps(sample, np.ones(at.size), float(np.expm1(2.0))) == pytest.approx(expected, rel=1e-3)


def test_a_number_that_weighs_twice_counts_as_two():
    once, twice = np.array([1.0, 5.0]), np.array([1.0, 5.0, 5.0])
    assert crps(once, np.array([1.0, 2.0]), 3.0) == pytest.approx(crps(twice, np.ones(3), 3.0))
    assert pit(once, np.array([1.0, 2.0]), 3.0) == pit(twice, np.ones(3), 3.0)


def test_the_pit_of_draws_from_the_forecast_is_even():
    rng, draws = np.random.default_rng(1), 4_000
    sample = rng.normal(size=999) ** 2
    seen = [pit(sample, np.ones(999), float(each)) for each in rng.choice(sample, draws)]
    assert np.mean(seen) == pytest.approx(0.5, abs=4 * sqrt(1 / 12 / draws))
    assert np.var(seen) == pytest.approx(1 / 12, abs=4 * sqrt(1 / 180 / draws))


def test_the_pit_of_what_is_level_is_its_middle():
    assert pit(np.array([2.0, 2.0, 9.0, 1.0]), np.ones(4), 2.0) == 0.5


def test_the_pit_of_quantiles_meets_them_and_stays_within_bounds():
    at, quantiles = np.array([0.05, 0.25, 0.5, 0.75, 0.95]), np.array([1.0, 2.0, 3.0, 5.0, 9.0])
    found = [pit_of_quantiles(quantiles, at, float(each)) for each in quantiles]
    assert found == pytest.approx(at)
    assert pit_of_quantiles(quantiles, at, 0.0) == pytest.approx(0.025)
    assert pit_of_quantiles(quantiles, at, 99.0) == pytest.approx(0.975)


def test_an_interval_covers_its_own_ends():
    assert covered(np.zeros(3), np.ones(3), np.array([0.0, 1.0, 1.1])).tolist() == [
        True,
        True,
        False,
    ]


def test_skill_is_nought_for_the_baseline_one_for_perfection_and_negative_below():
    assert (skill(0.4, 0.4), skill(0.0, 0.4)) == (0, 1)
    assert skill(0.8, 0.4) == -1
    assert np.isnan(skill(0.1, 0.0))
