"""The compiled loops of the leaders against their plain twins, bit for bit, and against the rules that they follow."""

import numpy as np
import pytest

from sim import Scenario, leader_kernels, leader_plain
from sim.regime import hazard
from tests.worlds import frozen

RUNGS = 7
batches = pytest.mark.parametrize("worlds", [1, 5, 130])


def shares(seed: int, *shape: int):
    return frozen(np.random.default_rng(seed).random(shape))


def survival_arguments(worlds: int):
    backing, strain, outrage = shares(1, RUNGS, worlds), shares(2, RUNGS), shares(3, RUNGS)
    believed, protest, opposed, capacity = shares(4, 4, worlds)
    return backing, believed, strain, protest, outrage, opposed, capacity, 0.71, 48.0, Scenario().regime.numbers


def utilities(worlds: int):
    utility = np.random.default_rng(5).normal(size=(RUNGS, worlds))
    utility[-2:, ::3] = -np.inf
    return frozen(utility)


@batches
def test_compiled_and_plain_survival_are_the_same(worlds):
    arguments = survival_arguments(worlds)
    np.testing.assert_array_equal(leader_kernels.survival(*arguments), leader_plain.survival(*arguments))


def test_survival_is_what_the_hazards_that_happen_leave():
    backing, believed, strain, protest, outrage, opposed, capacity, dependence, horizon, _ = survival_arguments(3)
    compliance = np.clip(believed - strain[:, None], 0, 1)
    street = np.clip(protest + outrage[:, None] * opposed, 0, 1)
    weekly = sum(hazard(backing, compliance, street, capacity, dependence, Scenario().regime))
    np.testing.assert_allclose(leader_kernels.survival(*survival_arguments(3)), np.exp(-horizon * weekly), rtol=1e-13)


@batches
@pytest.mark.parametrize("rationality", [0.0, 19.0, 1000.0])
def test_compiled_and_plain_quantal_responses_are_the_same(worlds, rationality):
    arguments = utilities(worlds), rationality
    np.testing.assert_array_equal(leader_kernels.quantal_response(*arguments), leader_plain.quantal_response(*arguments))


@batches
def test_compiled_and_plain_draws_are_the_same(worlds):
    arguments = leader_plain.quantal_response(utilities(worlds), 2.0), shares(6, worlds)
    np.testing.assert_array_equal(leader_kernels.draw(*arguments), leader_plain.draw(*arguments))
