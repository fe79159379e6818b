"""The prior of a declared parameter: the usual rule, and what is declared instead."""

from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim import Scenario, ScenarioError
from sim.parameters import Row, table
from sim.priors.coordinates import told
from sim.priors.distributions import Distribution
from sim.priors.of_parameter import can_move, column, of_row, reach

MIDDLE = np.array([0.5])


def a_row(value: Any, low: float | None = 0, high: float | None = 1, prior: Any = None) -> Any:
    about = dict.fromkeys(each.name for each in fields(Row))
    return SimpleNamespace(
        **about | {"path": "army.any", "value": value, "low": low, "high": high, "prior": prior}
    )


def moved(row: Any, u: float) -> Any:
    believed = of_row(row)
    assert believed is not None
    return column(row, believed, believed.quantile(np.array([u])))[0]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (a_row(0.3), "logitnormal(0.3, 0.4)"),
        (a_row(0.3, high=2), "lognormal(0.3, 0.2)"),
        (a_row(26.0, low=1, high=520), "lognormal(26, 0.2)"),
        (a_row(0.0), "fixed"),
        (a_row(1.0), "fixed"),
        (a_row(0.13, low=-0.5, high=0.5), "fixed"),
        (a_row(-1.2, low=-5, high=5), "fixed"),
        (a_row(4, low=1, high=520), "fixed"),
        (a_row("constant", low=None, high=None), "fixed"),
        (a_row(()), "fixed"),
        (a_row((0.0, 0.0), low=-1), "fixed"),
        (a_row((0.0, 0.4, 1.0)), "log odds all shifted by normal(0, 0.4)"),
        (a_row((-0.4, 0.0, 0.5), low=-1), "positive numbers all times lognormal(1, 0.2)"),
        (a_row(0.3, prior=("uniform", 0.15, 0.75)), "uniform(0.15, 0.75)"),
        (a_row(0.3, prior="fixed"), "fixed"),
        (a_row((0.2, 0.4), prior=("lognormal", 1, 0.5)), "positive numbers all times"),
        (a_row((0.2, 0.4), prior=("normal", 0, 1)), "log odds all shifted by normal(0, 1)"),
    ],
)
def test_a_prior_is_told_in_words(row, says):
    assert told(row).startswith(says)


def test_a_judged_quantity_is_told_where_it_stands_for_a_parameter():
    rows = {row.path: row for row in table(Scenario())}
    assert told(rows["army.threshold"]) == "solved: initial compliance uniform(0.3, 0.95)"
    assert told(rows["public.threshold"]) == "solved: quiet protest loguniform(2e-05, 0.0005)"
    assert told(rows["regime.coup_base"]) == "solved: quiet falls loguniform(0.01, 0.1)"


def usually(row: Row) -> Any:
    """The row of a parameter that is declared without a prior."""
    return SimpleNamespace(**vars(row) | {"prior": None})


MOVED = [row for row in table(Scenario()) if can_move(row) and of_row(usually(row)) is not None]


@pytest.mark.parametrize("row", MOVED, ids=lambda row: row.path)
def test_the_usual_rule_has_the_default_in_the_middle(row):
    usual = usually(row)
    believed = of_row(usual)
    assert believed is not None
    cut = believed.within(*reach(row, believed.kind))
    whole = Distribution(cut.kind, cut.a, cut.b)
    off = abs(float(whole.cdf(cut.quantile(MIDDLE))[0]) - 0.5)
    lost = 1 - float(np.diff(whole.cdf(np.array([cut.low, cut.high])))[0])
    assert off <= lost / 2 + 1e-9  # only what is cut away moves the middle
    np.testing.assert_allclose(
        column(usual, believed, whole.quantile(MIDDLE))[0], row.value, rtol=1e-12, atol=1e-15
    )


def test_shares_of_a_list_move_together_on_the_log_odds():
    low, middle, high = (moved(a_row((0.0, 0.1, 0.5, 1.0)), u) for u in (0.1, 0.5, 0.9))
    np.testing.assert_allclose(middle, [0.0, 0.1, 0.5, 1.0])
    assert np.all(low[1:3] < middle[1:3])
    assert np.all(middle[1:3] < high[1:3])
    odds = np.log(high[1:3] / (1 - high[1:3])) - np.log([0.1 / 0.9, 1.0])
    assert odds[0] == pytest.approx(odds[1])
    assert (high[0], high[3]) == (0, 1)


def test_positive_numbers_of_a_list_are_multiplied_and_cut_and_the_others_stay():
    row = a_row((-0.4, 0.0, 0.5, 1.0), low=-1)
    np.testing.assert_allclose(moved(row, 0.9), [-0.4, 0, 0.5 * np.exp(0.2 * 1.2815515655), 1.0])
    np.testing.assert_allclose(
        moved(row, 0.1)[2:], np.exp(-0.2 * 1.2815515655) * np.array([0.5, 1])
    )


@pytest.mark.parametrize("prior", [None, ("lognormal", 1.0, 1.0), ("normal", 1.0, 2.0)])
@pytest.mark.parametrize("values", [(0.0, 0.1, 0.4, 0.9, 1.0), (1.0, 0.6, 0.6, 0.0)])
@pytest.mark.parametrize("high", [1, 2])
def test_a_list_that_rises_or_falls_goes_on_doing_so(prior, values, high):
    row = a_row(values, high=high, prior=prior)
    was = np.sign(np.diff(values))
    for u in (0.01, 0.3, 0.7, 0.99):
        assert np.all(np.sign(np.diff(moved(row, u))) * was >= 0)
        assert np.all((moved(row, u) >= 0) & (moved(row, u) <= high))


@pytest.mark.parametrize("value", [4, "constant", ()])
def test_what_cannot_move_cannot_be_declared_with_a_prior(value):
    with pytest.raises(ScenarioError, match=r"army.any cannot have the prior uniform\(1, 8\)"):
        of_row(a_row(value, prior=("uniform", 1, 8)))
