"""Likelihood and confidence: words by their ranges, a rule at its thresholds, figures that bear."""

import math
from datetime import date

import pytest
from scipy.special import gammaincinv

from experiments.findings.bands import MIXTURE, PARAMETERS, STRUCTURE, Band, Unsure
from experiments.findings.company import base_rate, forecasts, full_months, in_a_year
from experiments.words.company import company
from experiments.words.confidence import Confidence, factor, in_words
from experiments.words.unsure import ends, span, sure
from sim.numbers import end


def band(low, high, kind=PARAMETERS, middle=None):
    return Band("entry", kind, (low + high) / 2 if middle is None else middle, low, high, 6400, 400)


@pytest.mark.parametrize(
    ("measures", "level"),
    [
        ((3.0, 3.0, 0.25), "high"),
        ((3.1, 3.0, 0.25), "moderate"),
        ((3.0, 3.1, 0.25), "moderate"),
        ((3.0, 3.0, 0.26), "moderate"),
        ((10.0, 10.0, 0.5), "moderate"),
        ((10.1, 1.0, 0.0), "low"),
        ((1.0, 10.1, 0.0), "low"),
        ((1.0, 1.0, 0.51), "low"),
        ((1.0, None, 0.0), "moderate"),
        ((1.0, 1.0, None), "moderate"),
        ((math.inf, 1.0, 0.0), "low"),
    ],
)
def test_the_worst_of_three_measures_decides_confidence(measures, level):
    assert Confidence(*measures).level == level


def test_a_factor_is_between_the_odds_at_the_ends():
    assert factor(band(0.2, 0.5)) == pytest.approx(4)
    assert factor(band(0.3, 0.3)) == 1
    assert factor(band(0.0, 0.3)) == math.inf
    assert factor(band(0.3, 1.0)) == math.inf


def test_confidence_is_taken_from_a_treatments_bands():
    cell = Unsure({}, (band(0.2, 0.5), band(0.2, 0.4, STRUCTURE)))
    found = Confidence.of(cell, 0.1)
    assert (found.parameters, found.structure) == pytest.approx((4, 8 / 3))
    assert found.sentence == (
        "Confidence in that is moderate: the odds differ by a factor of 4 over the parameters and "
        "2.7 over rival structures; 10 % of the variance of the log odds rests on assumptions."
    )


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "almost no chance [0-5 %]"),
        (0.049, "almost no chance [0-5 %]"),
        (0.05, "very unlikely [5-20 %]"),
        (0.3, "unlikely [20-45 %]"),
        (0.5, "roughly even chance [45-55 %]"),
        (1.0, "almost certain [95-100 %]"),
    ],
)
def test_a_word_stands_with_its_range(probability, words):
    assert in_words(probability) == words


@pytest.mark.parametrize(
    ("low", "middle", "high", "told"),
    [
        (0.136, 0.1603, 0.187, "16 % [14 - 19 %]"),
        (0.4418, 0.4516, 0.4612, "45.2 % [44.2 - 46.1 %]"),
        (0.0005, 0.0009, 0.0013, "0.09 % [0.05 - 0.13 %]"),
        (0.0, 1e-7, 0.009, "under 0.9 % [0.0 - 0.9 %]"),
    ],
)
def test_a_number_has_no_more_figures_than_its_interval_bears(low, middle, high, told):
    mean = band(low, high, MIXTURE, middle)
    assert f"{sure(mean)} {ends(mean)}" == told


def test_ends_of_bands_are_coarse_and_never_nought():
    assert [end(each) for each in (0.0, 0.0042, 0.163, 0.9961)] == [
        "under 0.01 %", "0.4 %", "16 %", "99.6 %",
    ]  # fmt: skip
    assert span(band(0.0042, 0.84)) == "0.4 to 84 %"
    assert span(band(0.0, 1e-9)) == "under 0.01 %"
    assert span(None) == "not looked at"


def test_the_base_rate_is_jeffreys_in_closed_form():
    mean, low, high = in_a_year(0, 52)
    assert mean == pytest.approx(1 - math.sqrt(52 / 64))
    for probability, level in ((low, 0.025), (high, 0.975)):
        rate = -math.log1p(-probability) / 12
        assert rate * 52 == pytest.approx(float(gammaincinv(0.5, level)))
    assert in_a_year(1, 52)[0] == pytest.approx(1 - (52 / 64) ** 1.5)


def test_more_months_without_entry_make_the_base_rate_lower():
    rates = [in_a_year(0, months)[0] for months in (12, 24, 52, 120)]
    assert rates == sorted(rates, reverse=True)


def test_full_months_count_from_the_invasion_to_the_registers_last_day():
    assert full_months(date(2022, 2, 24), date(2022, 3, 22)) == 0
    assert full_months(date(2022, 2, 24), date(2022, 3, 23)) == 1
    found = base_rate()
    assert (found.events, found.months, found.until) == (0, 52, date(2026, 6, 30))


def test_forecasts_are_those_of_the_time_that_is_asked_about():
    then = forecasts(date(2022, 12, 7))
    assert then is not None
    assert then.low <= then.middle <= then.high
    assert abs(then.first - date(2022, 12, 7)).days <= 183
    assert forecasts(date(2020, 8, 9)) is None
    assert "forecasts of" not in company(date(2020, 8, 9))
