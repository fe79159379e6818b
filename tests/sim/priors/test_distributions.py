"""Distributions: closed forms, what is cut off, and how they are written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim import ScenarioError
from sim.priors.distributions import Distribution, parsed
from sim.priors.kinds import KINDS

WHOLE = (
    (Distribution("normal", 0.42, 0.08), stats.norm(0.42, 0.08)),
    (Distribution("lognormal", 0.3, 0.2), stats.lognorm(0.2, scale=0.3)),
    (Distribution("uniform", 0.3, 0.95), stats.uniform(0.3, 0.65)),
    (Distribution("loguniform", 2e-5, 5e-4), stats.loguniform(2e-5, 5e-4)),
    (Distribution("beta", 12, 2), stats.beta(12, 2)),
)
CUT = (
    Distribution("normal", 0.5, 0.4, 0, 1),
    Distribution("lognormal", 0.7, 0.5, 0.01, 1),
    Distribution("logitnormal", 0.3, 1.0, 0.1, 0.8),
    Distribution("uniform", 0.2, 0.9, 0.5, 3),
    Distribution("loguniform", 1e-3, 1.0, 0, 0.1),
    Distribution("beta", 2, 3, 0.2, 1),
)
LEVELS = np.linspace(0.001, 0.999, 201)
everyone = st.sampled_from([*CUT, *(each for each, _ in WHOLE)])


@pytest.mark.parametrize(("mine", "known"), WHOLE, ids=[str(mine) for mine, _ in WHOLE])
def test_curves_are_those_that_are_known(mine, known):
    x = known.ppf(LEVELS)
    np.testing.assert_allclose(mine.quantile(LEVELS), x, rtol=1e-10)
    np.testing.assert_allclose(mine.cdf(x), LEVELS, rtol=1e-10)
    np.testing.assert_allclose(mine.log_density(x), known.logpdf(x), rtol=1e-9, atol=1e-9)


def test_log_odds_of_a_logit_normal_share_are_normal():
    share = Distribution("logitnormal", 0.71, 0.4)
    odds = np.log(0.71 / 0.29) + 0.4 * stats.norm.ppf(LEVELS)
    x = 1 / (1 + np.exp(-odds))
    density = stats.norm.pdf(odds, np.log(0.71 / 0.29), 0.4) / (x * (1 - x))
    np.testing.assert_allclose(share.quantile(LEVELS), x, rtol=1e-12)
    np.testing.assert_allclose(np.exp(share.log_density(x)), density, rtol=1e-9)


@given(everyone, st.floats(0, 1))
def test_the_quantile_undoes_the_chance_of_less(distribution, u):
    x = distribution.quantile(np.array(u))
    if np.isfinite(x):
        assert distribution.cdf(x) == pytest.approx(u, abs=1e-9)


@given(everyone, st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_a_larger_share_lies_below_a_larger_number(distribution, shares):
    low, high = distribution.quantile(np.sort(np.array(shares)))
    assert low <= high


@pytest.mark.parametrize("distribution", CUT, ids=str)
def test_what_is_cut_is_whole_again_and_nothing_is_outside(distribution):
    low, high = distribution.quantile(np.array([0.0, 1.0]))
    assert distribution.low <= low < high <= distribution.high
    places, weights = np.polynomial.legendre.leggauss(200)
    x = low + (high - low) * (places + 1) / 2
    density = np.exp(distribution.log_density(x))
    assert density @ weights * (high - low) / 2 == pytest.approx(1, abs=1e-6)
    assert np.all(distribution.log_density(np.array([low - 1e-6, high + 1e-6])) == -np.inf)


@pytest.mark.parametrize("distribution", CUT, ids=str)
def test_quantiles_are_spread_evenly_between_the_ends(distribution):
    whole = Distribution(distribution.kind, distribution.a, distribution.b)
    first, last = whole.cdf(np.array([distribution.low, distribution.high]))
    cut = distribution.quantile(LEVELS)
    np.testing.assert_allclose(whole.quantile(first + (last - first) * LEVELS), cut, rtol=1e-9)


def test_a_narrower_range_is_cut_within_the_one_before():
    cut = Distribution("normal", 0, 1, low=-1).within(-5, 0.5)
    assert (cut.low, cut.high) == (-1, 0.5)


@pytest.mark.parametrize("distribution", CUT, ids=str)
def test_what_is_written_is_read_again(distribution):
    again = parsed(str(distribution), distribution.low, distribution.high)
    assert again == distribution


def test_spaces_and_exponents_are_read():
    assert parsed(" loguniform( 2e-5 ,5E-4)") == Distribution("loguniform", 2e-5, 5e-4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("gamma(1, 2)", "gamma is not one of normal, lognormal"),
        ("normal(1)", "is not a distribution such as"),
        ("normal(1, 2, 3)", "is not a distribution such as"),
        ("normal(a, b)", "uniform(low < high)"),
        ("0.5", "is not a distribution such as"),
        ("normal(0.5, 0)", r"allowed are normal(mean, sd > 0)"),
        ("normal(nan, 1)", r"allowed are normal(mean, sd > 0)"),
        ("lognormal(-1, 1)", "median > 0"),
        ("logitnormal(1, 1)", "median within (0, 1)"),
        ("uniform(1, 1)", "low < high"),
        ("loguniform(0, 1)", "0 < low < high"),
        ("beta(0, 1)", "a > 0"),
        ("normal(50, 1)", "normal(50, 1) has nothing inside [0, 1]"),
        ("uniform(2, 3)", "nothing inside [0, 1]"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_that_says_what_is_allowed(text, says):
    with pytest.raises(ScenarioError) as refused:
        parsed(text, 0, 1)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_kind_is_tried_here():
    assert {each.kind for each in CUT} == set(KINDS)
