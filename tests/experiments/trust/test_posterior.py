"""The posterior is the right one where the right one is known."""

import numpy as np
import pytest
from scipy.special import expit, ndtr, ndtri
from scipy.stats import truncnorm

from experiments.trust.calibration.posterior import fit, nothing_happened, prior, sample
from experiments.trust.calibration.tables import FLOOR
from tests.experiments.trust.gaussian import MEAN, SLOPE, SURE, assert_normal, exact, gaussian

RECORD = np.array([0.9, -0.4])


@pytest.mark.parametrize("noise", [0.05, 0.4, 0.7, 1.5])
def test_seen_unknowns_have_their_exact_posterior_and_others_keep_their_prior(noise):
    posterior = fit(gaussian(noise=noise), RECORD)
    assert posterior.fitted.tolist() == [True, True, False, False]
    for unknown, record in enumerate(RECORD):
        assert_normal(posterior, unknown, *exact(record, noise))
    for unknown in (2, 3):
        assert_normal(posterior, unknown, 0.0, 1.0)


def test_the_chance_of_entry_is_that_of_the_exact_posterior():
    posterior = fit(gaussian(), RECORD)
    mean, sd = exact(RECORD[0])
    normal = ndtri((np.arange(2_000) + 0.5) / 2_000)
    chances = expit(MEAN + SLOPE * (mean + sd * normal))
    error = SURE * chances.std() / np.sqrt(posterior.effective_points)
    assert posterior.mixture() == pytest.approx(chances.mean(), abs=error)
    low, median, high = posterior.log_odds_band()
    spread = SLOPE * sd / np.sqrt(posterior.effective_points)
    assert median == pytest.approx(MEAN + SLOPE * mean, abs=SURE * 1.25 * spread)
    assert high - low == pytest.approx(2 * 1.645 * SLOPE * sd, abs=SURE * 3 * spread)
    higher = posterior.log_odds_band("high") - posterior.log_odds_band()
    assert higher == pytest.approx(np.ones(3), abs=1e-6)


def test_histories_in_which_nothing_could_have_happened_count_by_their_weight():
    """Weights exp(-z^2 / 2) of the first unknown leave a normal of variance one half."""
    z = gaussian().z[:, :1]
    table = gaussian(weights=np.repeat(np.exp(-(z**2) / 2), 4, axis=1))
    assert_normal(nothing_happened(table), 0, 0.0, np.sqrt(0.5))
    precision = 2 + 1 / 0.7**2
    posterior = fit(table, RECORD)
    assert_normal(posterior, 0, RECORD[0] / 0.7**2 / precision, precision**-0.5)
    assert_normal(posterior, 1, *exact(RECORD[1]))


def test_a_weight_that_cuts_leaves_the_cut_normal_of_an_unseen_unknown():
    z = gaussian().z[:, 2:3]
    table = gaussian(weights=np.repeat((z > 0).astype(float), 4, axis=1))
    cut = truncnorm(0, np.inf)
    for posterior in (nothing_happened(table), fit(table, RECORD)):
        assert (posterior.z[:, 2] > 0).all()
        assert_normal(posterior, 2, cut.mean(), cut.std())
    assert_normal(fit(table, RECORD), 0, *exact(RECORD[0]))


def test_a_weight_that_cuts_leaves_the_cut_normal_of_a_seen_unknown():
    z = gaussian(points=8_192, unknowns=2, seen=1).z[:, :1]
    weights = np.repeat((z > 0).astype(float), 4, axis=1)
    table = gaussian(points=8_192, unknowns=2, seen=1, weights=weights)
    mean, sd = exact(RECORD[0])
    cut = truncnorm(-mean / sd, np.inf, mean, sd)
    assert_normal(fit(table, RECORD[:1]), 0, cut.mean(), cut.std())


