"""Baselines: closed forms, and that none looks past its origin."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from experiments.plan.series.reading import RECORD, read_series
from experiments.trust.record.statistics import ENTRY, MATERIAL, POSTURE
from experiments.trust.scores import baselines, windows
from experiments.trust.scores.baselines import (
    JEFFREYS,
    LADDER,
    ZERO,
    entry,
    entry_table,
    fitted_persistence,
    frequency,
    jeffreys,
    ladder,
    ladder_table,
    lead,
    markov,
    none_within,
    persistence,
    share_kept,
)
from experiments.trust.scores.chains import CHAINS, Chain
from experiments.trust.scores.contingent import (
    PRIOR_SD,
    PRIOR_STEPS,
    Walk,
    counts,
    monthly_sd,
    walk,
)
from experiments.trust.scores.forecasters import said
from experiments.trust.scores.windows import (
    CODINGS,
    KINDS,
    ORIGIN,
    QUANTITIES,
    grid,
    known_by,
    observed,
    of_kind,
)
from sim.series import Dated

PAST = np.array([MATERIAL, MATERIAL, POSTURE, MATERIAL])
SINCE = np.array([POSTURE])
SERIES = read_series(RECORD)


def test_frequency_counts_every_block_and_month_and_gives_each_class_one():
    assert frequency(PAST, SINCE).first.tolist() == [1 / 9, 4 / 9, 3 / 9, 1 / 9]
    assert frequency(PAST, SINCE, 0.25).first.tolist() == [0.25 / 6, 3.25 / 6, 2.25 / 6, 0.25 / 6]


def test_persistence_keeps_the_last_class_and_shares_the_rest_as_it_was():
    drawn = frequency(PAST, SINCE).first
    first = persistence(PAST, SINCE).first
    assert first == pytest.approx(0.7 * np.eye(4)[POSTURE] + 0.3 * drawn)


def test_persistence_is_fitted_on_2022_alone():
    """One of three steps kept its class; Laplace adds one of each: two of five."""
    assert share_kept(PAST) == pytest.approx(2 / 5)
    assert share_kept(np.full(9, MATERIAL)) == pytest.approx(9 / 10)
    fitted = fitted_persistence(PAST, SINCE).first
    assert fitted == pytest.approx(persistence(PAST, SINCE, 2 / 5).first)


def test_the_chain_of_2022_goes_on_from_the_last_month():
    """Material was followed by material once, by posture once; posture by material once."""
    assert markov(PAST, SINCE).first.tolist() == [1 / 5, 2 / 5, 1 / 5, 1 / 5]
    assert markov(PAST, SINCE[:0]).first.tolist() == [1 / 6, 2 / 6, 2 / 6, 1 / 6]
    assert markov(PAST, np.array([ENTRY])).first.tolist() == [0.25] * 4


def test_jeffreys_gives_the_next_month_half_a_case_more():
    assert jeffreys(9, 1) == pytest.approx(0.5 / 10)
    assert jeffreys(52, 1) == pytest.approx(0.5 / 53)


def test_jeffreys_learns_within_a_window_and_its_months_add_up():
    parts = [jeffreys(9, 1, lead=month) for month in range(43)]
    assert jeffreys(9, 43) == pytest.approx(sum(parts))
    assert 1 - jeffreys(9, 43) == pytest.approx(none_within(9, 43))
    assert parts == sorted(parts, reverse=True)
    again = none_within(9, 3)
    assert jeffreys(9, 1, lead=3) == pytest.approx(again * jeffreys(12, 1))


def test_always_zero_says_nought():
    assert entry(grid()["2024-07"])[ZERO] == 0


def independent(shares):
    return Chain(np.array(shares), np.tile(shares, (4, 1)))


def test_the_highest_of_independent_months_is_at_most_a_class_if_all_are():
    shares = np.array([0.1, 0.5, 0.3, 0.1])
    expected = np.diff(np.cumsum(shares) ** 3, prepend=0)
    assert independent(shares).highest(3) == pytest.approx(expected)
    assert independent(shares).highest(1) == pytest.approx(shares)


def test_what_never_changes_stays():
    still = Chain(np.array([0.0, 0.25, 0.75, 0.0]), np.eye(4))
    assert still.highest(43) == pytest.approx(still.first)
    assert still.later(12).first == pytest.approx(still.first)
    sd = np.sqrt(0.25 * 0.75 / CHAINS)
    assert still.longest(5) == pytest.approx(still.first, abs=4 * sd)


def test_the_class_held_longest_of_three_months_is_that_of_two_of_them():
    """Three tosses between two classes: two or three of the second are 3 p^2 - 2 p^3."""
    p = 0.3
    most = independent([0.0, 1 - p, p, 0.0]).longest(3)
    expected = 3 * p**2 - 2 * p**3
    assert most[POSTURE] == pytest.approx(expected, abs=4 * np.sqrt(expected / CHAINS))
    assert most.sum() == pytest.approx(1)


def test_of_classes_held_equally_long_the_lower_counts():
    alternating = Chain(np.array([0.0, 0, 1, 0]), np.eye(4)[[0, 2, 1, 3]])
    assert alternating.longest(2).tolist() == [0, 1, 0, 0]
    assert alternating.longest(3).tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize("origin", [None, ORIGIN])
@pytest.mark.parametrize("kind", KINDS[1:])
def test_every_baseline_forecasts_every_window(kind, origin):
    some = of_kind(kind)
    for coding in CODINGS:
        for quantity in QUANTITIES:
            for shares in ladder_table(some, quantity, coding, origin).values():
                assert shares.shape == (len(some), 4)
                assert shares.sum(axis=1) == pytest.approx(np.ones(len(some)))
                assert (shares >= 0).all()
    for p in entry_table(some, origin).values():
        assert p.shape == (len(some),)
        assert ((p >= 0) & (p < 1)).all()


@pytest.fixture
def other_future(monkeypatch):
    """The record rewritten from a day on: entry in every month that was not over by then."""

    def rewrite(origin):
        changed = {
            key: seen
            if seen.known <= origin
            else replace(seen, highest=dict.fromkeys(CODINGS, ENTRY), entry=True)
            for key, seen in observed().items()
        }
        monkeypatch.setattr(windows, "observed", lambda: changed)

    return rewrite


@pytest.mark.parametrize("key", ["2022-12", "2023-06", "2024-Q3", "W4", "whole", "2026-06"])
def test_no_baseline_knows_what_came_after_its_origin(key, other_future):
    window = grid()[key]
    before = ladder(window, "highest", "strict"), entry(window)
    other_future(window.origin)
    after = ladder(window, "highest", "strict"), entry(window)
    for name in LADDER:
        assert np.array_equal(before[0][name], after[0][name])
    assert before[1] == after[1]


def test_after_an_entry_nothing_is_left_to_ask(other_future):
    other_future(date(2024, 1, 1))
    with pytest.raises(ValueError, match="2025-01: entry was before the origin"):
        entry(grid()["2025-01"])


def test_the_single_origin_sees_the_blocks_of_2022_and_looks_ever_further():
    months = of_kind("month")
    seen = known_by(ORIGIN)
    assert [each.window.kind for each in seen] == ["past"] * 9
    assert [lead(seen, month) for month in months] == list(range(43))


def test_a_rolling_origin_is_the_day_before_and_misses_nothing():
    for number, month in enumerate(of_kind("month")):
        seen = known_by(month.origin)
        assert month.origin == month.first - timedelta(days=1)
        assert (len(seen), lead(seen, month)) == (9 + number, 0)


def test_far_ahead_persistence_forgets_where_it_stood():
    last = grid()["2026-06"]
    far = ladder(last, "highest", "strict", ORIGIN)
    assert far["persistence .7"] == pytest.approx(far["frequency"], abs=1e-6)


def value(day, thousand):
    at = date.fromisoformat(day)
    return Dated(at, at, "contingent", thousand, None, None, "assumption")


def test_a_walk_starts_at_the_last_value_known():
    found = walk(SERIES, date(2022, 12, 7), date(2022, 12, 7))
    assert found.quantiles(np.array([0.5])) == pytest.approx(4.3)
    later = walk(SERIES, date(2023, 9, 30), date(2024, 2, 29))
    assert later.quantiles(np.array([0.5])) == pytest.approx(2.1)


def test_a_walk_spreads_with_the_root_of_time():
    one, four = (
        walk(SERIES, date(2022, 12, 7), date(2022, 10, 24) + timedelta(days=each)).sd
        for each in (100, 400)
    )
    assert four == pytest.approx(2 * one)


def test_how_far_a_month_carries_is_learned_with_a_prior_worth_four_steps():
    assert monthly_sd([value("2022-01-01", 3.0)]) == PRIOR_SD
    step = [value("2022-01-01", 1.0), value("2023-01-01", 3.0)]
    learned = (PRIOR_STEPS * PRIOR_SD**2 + np.log(2) ** 2 / 12) / (PRIOR_STEPS + 1)
    assert monthly_sd(step) == pytest.approx(np.sqrt(learned), rel=1e-3)


def test_two_counts_of_one_day_are_no_step():
    twice = [value("2022-01-01", 1.0), value("2022-01-01", 9.0)]
    assert monthly_sd(twice) == PRIOR_SD


def test_a_walk_knows_nothing_that_came_later():
    origin = date(2023, 3, 25)
    short = [row for row in SERIES if row.known <= origin]
    assert walk(SERIES, origin, date(2023, 4, 15)) == walk(short, origin, date(2023, 4, 15))


def test_without_a_value_there_is_no_walk():
    with pytest.raises(ValueError, match="no value of the contingent is known by 2019-01-01"):
        walk(SERIES, date(2019, 1, 1), date(2019, 2, 1))


def test_the_contingent_is_never_below_none():
    wide = Walk(centre=0.5, sd=2.0)
    assert wide.quantiles(np.array([0.05]))[0] == 0
    assert wide.sample().min() == 0
    assert np.median(wide.sample()) == pytest.approx(np.expm1(0.5))


def test_the_counts_are_those_of_the_register_after_the_origin():
    assert len(counts()) == 11
    assert all(each.day > ORIGIN for each in counts())
    assert all(each.low <= each.value <= each.high for each in counts())
    assert [each.day for each in counts()] == sorted(each.day for each in counts())


def test_only_over_forecasters_told_a_horizon_so_no_mean_of_others_is_fair():
    defined = [each for each in said() if each.defined and each.last > ORIGIN]
    assert {each.row for each in defined} == {"FC-15", "FC-16"}
    assert all("over-forecast" in each.horizon for each in defined)


def test_a_forecast_of_others_meets_a_window_only_where_that_is_its_horizon():
    met = {each.row: each.window.key for each in said() if each.window is not None}
    assert met == {"FC-16": "W2"}


def test_a_chance_of_others_lies_in_its_band():
    for each in said():
        low, centre, high = each.chances.values()
        assert 0 <= low <= centre <= high < 1


def test_jeffreys_stands_where_it_should_for_the_first_month():
    assert entry(grid()["2022-12"])[JEFFREYS] == pytest.approx(0.05)
    assert baselines.KEPT == 0.7
