"""What a sceptic asks has the right answer where the right answer is known."""

from math import nan

import numpy as np
import pytest
from scipy.special import ndtr

from experiments.trust.calibration.checks import Check
from experiments.trust.calibration.diagnostics import diagnose, sizes
from experiments.trust.calibration.narrowing import narrowing
from experiments.trust.calibration.posterior import fit, nothing_happened, prior
from experiments.trust.calibration.reach import nearness, other_histories, tail_p, tails
from experiments.trust.calibration.sensitivity import leave_one_out, stability
from tests.experiments.trust.gaussian import SURE, exact, gaussian

RECORD = np.array([0.9, -0.4])


@pytest.fixture(scope="module")
def table():
    return gaussian()


@pytest.fixture(scope="module")
def posterior(table):
    return fit(table, RECORD)


def test_an_unknown_that_no_statistic_informs_is_not_learned(table, posterior):
    found = {each.name: each for each in narrowing(prior(table), posterior)}
    for name in ("c", "d"):
        assert found[name].words == "not learned"
        assert found[name].overlap > 0.9
        assert found[name].sd_ratio == pytest.approx(1, abs=SURE / np.sqrt(posterior.effective))
    assert found["a"].learned
    assert found["a"].sd_ratio == pytest.approx(
        exact(0.0)[1], abs=SURE * exact(0.0)[1] / np.sqrt(2 * posterior.effective_points)
    )


@pytest.mark.parametrize("shift", [0.0, 0.5, 2.0])
def test_overlap_is_that_of_two_normals(table, shift):
    """Two normals of sd 1 share 2 Phi(-shift / 2); the smoothing makes both a little wider."""
    moved = nothing_happened(table, shift * table.z[:, 0])
    found = narrowing(prior(table), moved)[0]
    width = np.sqrt(1 + (1.06 * moved.effective_points**-0.2) ** 2)
    error = SURE * 0.5 / np.sqrt(moved.effective_points)
    assert found.overlap == pytest.approx(2 * ndtr(-shift / 2 / width), abs=error)


def test_nothing_is_learned_from_no_record(table):
    for each in narrowing(prior(table), prior(table)):
        assert (each.overlap, each.sd_ratio) == pytest.approx((1.0, 1.0))
        assert not each.learned


def test_half_of_a_sound_table_says_the_same(table, posterior):
    check = stability(table, RECORD, posterior)
    assert check.passes
    assert check.threshold == "at most 0.1"


def test_halves_that_disagree_are_found_out():
    """In one half of the points the chance of entry is far higher, record or no record."""
    half = gaussian().parts(2)[:, None]
    table = gaussian(log_odds=gaussian().log_odds + 6.0 * half)
    assert not stability(table, RECORD, fit(table, RECORD)).passes


def test_leaving_out_what_tells_of_entry_gives_the_prior_back(table, posterior):
    without = {each.name: each for each in leave_one_out(table, RECORD)}
    assert list(without) == ["of_a", "of_b"]
    before = prior(table)
    error = SURE * 1.25 / np.sqrt(posterior.effective_points)  # in sd of the log odds
    log_odds = {name: np.log(each.band / (1 - each.band)) for name, each in without.items()}
    assert log_odds["of_a"][1] == pytest.approx(before.log_odds_band()[1], abs=0.8 * error)
    assert log_odds["of_b"][1] == pytest.approx(posterior.log_odds_band()[1], abs=0.8 * error)


def test_leaving_out_the_only_statistic_is_not_tried():
    assert leave_one_out(gaussian(points=64, seen=1), np.zeros(1)) == []


def test_a_record_in_the_middle_is_in_reach_and_one_far_out_is_not(table):
    record = np.array([0.1, 9.0])
    near, far = tails(table, record, fit(table, record))
    assert not near.out_of_reach
    assert near.prior_p == pytest.approx(2 * ndtr(-0.1 / np.sqrt(1.49)), abs=SURE / 128)
    assert far.prior_p < 0.01
    assert far.out_of_reach
    assert far.strained


