"""The decision rules against published values and closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize_scalar

from sim.laws.choice import (
    Choice,
    best_response,
    draw,
    prospect_value,
    quantal_response,
    weighted_chance,
)
from tests.worlds import frozen

ROW = frozen([[1.1141, 0], [0, 0.2785]])  # Ochs' game, payoffs in dollars [McKelvey1995]
COLUMN = frozen([[0, 1.1141], [1.1141, 0]])
PLAYED, OBSERVATIONS = (0.527, 0.366), 128

utilities = st.lists(st.floats(-3, 3), min_size=2, max_size=7)


def ochs_equilibrium(rationality: float) -> tuple[float, float]:
    """The chance that each plays the first action when both answer the other's chances."""

    def column_answers(p: float) -> float:
        return float(quantal_response(frozen([p, 1 - p]) @ COLUMN, rationality)[0])

    def row_answers(q: float) -> float:
        return float(quantal_response(ROW @ frozen([q, 1 - q]), rationality)[0])

    p = brentq(lambda p: row_answers(column_answers(p)) - p, 0, 1, xtol=1e-12)
    return p, column_answers(p)


def unlikelihood(rationality: float) -> float:
    return -sum(
        f * np.log(p) + (1 - f) * np.log(1 - p)
        for f, p in zip(PLAYED, ochs_equilibrium(rationality), strict=True)
    )


def test_ochs_game_is_played_with_the_published_rationality():
    fitted = minimize_scalar(
        unlikelihood, bounds=(0.1, 10), method="bounded", options={"xatol": 1e-8}
    ).x
    assert fitted == pytest.approx(1.8456, abs=5e-5)
    assert ochs_equilibrium(fitted) == pytest.approx((0.616, 0.383), abs=1e-3)


@pytest.mark.parametrize(("rationality", "chance"), [(2, 0.55), (5, 0.62), (10, 0.73), (20, 0.88)])
def test_a_gap_of_a_tenth_gives_the_published_chances(rationality, chance):
    assert quantal_response(frozen([0.5, 0.4]), rationality)[0] == pytest.approx(chance, abs=0.005)


@given(utilities, st.floats(0, 60))
def test_chances_of_a_quantal_response_sum_to_one(utility, rationality):
    chances = quantal_response(frozen(utility), rationality)
    assert chances.sum() == pytest.approx(1, abs=len(utility) * 2**-52)
    assert (chances >= 0).all()


@given(utilities, st.floats(0, 60))
def test_a_better_option_is_never_rarer(utility, rationality):
    chances = quantal_response(frozen(sorted(utility)), rationality)
    assert (np.diff(chances) >= 0).all()


@given(utilities, st.floats(0.1, 60), st.floats(-5, 5))
def test_only_differences_of_utility_count(utility, rationality, constant):
    shifted = quantal_response(frozen(utility) + constant, rationality)
    np.testing.assert_allclose(
        shifted, quantal_response(frozen(utility), rationality), atol=60 * 8 * 2**-49
    )


def test_without_rationality_every_option_is_as_likely():
    np.testing.assert_array_equal(
        quantal_response(frozen([3.0, -1.0, 0.0, 2.0]), 0.0), np.full(4, 0.25)
    )


@pytest.mark.parametrize("rationality", [0.0, 1.0, 60.0])
def test_what_cannot_be_chosen_has_no_chance_at_any_rationality(rationality):
    chances = quantal_response(frozen([0.5, -np.inf, 0.5]), rationality)
    np.testing.assert_array_equal(chances, [0.5, 0, 0.5])


def test_a_large_rationality_makes_the_best_option_almost_certain():
    assert quantal_response(frozen([0.0, 0.1, 1.0]), 1000)[2] == pytest.approx(1, abs=1e-15)


def test_one_world_gets_the_same_bits_as_its_column_of_many():
    utility = frozen(np.random.default_rng(5).normal(size=(7, 65)))
    together = quantal_response(utility, 19.0)
    for i in range(65):
        np.testing.assert_array_equal(together[:, [i]], quantal_response(utility[:, [i]], 19.0))


def test_the_best_response_is_certain_and_the_first_of_equals():
    np.testing.assert_array_equal(
        best_response(frozen([[1.0, 2.0], [1.0, 5.0], [0.0, 5.0]])), [[1, 0], [0, 1], [0, 0]]
    )


@pytest.mark.parametrize(
    ("p", "weight"), [(0.01, 0.055), (0.05, 0.132), (0.1, 0.186), (0.5, 0.42), (0.9, 0.71)]
)
def test_chances_of_gains_are_weighted_as_published(p, weight):
    assert weighted_chance(frozen(p), 0.61) == pytest.approx(
        weight, abs=0.0051 if p in (0.5, 0.9) else 5.1e-4
    )


@given(st.floats(0.3, 1))
def test_what_is_impossible_or_sure_keeps_its_weight(power):
    np.testing.assert_array_equal(weighted_chance(frozen([0.0, 1.0]), power), [0, 1])


@given(st.floats(0, 1))
def test_a_power_of_one_leaves_chances_as_they_are(p):
    assert weighted_chance(frozen(p), 1.0) == pytest.approx(p, abs=2**-51)


@given(st.floats(1e-6, 1), st.floats(0.3, 1), st.floats(1, 3))
def test_a_loss_looms_larger_than_an_equal_gain_by_the_loss_aversion(x, curvature, loss_aversion):
    gain, loss = prospect_value(frozen([x, -x]), curvature, loss_aversion)
    assert gain == pytest.approx(x**curvature)
    assert loss == pytest.approx(-loss_aversion * gain)


def test_published_loss_aversion_prices_a_unit_loss():
    assert Choice(rule="prospect").value(frozen(-1.0)) == -1.955


@pytest.mark.parametrize("rule", ["quantal", "best_response"])
def test_other_rules_see_chances_and_appraisals_as_they_are(rule):
    seen = frozen([-0.5, 0.0, 0.3])
    assert Choice(rule=rule).value(seen) is seen
    assert Choice(rule=rule).chance(seen) is seen


def test_a_draw_picks_the_option_whose_interval_it_falls_in():
    chances = frozen([[0.25] * 6, [0.5] * 6, [0.25] * 6])
    picked = draw(chances, frozen([0.0, 0.2499, 0.25, 0.7499, 0.75, 0.9999]))
    np.testing.assert_array_equal(picked, [0, 0, 1, 1, 2, 2])


def test_draws_come_out_as_often_as_their_chances():
    n, chances = 40_000, np.array([0.1, 0.0, 0.6, 0.3])
    picked = draw(frozen(np.tile(chances[:, None], n)), frozen((np.arange(n) + 0.5) / n))
    np.testing.assert_allclose(np.bincount(picked, minlength=4) / n, chances, atol=1 / n)
