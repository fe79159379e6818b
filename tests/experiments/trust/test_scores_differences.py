"""Differences of scores, and what a record could decide: white noise and closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.trust.scores.differences import (
    BLOCK,
    BLOCKS,
    block_interval,
    block_weights,
    effective_number,
    leave_one_out,
    of_months,
    of_windows,
    sign_flip,
)
from experiments.trust.scores.power import DECIDES, Power, drawn, power, told_apart

MONTHS, RECORDS = 43, 2_000
NOMINAL = 0.10  # how often a 90 % interval leaves out the truth
FIVE = arrays(float, 5, elements=st.floats(-2, 2))


def noise(windows=MONTHS, records=RECORDS, correlated=0.0):
    """Records of windows whose neighbours correlate, with mean nought, shape (records, windows)."""
    rng = np.random.default_rng(1)
    shocks = rng.normal(size=(records, windows + 50))
    found = np.zeros_like(shocks)
    for window in range(1, shocks.shape[1]):
        found[:, window] = correlated * found[:, window - 1] + shocks[:, window]
    return found[:, 50:]


def left_out(records, block=BLOCK):
    """How often the truth, nought, lies outside the interval."""
    low, high = block_interval(records, block)
    return float(np.mean((low > 0) | (high < 0)))


def within(found, expected, records=RECORDS):
    """Whether a share of so many records is an expected one, up to chance."""
    return abs(found - expected) < 4 * np.sqrt(expected * (1 - expected) / records)


def test_of_white_noise_the_interval_leaves_out_the_truth_no_more_often_than_it_says():
    assert left_out(noise()) < NOMINAL + 4 * np.sqrt(NOMINAL / RECORDS)
    assert left_out(noise(14), BLOCKS["quarter"]) < NOMINAL + 4 * np.sqrt(NOMINAL / RECORDS)


def test_of_many_windows_of_white_noise_it_does_so_just_as_often():
    assert within(left_out(noise(600, 1_000)), NOMINAL, 1_000)


def test_blocks_help_where_neighbours_hang_together():
    correlated = noise(correlated=0.5)
    assert left_out(correlated) < left_out(correlated, block=1) / 2


def test_the_interval_of_white_noise_is_as_wide_as_the_normal_one():
    low, high = block_interval(noise(600, 400))
    normal = 2 * 1.645 / np.sqrt(600)
    assert np.mean(high - low) == pytest.approx(normal, rel=0.05)


def test_every_new_record_is_as_long_as_the_old_one():
    weights = block_weights(MONTHS)
    assert weights.sum(axis=1) == pytest.approx(np.ones(len(weights)))
    assert (weights >= 0).all()
    assert block_weights(10, 5).shape == (2000, 10)


def test_blocks_are_of_neighbours():
    """Two blocks of five make ten windows: whoever weighs, weighs beside a neighbour."""
    for weights in block_weights(10, 5)[:50]:
        there = np.flatnonzero(weights)
        assert all(np.min(np.abs(there[there != each] - each)) == 1 for each in there)


def test_a_constant_difference_is_sure():
    found = of_months(np.full(MONTHS, -0.3))
    assert (found.mean, found.low, found.high) == pytest.approx((-0.3, -0.3, -0.3))
    assert found.told
    assert found.effective == found.windows == MONTHS


def test_the_interval_lies_around_the_mean_and_a_shift_moves_it():
    differences = noise()[0]
    found, moved = of_months(differences), of_months(differences + 5)
    assert found.low < found.mean < found.high
    assert (moved.low, moved.high) == pytest.approx((found.low + 5, found.high + 5))
    assert moved.told


def test_the_same_differences_give_the_same_interval():
    differences = noise()[0]
    assert of_months(differences) == of_months(differences)


def test_one_window_cannot_be_drawn_in_blocks():
    with pytest.raises(ValueError, match="one window cannot be drawn in blocks"):
        of_months(np.array([0.3]))


def test_a_few_windows_are_drawn_in_shorter_blocks():
    assert of_months(np.array([0.1, 0.3])).low < 0.2 < of_months(np.array([0.1, 0.3])).high


def test_the_bayesian_bootstrap_is_as_wide_as_it_should_be():
    """Its variance is that of the windows over n + 1."""
    differences = noise(200)[0]
    found = of_windows(differences, draws=20_000)
    assert found.high - found.low == pytest.approx(
        2 * 1.645 * differences.std() / np.sqrt(201), rel=0.05
    )


def test_white_noise_is_worth_its_number():
    values = [effective_number(record) for record in noise(2_000, 100)]
    # r of white noise has sd 1 / sqrt n and counts only where it is positive.
    assert 1 - np.mean(values) / 2_000 < 4 / np.sqrt(2_000)


def test_neighbours_that_correlate_by_a_half_are_worth_a_third():
    values = [effective_number(record) for record in noise(2_000, 100, correlated=0.5)]
    assert np.mean(values) / 2_000 == pytest.approx(1 / 3, abs=0.02)


def test_windows_are_never_worth_more_than_there_are():
    assert effective_number(np.tile([1.0, -1.0], 20)) == 40


def test_five_windows_cannot_say_more_than_one_in_32():
    assert sign_flip(-np.arange(1.0, 6.0)) == 1 / 32
    assert sign_flip(np.arange(1.0, 6.0)) == 1


def test_flipping_signs_of_two_windows_by_hand():
    """-3 + 1 = -2: of 4, 2, -2 and -4 two are as low."""
    assert sign_flip(np.array([-3.0, 1.0])) == 2 / 4


@given(FIVE)
def test_a_p_of_flipped_signs_is_a_multiple_of_one_in_32_and_mirrors(differences):
    p, mirrored = sign_flip(differences), sign_flip(-differences)
    assert 1 / 32 <= p <= 1
    assert p * 32 == round(p * 32)
    assert p + mirrored >= 1  # the record itself counts on both sides


def test_too_many_signs_are_not_flipped():
    with pytest.raises(ValueError, match="43 windows have too many signs to flip: at most 20"):
        sign_flip(np.ones(43))


@given(FIVE)
def test_leaving_one_out_leaves_the_mean_of_the_rest(differences):
    expected = [np.delete(differences, each).mean() for each in range(5)]
    assert leave_one_out(differences) == pytest.approx(expected)


def always(*shares):
    return np.tile(shares, (MONTHS, 1))


def test_very_different_forecasters_are_told_apart_nearly_always():
    found = power(always(0.01, 0.89, 0.05, 0.05), always(0.05, 0.05, 0.89, 0.01))
    assert found.least == 1
    assert found.sentence == ""


def test_identical_forecasters_are_never_told_apart():
    same = always(0.1, 0.6, 0.2, 0.1)
    assert power(same, same) == Power(0.0, 0.0)
    assert power(same, same).sentence == "This record cannot decide."


def test_equally_wrong_forecasters_are_told_apart_about_as_rarely_as_the_interval_says():
    first, second = always(0.0, 0.6, 0.4, 0.0), always(0.0, 0.4, 0.6, 0.0)
    records = drawn((first + second) / 2, 2_000, np.random.default_rng(1))
    better = told_apart(first, second, records)
    for side in better:
        assert side.mean() < NOMINAL / 2 + 4 * np.sqrt(NOMINAL / 2 / len(records))
    assert sum(side.mean() for side in better) > NOMINAL / 2


def test_power_grows_with_the_distance_of_the_forecasters():
    usual = always(0.05, 0.75, 0.15, 0.05)
    found = [power(usual, always(0.05, 0.75 - d, 0.15 + d, 0.05)).least for d in (0.1, 0.3, 0.6)]
    assert found == sorted(found)
    assert found[0] < DECIDES < found[2]


def test_power_has_two_sides():
    first, second = always(0.05, 0.75, 0.15, 0.05), always(0.05, 0.5, 0.4, 0.05)
    there, back = power(first, second), power(second, first)
    # Both ways count the same two things, each over 200 records of its own.
    for one, other in ((there.if_first, back.if_second), (there.if_second, back.if_first)):
        assert abs(one - other) < 4 * np.sqrt(0.5 / 200)


def test_records_are_drawn_as_often_as_forecast():
    shares = np.array([[0.1, 0.2, 0.3, 0.4], [0.0, 1.0, 0.0, 0.0]])
    records = drawn(shares, 8_000, np.random.default_rng(1))
    counted = np.bincount(records[:, 0], minlength=4) / 8_000
    assert np.abs(counted - shares[0]).max() < 4 * 0.5 / np.sqrt(8_000)
    assert (records[:, 1] == 1).all()


def test_a_class_that_one_rules_out_decides_and_breaks_nothing():
    found = power(always(0.0, 1.0, 0.0, 0.0), always(0.0, 0.5, 0.5, 0.0))
    assert found == Power(1.0, 1.0)
