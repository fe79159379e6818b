"""The compiled loops of the leaders against their plain twins, bit for bit, and against the rules that they follow."""

import numpy as np
import pytest

from sim import leader_kernels, leader_plain
from tests.worlds import frozen

RUNGS = 7
batches = pytest.mark.parametrize("worlds", [1, 5, 130])


def shares(seed: int, *shape: int):
    return frozen(np.random.default_rng(seed).random(shape))


def utilities(worlds: int):
    utility = np.random.default_rng(5).normal(size=(RUNGS, worlds))
    utility[-2:, ::3] = -np.inf
    return frozen(utility)


@batches
@pytest.mark.parametrize("rationality", [0.0, 19.0, 1000.0])
def test_compiled_and_plain_quantal_responses_are_the_same(worlds, rationality):
    arguments = utilities(worlds), rationality
    np.testing.assert_array_equal(leader_kernels.quantal_response(*arguments), leader_plain.quantal_response(*arguments))


@batches
def test_compiled_and_plain_draws_are_the_same(worlds):
    arguments = leader_plain.quantal_response(utilities(worlds), 2.0), shares(6, worlds)
    np.testing.assert_array_equal(leader_kernels.draw(*arguments), leader_plain.draw(*arguments))
