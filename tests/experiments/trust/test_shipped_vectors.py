"""The vectors that are shipped: those of this model, and what the patterns ask of them."""

import csv
from itertools import pairwise

import numpy as np
import pytest

from experiments.plan import vectors
from experiments.trust.account.proving import EXACT, proof
from sim.laws.pressure import LEVELS
from sim.mixture import Mixture
from sim.scenario import Scenario

SHIPPED = vectors.read(vectors.SHIPPED)
ABOUT = vectors.about(vectors.SHIPPED)


@pytest.fixture(scope="module")
def entry():
    """How often each vector enters, by pressure."""
    with (vectors.SHIPPED / "entry.csv").open() as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


def test_eight_vectors_lived_again_enter_as_often_as_was_stored():
    again, stored = proof(SHIPPED), ABOUT["proof"]
    assert again.keys() == stored.keys()
    for name, each in again.items():
        np.testing.assert_allclose(each, stored[name], rtol=0, atol=EXACT)


def test_every_vector_can_be_lived():
    assert SHIPPED.many == ABOUT["vectors"] == 400
    Mixture.over(Scenario(), SHIPPED.without(()))


def test_the_calibration_passed_all_its_checks():
    assert ABOUT["passes"] is True


def test_entry_as_observed_is_below_one_in_a_hundred_for_some_vectors_and_possible_for_others(
    entry,
):
    low, high = np.quantile(entry["observed"], [0.05, 0.95])
    assert low < 0.01 < high


def test_more_pressure_makes_entry_more_frequent_in_the_mean_over_vectors(entry):
    means = [entry[name].mean() for name in LEVELS]
    errors = [entry[name].std() / np.sqrt(entry[name].size) for name in LEVELS]
    for (lower, higher), error in zip(pairwise(means), errors[1:], strict=True):
        assert higher > lower - 3 * error


def test_resolve_of_each_vector_lies_where_the_prior_has_it():
    resolve = SHIPPED.columns["pressure.level"]
    assert ((resolve >= 0.15) & (resolve <= 0.75)).all()
