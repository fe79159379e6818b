"""Simulation-based calibration passes a sound posterior and fails an unsound one."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom, chisquare

from experiments.trust.calibration.posterior import infer
from experiments.trust.calibration.tables import FLOOR
from experiments.trust.calibration.truths import (
    COVERS,
    Ranks,
    drawn_truths,
    most_by_chance,
    ranks,
)
from tests.experiments.trust.gaussian import SURE, gaussian

POINTS, TRUTHS = 2_048, 500


def looked_at(change=None, **changed):
    """Ranks of truths in posteriors that may have been spoilt."""
    table = gaussian(points=POINTS, unknowns=3, **changed)

    def spoilt(learned, targets):
        found = infer(learned, targets)
        return found if change is None else change(found)

    fitted = np.array([True, True, False])
    return ranks(table, fitted, np.random.default_rng(7), TRUTHS, spoilt)


def failed(found: Ranks) -> list[str]:
    return [check.name for check in found.checks() if not check.passes]


def squeezed(posterior, factor=0.6):
    mean = posterior.weight @ posterior.z
    return replace(posterior, z=mean + factor * (posterior.z - mean))


def shifted(posterior):
    return replace(posterior, z=posterior.z + 0.3, log_odds=posterior.log_odds + 0.3)


@pytest.fixture(scope="module")
def sound():
    return looked_at()


def test_a_sound_posterior_passes(sound):
    assert sound.names == ("a", "b", "observed", "high")
    assert sound.ranks.shape == (TRUTHS, 4)
    assert failed(sound) == []


def test_a_posterior_that_is_too_narrow_fails_in_ranks_and_cover():
    found = failed(looked_at(squeezed))
    assert "smallest p-value of the ranks" in found
    for each in ("50% intervals, a", "90% intervals, b", "50% intervals, mean"):
        assert f"cover of {each}" in found
    assert "cover of 90% intervals, observed" not in found  # log odds were left as they are


def test_a_posterior_that_is_too_wide_fails_in_cover():
    found = failed(looked_at(lambda posterior: squeezed(posterior, 1.7)))
    assert "cover of 50% intervals, a" in found
    assert "cover of 90% intervals, mean" in found


def test_a_shifted_posterior_fails():
    found = looked_at(shifted)
    assert "smallest p-value of the ranks" in failed(found)
    assert "p-values below 0.05" in failed(found)
    assert (found.p_values < 1e-6).all()


def test_weights_count_in_the_truths_as_in_the_posterior():
    z = gaussian(points=POINTS, unknowns=3).z[:, :1]
    weights = np.repeat(np.exp(-(z**2)), 4, axis=1)
    assert failed(looked_at(weights=weights)) == []


def test_truths_at_the_floor_have_even_ranks_where_all_are_at_the_floor():
    found = looked_at(log_odds=np.full((POINTS, 2), FLOOR))
    assert (found.p_values[2:] > 0.001).all()
    assert found.cover(0.5)[2:] == pytest.approx(0.5, abs=SURE * 0.5 / np.sqrt(TRUTHS))


def test_ranks_are_even_where_a_third_of_the_chances_are_at_the_floor():
    """Log odds that the statistics tell little of, so that the correction alone would empty it."""
    z = gaussian(points=POINTS, unknowns=3).z
    latent = FLOOR + 1 + z[:, [0]] + 2 * z[:, [2]]
    found = looked_at(log_odds=np.maximum(latent + np.array([0.0, 1.0]), FLOOR))
    assert failed(found) == []


def test_no_truth_is_in_the_table_that_it_is_inferred_from():
    table = gaussian(points=256)
    asked = []

    def told(learned, targets):
        asked.append(targets)
        point, _ = np.nonzero((table.statistics == targets).all(axis=-1))
        assert point.size == 1
        assert not (learned.table.unit == table.unit[point]).all(axis=1).any()
        return infer(learned, targets)

    ranks(table, np.ones(4, dtype=bool), np.random.default_rng(1), 40, told)
    assert len(asked) == 40


def test_truths_are_drawn_by_weight():
    weights = np.array([[1.0, 3.0], [2.0, 0.0], [0.0, 0.0], [2.0, 2.0]]).repeat(16, axis=0)
    table = gaussian(points=64, histories=2, weights=weights)
    rng, draws = np.random.default_rng(8), 400
    times = np.zeros((64, 2))
    for _ in range(draws):
        np.add.at(times, drawn_truths(table, 20, rng), 1)
    by_kind = times.reshape(4, 16, 2).sum(axis=1) / (20 * draws)
    expected = weights[::16] / weights[::16].sum()
    error = SURE * np.sqrt(expected * (1 - expected) / (20 * draws))
    assert (np.abs(by_kind - expected) <= error).all()


def test_no_point_is_a_truth_twice_where_there_are_more_points_than_truths():
    point, _ = drawn_truths(gaussian(points=1_024), 500, np.random.default_rng(9))
    assert np.unique(point).size == 500


def test_p_values_are_those_of_chi_square(sound):
    for place in range(4):
        counts, _ = np.histogram(sound.ranks[:, place], bins=20, range=(0, 1))
        assert sound.p_values[place] == pytest.approx(chisquare(counts).pvalue)


@pytest.mark.parametrize("tests", [1, 4, 14, 40])
def test_small_p_values_are_allowed_as_often_as_chance_brings_them(tests):
    assert most_by_chance(tests) == binom.ppf(0.99, tests, 0.05)


def test_cover_is_the_share_of_ranks_inside():
    found = Ranks(("a",), 1, np.array([[0.1], [0.26], [0.5], [0.74], [0.96]]))
    assert found.cover(0.5)[0] == pytest.approx(3 / 5)
    assert found.cover(0.9)[0] == pytest.approx(4 / 5)


def test_even_ranks_pass_every_check_and_say_their_thresholds():
    even = ((np.arange(500) + 0.5) / 500)[:, None]
    checks = Ranks(("a",), 1, even).checks()
    assert all(check.passes for check in checks)
    assert len(checks) == 2 + 2 * len(COVERS)
    assert checks[2].threshold == "0.43 to 0.57"