def test_histories_of_different_weight_count_apart():
    """Only the first history of each point could be: the others might as well not be there."""
    alone = np.zeros((4_096, 4))
    alone[:, 0] = 1.0
    posterior = fit(gaussian(weights=alone), RECORD)
    assert (posterior.history == 0).all()
    assert posterior.distinct == (posterior.weight > 0).sum()
    assert_normal(posterior, 0, *exact(RECORD[0]))


def test_an_analyst_with_another_prior_has_the_posterior_of_that_prior():
    """A prior mean of a half instead of nought."""
    table = gaussian()
    ratio = 0.5 * table.z[:, 0] - 0.125
    assert_normal(nothing_happened(table, ratio), 0, 0.5, 1.0)
    posterior = fit(table, RECORD, log_prior_ratio=ratio)
    mean, sd = exact(RECORD[0])
    assert_normal(posterior, 0, mean + 0.5 * sd**2, sd)
    assert_normal(posterior, 1, *exact(RECORD[1]))


def test_absurd_points_are_never_used():
    table = gaussian()
    kept = table.z[:, 0] < 1
    table = gaussian(kept=kept)
    for posterior in (prior(table), nothing_happened(table), fit(table, RECORD)):
        assert kept[posterior.point].all()


def test_a_statistic_left_out_might_as_well_not_be_there():
    posterior = fit(gaussian(), RECORD, left_out=("of_a",))
    assert_normal(posterior, 0, 0.0, 1.0)
    assert_normal(posterior, 1, *exact(RECORD[1]))
    same = fit(gaussian(), np.array([-7.0, RECORD[1]]), left_out=("of_a",))
    np.testing.assert_array_equal(posterior.log_odds, same.log_odds)


def test_nothing_leaves_its_range_however_far_the_record_is():
    posterior = fit(gaussian(noise=0.1), np.array([-50.0, 50.0]))
    vectors = sample(posterior, 400, np.random.default_rng(2))
    assert vectors.shape == (400, 4)
    assert ((vectors > 0) & (vectors < 1)).all()
    assert (posterior.log_odds >= FLOOR).all()


def test_as_many_chances_are_at_the_floor_as_the_exact_posterior_puts_there():
    """Half of the prior is at the floor; the record raises or lowers that share."""
    steep = 3.0
    log_odds = np.maximum(FLOOR + steep * gaussian().z[:, :1].repeat(2, axis=1), FLOOR)
    for record in (-1.0, 0.2, 1.0):
        posterior = fit(gaussian(log_odds=log_odds), np.array([record, 0.0]))
        mean, sd = exact(record)
        share = posterior.weight @ (posterior.log_odds[:, 0] == FLOOR)
        expected = ndtr(-mean / sd)
        error = SURE * np.sqrt(expected * (1 - expected) / posterior.effective_points)
        assert share == pytest.approx(expected, abs=error)


def test_the_order_of_points_changes_nothing():
    table = gaussian(points=1_024)
    other = table.of_points(np.random.default_rng(3).permutation(1_024))
    first, second = fit(table, RECORD), fit(other, RECORD)
    np.testing.assert_allclose(first.band(), second.band(), rtol=1e-9)
    assert first.mixture() == pytest.approx(second.mixture(), rel=1e-9)
    drawn = [sample(each, 50, np.random.default_rng(4)) for each in (first, second)]
    np.testing.assert_allclose(*drawn, atol=1e-9)


def test_drawn_vectors_are_the_posterior_in_small():
    posterior = fit(gaussian(), RECORD)
    z = ndtri(sample(posterior, 400, np.random.default_rng(5)))
    mean, sd = exact(RECORD[0])
    error = sd * np.sqrt(1 / posterior.effective_points)
    assert z[:, 0].mean() == pytest.approx(mean, abs=SURE * error)
    assert z[:, 2].mean() == pytest.approx(0.0, abs=SURE / np.sqrt(400))


def test_the_prior_is_the_points_as_they_were_drawn():
    table = gaussian(points=256)
    before = prior(table)
    np.testing.assert_array_equal(before.z, table.z)
    assert before.effective == pytest.approx(256)
    assert before.distinct == 256
