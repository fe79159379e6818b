"""The compiled loops against their plain twins, bit for bit, and the people that they make."""

import numpy as np
import pytest

from sim import population_kernels, population_plain
from sim.arithmetic import TRIANGLE_SD
from sim.populations import normals, uniforms
from tests.worlds import frozen

KEY = frozen([0x89ABCDEF, 0x01234567], np.uint64)
SIZES = (64, 192, 1024)
BATCHES = (1, 5)
WEEK, CHANNEL = 37, 12

sizes = pytest.mark.parametrize("people", SIZES)
batches = pytest.mark.parametrize("worlds", BATCHES)


def numbers(worlds):
    return frozen(np.arange(worlds) * 1_000_003 + 2**31, np.uint64)


def people_of(worlds, people, seed):
    return frozen(np.random.default_rng(seed).random((worlds + 2, people)), np.float32)


def one_a_world(worlds, seed, low, high):
    return frozen(np.random.default_rng(seed).uniform(low, high, worlds), np.float32)


def rows(worlds):
    return frozen(np.arange(worlds)[::-1] + 2, np.int64)  # not where the worlds are numbered


def filled(module, name, shape, dtype, *arguments):
    out = np.empty(shape, dtype)
    getattr(module, name)(out, *arguments)
    return out


@sizes
@batches
@pytest.mark.parametrize("name", ["people_uniforms", "people_normals"])
def test_compiled_people_are_the_plain_people(name, worlds, people):
    arguments = (name, (worlds, people), np.float32, numbers(worlds), CHANNEL, KEY)
    np.testing.assert_array_equal(filled(population_kernels, *arguments), filled(population_plain, *arguments))


@batches
def test_compiled_luck_of_a_week_is_the_plain_luck(worlds):
    channels = frozen(np.arange(10), np.uint64)
    arguments = ("world_uniforms", (10, worlds), np.float64, numbers(worlds), WEEK, channels, KEY)
    np.testing.assert_array_equal(filled(population_kernels, *arguments), filled(population_plain, *arguments))


@sizes
@batches
def test_compiled_and_plain_count_the_same_willing_soldiers(worlds, people):
    arguments = (
        people_of(worlds, people, 1), people_of(worlds, people, 2), rows(worlds), np.float32(0.6), one_a_world(worlds, 3, 0.3, 1.2)
    )  # fmt: skip
    np.testing.assert_array_equal(population_kernels.count_willing(*arguments), population_plain.count_willing(*arguments))


@sizes
@batches
def test_compiled_and_plain_move_morale_alike(worlds, people):
    moved = []
    for module in (population_kernels, population_plain):
        morale = people_of(worlds, people, 4).copy()
        module.drift_morale(
            morale, people_of(worlds, people, 5), rows(worlds), numbers(worlds), WEEK, CHANNEL, KEY,
            one_a_world(worlds, 6, -0.1, 0.1), np.float32(0.06), np.float32(0.02),
        )  # fmt: skip
        moved.append(morale)
    np.testing.assert_array_equal(*moved)
    np.testing.assert_array_equal(moved[0][:2], people_of(worlds, people, 4)[:2])  # the people of other worlds stay as they were


@sizes
@batches
def test_compiled_and_plain_count_the_same_protesters(worlds, people):
    arguments = (
        people_of(worlds, people, 7), people_of(worlds, people, 8), people_of(worlds, people, 9), rows(worlds), numbers(worlds),
        WEEK, CHANNEL, KEY, one_a_world(worlds, 10, 0, 0.6), one_a_world(worlds, 11, 0, 0.6), one_a_world(worlds, 12, 0.2, 0.9),
        np.float32(0.05),
    )  # fmt: skip
    np.testing.assert_array_equal(population_kernels.count_protesters(*arguments), population_plain.count_protesters(*arguments))


def test_a_trait_is_cut_to_zero_and_one_and_has_its_mean_and_spread():
    n = 64 * 4096
    trait = normals(numbers(64), 4096, CHANNEL, KEY, 0.5, 0.1)
    assert (trait.min(), trait.max()) >= (0, 0)
    assert trait.max() <= 1
    assert trait.mean(dtype=np.float64) == pytest.approx(0.5, abs=5 * 0.1 / np.sqrt(n))
    assert trait.std(dtype=np.float64) == pytest.approx(0.1, abs=5 * 0.1 / np.sqrt(2 * n))


def test_an_even_trait_has_the_moments_of_the_uniform():
    n = 64 * 4096
    trait = uniforms(numbers(64), 4096, CHANNEL, KEY).astype(np.float64)
    assert 0 < trait.min() < trait.max() < 1
    assert trait.mean() == pytest.approx(1 / 2, abs=5 * np.sqrt(1 / 12 / n))
    assert trait.var() == pytest.approx(1 / 12, abs=5 * np.sqrt(1 / 180 / n))


def test_personal_luck_of_a_week_has_mean_zero_and_the_stated_spread():
    n, spread = 64 * 4096, 0.02
    morale = np.full((64, 4096), 0.5, np.float32)
    nothing = frozen(np.zeros(64), np.float32)
    population_kernels.drift_morale(
        morale, morale.copy(), frozen(np.arange(64)), numbers(64), WEEK, CHANNEL, KEY, nothing, np.float32(0), np.float32(spread)
    )
    luck = morale.astype(np.float64) - 0.5
    rounding = 2.0**-24
    assert luck.mean() == pytest.approx(0, abs=5 * spread / np.sqrt(n) + rounding)
    assert luck.std() == pytest.approx(spread, abs=5 * spread / np.sqrt(2 * n) + rounding)  # a triangle's variance is surer still
    assert np.abs(luck).max() <= spread * 255 / float(TRIANGLE_SD) + rounding


def test_two_weeks_two_channels_two_worlds_and_two_seeds_share_no_luck():
    def luck(world=5, channel=3, key=KEY):
        return filled(population_kernels, "people_uniforms", (1, 1024), np.float32, frozen([world], np.uint64), channel, key)[0]

    others = (luck(world=6), luck(channel=4), luck(key=frozen([0x89ABCDEF, 0], np.uint64)))
    for other in others:
        assert abs(np.corrcoef(luck(), other)[0, 1]) < 5 / np.sqrt(1024)
