"""Estimates and their intervals: published examples, closed forms and exact coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, multinomial

from sim.estimates.intervals import average, paired_difference, rate, shares, wilson, z_score
from tests.worlds import frozen


def paired(both: int, gained: int, lost: int, neither: int):
    """Two events over worlds with a given fourfold table."""
    treated = [True] * (both + gained) + [False] * (lost + neither)
    reference = [True] * both + [False] * gained + [True] * lost + [False] * neither
    return paired_difference(frozen(treated), frozen(reference))


# proportions of Newcombe (1998), "Two-sided confidence intervals for the single proportion", table
# I, Wilson without correction
@pytest.mark.parametrize(
    ("count", "worlds", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_intervals(count, worlds, low, high):
    estimate = rate(count, worlds)
    assert (estimate.low, estimate.high) == pytest.approx((low, high), abs=5.1e-5)


def test_wilson_covers_the_truth_about_as_often_as_it_says():
    worlds, truths = 60, np.linspace(0.02, 0.98, 97)
    counts = np.arange(worlds + 1)
    intervals = np.array(
        [(rate(int(count), worlds).low, rate(int(count), worlds).high) for count in counts]
    )
    inside = (intervals[:, :1] <= truths) & (truths <= intervals[:, 1:])
    coverage = (inside * binom.pmf(counts[:, None], worlds, truths)).sum(axis=0)
    assert coverage.mean() == pytest.approx(0.95, abs=0.01)
    assert (
        coverage.min() > 0.83
    )  # the Wilson interval dips there near 0 and 1, nowhere lower [Brown, Cai & DasGupta 2001]


def test_no_event_in_n_worlds_bounds_the_chance_by_three_over_n():
    for worlds in (100, 1_000, 100_000):
        assert rate(0, worlds).high == pytest.approx(3 / worlds, rel=0.02)


@given(st.integers(1, 100_000))
def test_the_bound_for_no_event_is_exact(worlds):
    assert binom.pmf(0, worlds, rate(0, worlds).high) == pytest.approx(0.05)


@given(st.integers(1, 100_000))
def test_nothing_but_events_mirrors_no_event(worlds):
    none, every = rate(0, worlds), rate(worlds, worlds)
    assert (every.low, every.high) == pytest.approx((1 - none.high, 1 - none.low))


@given(st.integers(1, 5_000), st.data())
def test_an_interval_holds_its_estimate_and_stays_within_zero_and_one(worlds, data):
    estimate = rate(data.draw(st.integers(0, worlds)), worlds)
    assert 0 <= estimate.low <= estimate.probability <= estimate.high <= 1


@given(st.integers(4, 2_000), st.data())
def test_more_worlds_narrow_the_interval(worlds, data):
    count = data.draw(st.integers(1, worlds - 1))
    few, many = rate(count, worlds), rate(4 * count, 4 * worlds)
    assert many.high - many.low < few.high - few.low


def test_1825_worlds_give_one_point_at_five_per_cent_and_9604_at_one_half():
    for p, worlds in ((0.05, 1825), (0.5, 9604)):
        low, high = wilson(p * worlds, worlds, z_score())
        assert (high - low) / 2 == pytest.approx(0.01, rel=0.02)


def test_z_scores_are_those_of_the_normal_table():
    assert [z_score(confidence) for confidence in (0.90, 0.95, 0.99)] == pytest.approx(
        [1.644854, 1.959964, 2.575829], abs=5e-7
    )


def test_simultaneous_intervals_are_wilson_intervals_at_a_shared_error():
    counts = frozen([50, 30, 15, 5])
    each = shares(counts)
    z = z_score(1 - 0.05 / 4)  # Goodman's chi-square of one degree of freedom is the square of this
    np.testing.assert_allclose(
        [(one.low, one.high) for one in each],
        [wilson(int(count), 100, z) for count in counts],
        rtol=1e-12,
    )


def test_simultaneous_intervals_hold_together_as_often_as_they_say():
    truth, worlds, n = np.array([0.7, 0.2, 0.08, 0.02]), 500, 2_000
    samples = multinomial(worlds, truth, seed=3).rvs(n)
    hold = [
        all(one.low <= p <= one.high for one, p in zip(shares(row), truth, strict=True))
        for row in samples
    ]
    assert np.mean(hold) > 0.95 - 4 * np.sqrt(0.95 * 0.05 / n)


def test_paired_differences_have_the_published_interval():
    estimate = paired(
        36, 12, 2, 0
    )  # the example of Newcombe (1998), "... based on paired data", method 10
    assert (estimate.low, estimate.high) == pytest.approx((0.0569, 0.3404), abs=5.1e-5)


@given(st.integers(1, 10_000))
def test_a_treatment_that_turns_every_world_has_a_closed_interval(worlds):
    estimate, z = paired(0, worlds, 0, 0), z_score()
    assert estimate.low == pytest.approx(1 - np.sqrt(2) * z**2 / (worlds + z**2))
    assert (estimate.probability, estimate.high) == pytest.approx((1, 1))


def test_paired_differences_cover_the_truth_about_as_often_as_they_say():
    chances, worlds, n = np.array([0.08, 0.05, 0.02, 0.85]), 400, 2_000
    hold = []
    for table in multinomial(worlds, chances, seed=4).rvs(n):
        estimate = paired(*table)
        hold.append(estimate.low <= 0.03 <= estimate.high)
    assert np.mean(hold) == pytest.approx(0.95, abs=4 * np.sqrt(0.95 * 0.05 / n))


@given(st.lists(st.integers(0, 300), min_size=4, max_size=4).filter(any))
def test_swapping_treatment_and_reference_turns_the_difference_round(table):
    both, gained, lost, neither = table
    forth, back = paired(both, gained, lost, neither), paired(both, lost, gained, neither)
    assert (forth.probability, forth.low, forth.high) == pytest.approx(
        (-back.probability, -back.high, -back.low)
    )
    assert forth.count == gained - lost


def test_a_treatment_that_changes_nothing_has_no_difference():
    estimate = paired(500, 0, 0, 500)
    assert estimate.probability == 0
    assert estimate.low < 0 < estimate.high


def test_common_luck_narrows_a_difference():
    rng = np.random.default_rng(2)
    reference = rng.random(2_000) < 0.3
    treated = reference | (rng.random(2_000) < 0.05)
    together, apart = (
        paired_difference(treated, reference),
        paired_difference(treated, rng.permutation(reference)),
    )
    assert together.high - together.low < (apart.high - apart.low) / 2


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "almost no chance"),
        (49, "almost no chance"),
        (50, "very unlikely"),
        (199, "very unlikely"),
        (200, "unlikely"),
        (450, "roughly even chance"),
        (549, "roughly even chance"),
        (550, "likely"),
        (800, "very likely"),
        (950, "almost certain"),
        (1000, "almost certain"),
    ],
)
def test_probabilities_are_said_in_the_words_of_icd_203(count, words):
    assert rate(count, 1000).words == words


@pytest.mark.parametrize(
    ("count", "worlds", "words"),
    [
        (0, 1, "at most almost certain"),
        (0, 10, "at most unlikely"),
        (0, 58, "at most very unlikely"),
        (0, 59, "almost no chance"),
        (10, 10, "at least likely"),
        (59, 59, "almost certain"),
    ],
)
def test_what_never_or_always_happened_is_said_in_the_words_of_its_bound(count, worlds, words):
    assert rate(count, worlds).words == words


@given(st.floats(1e-300, 1 - 2**-53), st.sampled_from([0.0, 1e-30, 0.01]), st.integers(1, 10**9))
def test_a_mean_of_chances_never_lies_outside_its_interval(mean, variance, worlds):
    estimate = average(mean, variance, worlds)
    assert 0 <= estimate.low <= estimate.probability <= estimate.high <= 1


@pytest.mark.parametrize("mean", [0.001, 0.4, 0.6])
def test_one_world_has_the_chance_that_was_foreseen_and_no_idea_how_worlds_differ(mean):
    estimate = average(mean, 0.0, 1)
    assert (estimate.probability, estimate.low, estimate.high) == (mean, 0.0, 1.0)


@pytest.mark.parametrize("worlds", [100, 1000])
@pytest.mark.parametrize("share", [0.002, 0.02, 0.2])
def test_the_interval_of_chances_that_few_worlds_bear_holds_the_truth(worlds, share):
    rng, batches = np.random.default_rng(8), 400
    borne = np.array([0.05, 0.3, 0.9])  # by a world that bears much; the others bear next to none
    held = 0
    for _ in range(batches):
        others = 1e-9 * np.exp(4 * rng.standard_normal(worlds))
        chances = np.where(rng.random(worlds) < share, rng.choice(borne, worlds), others)
        each = average(float(chances.mean()), float(chances.var(ddof=1)), worlds)
        held += each.low <= share * borne.mean() <= each.high
    assert held / batches > 0.95 - 5 * np.sqrt(0.95 * 0.05 / batches)


def test_many_worlds_in_effect_keep_the_interval_of_a_mean():
    chances = np.full(1000, 0.01) + np.linspace(0, 0.001, 1000)
    each = average(float(chances.mean()), float(chances.var(ddof=1)), 1000)
    assert each.high - each.low < 1e-4


def test_few_worlds_that_were_spared_bound_from_below():
    chances = np.ones(1000)
    chances[:3] = 0.2
    each = average(float(chances.mean()), float(chances.var(ddof=1)), 1000)
    assert 0.99 < each.low < each.probability < each.high < 1