def test_a_tail_includes_the_record_itself():
    counts = np.array([0.0, 0.0, 0.0, 1.0])
    assert tail_p(counts, np.ones(4), 0.0) == 1.0
    assert tail_p(counts, np.ones(4), 1.0) == 0.5
    assert tail_p(counts, np.ones(4), 2.0) == 0.0


def test_a_fitted_model_foretells_with_luck_of_its_own(table, posterior):
    """Other histories of near points are spread as the posterior and the noise together.

    Points are not corrected in the forecast: the tolerance allows for the width of the kernel.
    """
    forecast = other_histories(table, posterior).ravel()
    values = table.statistics[:, :, 0].ravel()
    mean = forecast @ values
    sd = np.sqrt(forecast @ (values - mean) ** 2)
    assert forecast.sum() == pytest.approx(1)
    expected, spread = exact(RECORD[0])
    total = np.sqrt(spread**2 + 0.7**2)
    error = SURE * total / np.sqrt(posterior.effective_points)
    assert mean == pytest.approx(expected, abs=error)
    assert sd == pytest.approx(total, abs=error)


def test_a_near_history_does_not_foretell_itself():
    table = gaussian(points=64, histories=2)
    posterior = fit(table, RECORD)
    forecast = other_histories(table, posterior)
    swapped = np.zeros((64, 2))
    np.add.at(swapped, (posterior.point, 1 - posterior.history), posterior.weight)
    np.testing.assert_allclose(forecast, swapped, atol=1e-12)


def test_whole_points_have_no_near_histories(table):
    with pytest.raises(ValueError, match="near histories are needed"):
        other_histories(table, nothing_happened(table))


def test_a_simulated_record_has_neighbours_and_an_impossible_one_has_not(table):
    rng = np.random.default_rng(3)
    inside = nearness(table, table.statistics[5, 0] + 1e-3, rng)
    outside = nearness(table, np.array([30.0, 0.0]), rng)
    assert inside.check().passes
    assert not outside.check().passes
    assert outside.record > 10 * outside.typical
    sd = table.statistics.reshape(-1, 2).std(axis=0)
    direct = np.sqrt((((table.statistics - [30.0, 0.0]) / sd) ** 2).mean(axis=-1).min())
    assert outside.record == pytest.approx(direct)


def test_too_few_near_histories_are_said_to_be_too_few():
    table = gaussian(points=64)
    found = {check.name: check for check in sizes(table, fit(table, RECORD))}
    assert not found["effective sample of near histories"].passes
    assert not found["distinct points"].passes
    assert found["share of the prior that is absurd"].passes


def test_a_prior_that_is_mostly_absurd_is_said_to_be():
    table = gaussian(kept=gaussian().z[:, 3] < 1)
    assert not sizes(table, fit(table, RECORD))[2].passes


def test_a_sound_calibration_passes_everything():
    table = gaussian(points=8_192)
    found = diagnose(table, RECORD, np.random.default_rng(11))
    assert [check.name for check in found.checks if not check.passes] == []
    assert found.passes
    assert [each.learned for each in found.narrowing] == [True, True, False, False]
    assert [each.name for each in found.without] == ["of_a", "of_b"]
    assert not any(tail.out_of_reach or tail.strained for tail in found.tails)


def test_what_is_left_out_of_the_fit_is_still_held_against_the_forecast():
    record = np.array([0.9, 9.0])
    found = diagnose(gaussian(points=1_024), record, np.random.default_rng(1), ("of_b",), 60)
    assert [tail.name for tail in found.tails] == ["of_a", "of_b"]
    assert found.tails[1].out_of_reach
    assert found.without == []
    assert not found.narrowing[1].learned


def test_what_is_not_known_passes_no_check():
    assert not Check("nothing", nan, least=0.0).passes
    assert Check("enough", 3, least=2).threshold == "at least 2"
