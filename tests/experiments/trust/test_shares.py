"""Whose uncertainty it is, where that is known."""

import numpy as np
import pytest

from experiments.trust.calibration.shares import REST, shares_of_variance

POINTS = 8_000
GROUPS = ("army", "army", "public", "none")
Z = np.random.default_rng(1).normal(size=(POINTS, 4))
ERROR = 4 * 2 / np.sqrt(POINTS)  # a share is a ratio of mean squares of normal numbers


def test_a_sum_of_unknowns_is_owned_by_the_squares_of_its_slopes():
    found = shares_of_variance(Z, Z @ [1.0, 1.0, 2.0, 0.0], GROUPS)
    assert found["army"] == pytest.approx(1 / 3, abs=ERROR)
    assert found["public"] == pytest.approx(2 / 3, abs=ERROR)
    assert found["none"] == pytest.approx(0, abs=1e-9)
    assert found[REST] == pytest.approx(0, abs=1e-9)


def test_a_square_is_owned_by_its_unknown_and_a_product_by_nobody_alone():
    """Variances: 2 of a square, 1 of a product, 1 of luck."""
    luck = np.random.default_rng(2).normal(size=POINTS)
    found = shares_of_variance(Z, Z[:, 0] ** 2 + Z[:, 1] * Z[:, 2] + luck, GROUPS)
    assert found["army"] == pytest.approx(0.5, abs=ERROR)
    assert found["public"] == pytest.approx(0.0, abs=ERROR)
    assert found[REST] == pytest.approx(0.5, abs=ERROR)


def test_shares_sum_to_one():
    quantity = np.random.default_rng(3).normal(size=POINTS)
    assert sum(shares_of_variance(Z, quantity, GROUPS).values()) == pytest.approx(1)


def test_pure_luck_is_owned_by_nobody_however_many_unknowns_there_are():
    rng = np.random.default_rng(4)
    z, quantity = rng.normal(size=(600, 100)), rng.normal(size=600)
    found = shares_of_variance(z, quantity, ["many"] * 100)
    # Unadjusted, 200 terms of 600 points would own a third.
    assert abs(found["many"]) < 4 * np.sqrt(2 * 200 * 600 / 400) / 600


def test_a_point_of_no_weight_does_not_count():
    quantity = Z[:, 0] + Z[:, 2]
    wild = np.where(np.arange(POINTS) < 100, 1e3, quantity)
    weight = (np.arange(POINTS) >= 100).astype(float)
    found = shares_of_variance(Z, wild, GROUPS, weight)
    alone = shares_of_variance(Z[100:], quantity[100:], GROUPS)
    assert found == pytest.approx(alone)


def test_too_few_points_and_a_quantity_without_variance_are_refused():
    with pytest.raises(ValueError, match="9 points are too few for the shares of 4 unknowns"):
        shares_of_variance(Z[:9], Z[:9, 0], GROUPS)
    with pytest.raises(ValueError, match="it has no variance to share"):
        shares_of_variance(Z, np.ones(POINTS), GROUPS)
