"""The steps of the fit, each against its closed form."""

import numpy as np
import pytest

from experiments.trust.calibration.corrected import corrected
from experiments.trust.calibration.nearest import Cloud, nearest
from experiments.trust.calibration.ridge import Moments, held_out_r2, ridge, together
from experiments.trust.calibration.summaries import FARTHEST, Scaling, features, learn
from tests.experiments.trust.gaussian import SURE, gaussian


def sums(points: int, noise: float, seed: int = 1) -> tuple[Moments, np.ndarray, np.ndarray]:
    """Two features, each history's own; one response that they tell and one that is noise."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(points, 1, 2))
    y = np.stack([3 + x[:, 0] @ [1.0, -2.0], np.zeros(points)], axis=1)
    y = y + noise * rng.normal(size=(points, 2))
    return Moments.of(x, y, np.ones((points, 1))), x[:, 0], y


def test_sums_give_the_line_of_least_squares_where_there_is_no_noise():
    moments, *_ = sums(200, noise=0.0)
    line = ridge(moments)
    assert line.intercept[0] == pytest.approx(3, abs=1e-4)
    np.testing.assert_allclose(line.slopes[:, 0], [1.0, -2.0], atol=1e-4)


def test_weights_count_like_repetitions():
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(50, 2, 3)), rng.normal(size=(50, 2))
    whole = rng.integers(1, 4, size=50)
    mass = np.repeat(whole[:, None], 2, axis=1).astype(float)
    weighed = Moments.of(x, y, mass)
    again = Moments.of(x.repeat(whole, 0), y.repeat(whole, 0), np.ones((whole.sum(), 2)))
    for name in ("total", "x", "y", "xx", "xy", "yy"):
        np.testing.assert_allclose(getattr(weighed, name), getattr(again, name))


def test_the_error_from_sums_is_the_error_over_points():
    moments, *_ = sums(300, noise=0.5)
    other, seen, truth = sums(100, noise=0.5, seed=9)
    line = ridge(moments)
    direct = ((truth - line.of(seen)) ** 2).sum(axis=0)
    np.testing.assert_allclose(line.error(other), direct)


def test_what_cannot_be_foretold_is_shrunk_away_and_has_no_held_out_r2():
    parts = [sums(400, noise=1.0, seed=seed)[0] for seed in range(5)]
    told, noise = held_out_r2(parts)
    assert told == pytest.approx(5 / 6, abs=SURE * 2 * np.sqrt(5 / 6 / 2_000) * (1 / 6) ** 0.5)
    assert noise < 0.01
    slopes = np.abs(ridge(together(parts)).slopes)
    assert slopes[:, 1].max() < SURE / np.sqrt(2_000)


def test_many_features_of_pure_noise_are_shrunk_far_below_least_squares():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(200, 1, 60)), rng.normal(size=(200, 1))
    slopes = ridge(Moments.of(x, y, np.ones((200, 1)))).slopes
    plain, *_ = np.linalg.lstsq(x[:, 0], y, rcond=None)
    assert (slopes**2).sum() < 0.1 * (plain**2).sum()


def test_many_features_that_tell_all_are_hardly_shrunk():
    rng = np.random.default_rng(5)
    x, truth = rng.normal(size=(200, 1, 60)), rng.normal(size=(60, 1))
    slopes = ridge(Moments.of(x, x[:, 0] @ truth, np.ones((200, 1)))).slopes
    np.testing.assert_allclose(slopes, truth, atol=1e-3)


def test_histories_of_a_point_do_not_count_as_points():
    rng = np.random.default_rng(8)
    x, y = rng.normal(size=(30, 1, 2)), rng.normal(size=(30, 1))
    moments = Moments.of(x.repeat(16, 1), y, np.ones((30, 16)))
    assert moments.points == pytest.approx(30)


def test_a_feature_that_never_varies_has_no_slope():
    x = np.ones((40, 2, 2))
    x[:, :, 1] = np.random.default_rng(3).normal(size=(40, 2))
    line = ridge(Moments.of(x, x[:, 0, 1:], np.ones((40, 2))))
    assert line.slopes[0, 0] == 0


def test_features_are_linear_terms_squares_and_products():
    np.testing.assert_array_equal(features(np.array([2.0, 3.0])), [2, 3, 4, 6, 9])


def test_no_statistic_counts_as_farther_out_than_the_farthest():
    scaling = Scaling.of(gaussian(points=64).statistics, np.ones((64, 4)))
    np.testing.assert_array_equal(scaling.scaled(np.array([1e9, -1e9])), [FARTHEST, -FARTHEST])


def test_log_odds_as_observed_are_a_summary_even_where_nothing_tells_of_them():
    table = gaussian(points=512)
    blind = np.random.default_rng(4).normal(size=(512, 4, 2))
    summaries = learn(gaussian(points=512, statistics=blind))
    assert not summaries.fitted.any()
    assert summaries.kept.tolist() == [False] * 4 + [True, False]
    assert summaries.of(table.statistics).shape == (512, 4, 1)


def test_held_out_r2_is_the_share_of_variance_that_the_exact_posterior_takes_away():
    noise = 0.7
    r2 = learn(gaussian(noise=noise)).r2
    np.testing.assert_allclose(r2[:2], 1 / (1 + noise**2), atol=SURE / np.sqrt(4_096))
    assert r2[2:4].max() < 0.01


def test_the_nearest_are_the_nearest_and_the_kernel_falls_with_the_square():
    table = gaussian(points=512)
    cloud = Cloud.of(table, learn(table))
    place = np.full(cloud.places.shape[1], 0.3)
    rows, kernel = nearest(cloud, place)
    squared = ((cloud.places - place) ** 2).sum(axis=1)
    assert set(rows) == set(np.argsort(squared)[: rows.size])
    assert rows.size == cloud.near == np.ceil(0.04 * 512 * 4)
    np.testing.assert_allclose(kernel, 1 - squared[rows] / squared[rows].max(), atol=1e-9)


def test_histories_that_could_not_be_are_in_no_cloud():
    weights = np.ones((512, 4))
    weights[:, 1] = 0.0
    table = gaussian(points=512, weights=weights)
    assert set(Cloud.of(table, learn(table)).history) == {0, 2, 3}


def test_what_a_line_leaves_is_as_wide_as_without_the_line_where_there_is_nothing_to_correct():
    """Pure noise on 30 summaries: uncorrected, a fitted line leaves 1 - 31 / 200 of the variance.

    Three histories of each point are alike, so they must not count as three points.
    """
    rng, sizes = np.random.default_rng(9), []
    for _ in range(50):
        values = rng.normal(size=(200, 1)).repeat(3, axis=0)
        away = rng.normal(size=(200, 30)).repeat(3, axis=0)
        found = corrected(values, away, np.ones(600), np.arange(200).repeat(3))
        sizes.append(found.var())
    assert np.mean(sizes) == pytest.approx(1, abs=SURE * np.sqrt(2 / 169 / 50))


def test_values_on_a_line_are_all_corrected_to_its_height_at_the_record():
    rng = np.random.default_rng(6)
    away = rng.normal(size=(30, 2)) + 4
    values = 1.5 + away @ [[2.0], [-3.0]]
    np.testing.assert_allclose(corrected(values, away, rng.random(30), np.arange(30)), 1.5)


def test_a_summary_that_is_there_twice_corrects_no_further_than_once():
    rng = np.random.default_rng(7)
    away, weight, point = rng.normal(size=(40, 1)), rng.random(40), np.arange(40)
    values = away + rng.normal(size=(40, 1))
    twice = corrected(values, np.repeat(away, 2, axis=1), weight, point)
    np.testing.assert_allclose(twice, corrected(values, away, weight, point))
