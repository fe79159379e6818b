"""The compiled loops over worlds against their plain twins, bit for bit, and against the rules
that they follow.
"""

import numpy as np
import pytest

from sim.machine import loops_compiled, loops_plain
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
    arguments = utilities(worlds), rationality * np.linspace(0.5, 1, worlds)
    np.testing.assert_array_equal(
        loops_compiled.quantal_response(*arguments), loops_plain.quantal_response(*arguments)
    )


@batches
def test_compiled_luck_of_a_week_is_the_plain_luck(worlds):
    channels, key = np.arange(10, dtype=np.uint64), np.array([7, 1], np.uint64)
    numbers = np.arange(5, worlds + 5, dtype=np.uint64)
    drawn = np.empty((2, 10, worlds))
    for module, each in zip((loops_compiled, loops_plain), drawn, strict=True):
        module.world_uniforms(each, numbers, 3, channels, key)
    np.testing.assert_array_equal(*drawn)
    assert ((drawn > 0) & (drawn < 1)).all()


@batches
def test_compiled_and_plain_draws_are_the_same(worlds):
    arguments = (
        loops_plain.quantal_response(utilities(worlds), np.full(worlds, 2.0)),
        shares(6, worlds),
    )
    np.testing.assert_array_equal(loops_compiled.draw(*arguments), loops_plain.draw(*arguments))


@batches
def test_compiled_and_plain_counts_in_bins_are_the_same(worlds):
    values, parts = shares(7, 3, worlds) * 1.2, np.arange(worlds)
    counts = np.zeros((2, 3, 10), dtype=np.int64)
    for module, each in zip((loops_compiled, loops_plain), counts, strict=True):
        module.count_in_bins(each, values, np.array([10.0, 5.0, 20.0]), parts)
    np.testing.assert_array_equal(*counts)
    assert (counts[0].sum(axis=1) == parts.sum()).all()


@batches
def test_compiled_and_plain_ledgers_are_the_same_and_the_old_one_is_left(worlds):
    ledger, places, weight = (
        np.array(shares(8, RUNGS, worlds)),
        np.arange(worlds) % RUNGS,
        np.array(shares(9, worlds)),
    )
    before = ledger.copy()
    written = loops_compiled.spent(ledger, places, weight)
    np.testing.assert_array_equal(written, loops_plain.spent(ledger, places, weight))
    np.testing.assert_array_equal(ledger, before)
    np.testing.assert_allclose(written.sum() - ledger.sum(), weight.sum())
