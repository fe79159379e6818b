"""What a table may hold, and what it says of what it may not."""

import numpy as np
import pytest

from experiments.trust.calibration.posterior import fit
from tests.experiments.trust.gaussian import gaussian

SMALL = {"points": 64, "histories": 3, "unknowns": 2, "seen": 2}

WRONG = {
    "unit has the shape": {"unit": np.full((64, 3), 0.5)},
    "outside (0, 1)": {"unit": np.ones((64, 2))},
    "log_odds holds values below": {"log_odds": np.full((64, 2), -10.0)},
    "statistics holds numbers that are not finite": {"statistics": np.full((64, 3, 2), np.nan)},
    "weights holds weights below 0": {"weights": np.full((64, 3), -1.0)},
    "at least 2 histories": {"weights": np.ones((64, 1)), "statistics": np.ones((64, 1, 2))},
    "some must be kept": {"kept": np.zeros(64, dtype=bool)},
    "numbers and -inf": {"log_prior_ratio": np.full(64, np.nan)},
    "log_prior_ratio has the shape": {"log_prior_ratio": np.zeros(2)},
}


@pytest.mark.parametrize("said", WRONG)
def test_a_table_that_cannot_be_is_refused_in_one_line(said):
    with pytest.raises(ValueError, match=r"^Table\.[^\n]*$") as refused:
        gaussian(**SMALL, **WRONG[said])
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("record", "left_out", "said"),
    [
        (np.zeros(3), (), r"targets has the shape \(3,\): \(2,\) finite numbers"),
        (np.array([0.0, np.inf]), (), "finite numbers"),
        (np.zeros(2), ("of_c",), "'of_c'.* is not among the statistics: of_a, of_b"),
        (np.zeros(2), ("of_a", "of_b"), "at least one must stay"),
    ],
)
def test_a_record_that_does_not_fit_the_table_is_refused(record, left_out, said):
    with pytest.raises(ValueError, match=said):
        fit(gaussian(**SMALL), record, left_out)


def test_a_table_in_which_something_always_happened_is_refused():
    with pytest.raises(ValueError, match="weights sum to 0"):
        fit(gaussian(**SMALL, weights=np.zeros((64, 3))), np.zeros(2))


def test_parts_are_of_equal_size_and_follow_the_points():
    table = gaussian(points=64)
    part = table.parts(5)
    assert set(np.bincount(part)) == {12, 13}
    order = np.random.default_rng(1).permutation(64)
    np.testing.assert_array_equal(table.of_points(order).parts(5), part[order])


def test_only_differences_of_the_log_prior_ratio_count():
    ratio = np.linspace(-1, 1, 64)
    low, high = (gaussian(**SMALL, log_prior_ratio=ratio + shift) for shift in (-900.0, 900.0))
    np.testing.assert_allclose(low.prior, high.prior)
    assert low.prior[-1] / low.prior[0] == pytest.approx(np.exp(2))


def test_an_analyst_may_say_that_a_point_never_is():
    ratio = np.where(np.arange(64) < 8, -np.inf, 0.0)
    assert (gaussian(**SMALL, log_prior_ratio=ratio).prior == (np.arange(64) >= 8)).all()
