"""The compiled loops against their plain twins, bit for bit, and the people that they make."""

import copy

import numpy as np
import pytest

from sim.machine.arithmetic import TRIANGLE_SD
from sim.people import compiled as kernels
from sim.people import plain as twins
from sim.people.groups import GONE, PARTS
from sim.people.people import normals, of_ranks, ranks, singles, uniforms

KEY = np.array([0x89ABCDEF, 0x01234567], np.uint64)
SIZES = (64, 192, 1024)
BATCHES = (1, 5)
WEEK, CHANNEL = 37, 12
GOLDEN = (np.sqrt(5) - 1) / 2
STEEP = PARTS / 0.04
NARROW, ONE = singles(1e6, 1), singles(0.6, 1)

sizes = pytest.mark.parametrize("people", SIZES)
batches = pytest.mark.parametrize("worlds", BATCHES)


def numbers(worlds):
    return np.array(np.arange(worlds) * 1_000_003 + 2**31, np.uint64)


def people_of(worlds, people, seed):
    return np.array(np.random.default_rng(seed).random((worlds + 2, people)), np.float32)


def one_a_world(worlds, seed, low, high):
    return np.array(np.random.default_rng(seed).uniform(low, high, worlds), np.float32)


def at_home(worlds, people, share_called):
    usual = people - round(share_called * people)
    return np.maximum(usual - np.arange(worlds) % 2, 0)


def rows(worlds):
    return np.array(np.arange(worlds)[::-1] + 2, np.int64)  # not where the worlds are numbered


def intact(function, *arguments):
    """What a loop gives back, if it leaves its inputs as they were.

    They are writable, as in the model, so as to be compiled once.
    """
    before = copy.deepcopy(arguments)
    result = function(*arguments)
    np.testing.assert_equal(arguments, before)
    return result


def filled(module, name, shape, dtype, *arguments):
    out = np.empty(shape, dtype)
    getattr(module, name)(out, *arguments)
    return out


@sizes
@batches
@pytest.mark.parametrize("name", ["people_uniforms", "people_normals"])
def test_compiled_people_are_the_plain_people(name, worlds, people):
    arguments = (name, (worlds, people), np.float32, numbers(worlds), CHANNEL, KEY)
    np.testing.assert_array_equal(filled(kernels, *arguments), filled(twins, *arguments))


@sizes
@batches
@pytest.mark.parametrize("step", ["one over n", "golden"])
def test_compiled_ranks_and_their_normal_numbers_are_the_plain_ones(worlds, people, step):
    stride = 1 / people if step == "one over n" else GOLDEN
    shift = one_a_world(worlds, 1, 0, 1).astype(np.float64)
    made = []
    for module in (kernels, twins):
        sample = filled(module, "people_lattice", (worlds, people), np.float32, stride, shift)
        numbered = sample.copy()
        module.to_normal(numbered)
        made.append((sample, numbered))
    np.testing.assert_equal(*made)


@sizes
@batches
@pytest.mark.parametrize("share_called", [0.3, 1.0])
def test_compiled_and_plain_lose_the_same_deserters(worlds, people, share_called):
    lost, before = [], people_of(worlds, people, 2)
    bolts = people_of(worlds, people, 3) < 0.3
    for module in (kernels, twins):
        loyalty = before.copy()
        module.lose_deserters(
            people_of(worlds, people, 1), loyalty, bolts, rows(worlds),
            one_a_world(worlds, 5, 0.5, 0.7), one_a_world(worlds, 4, 1.0, 1.5),
            at_home(worlds, people, share_called),
        )  # fmt: skip
        lost.append(loyalty)
    np.testing.assert_array_equal(*lost)
    gone = lost[0] == GONE
    assert gone.any()
    assert not (gone & ~bolts).any()
    np.testing.assert_array_equal(lost[0][~gone], before[~gone])


@sizes
@batches
def test_compiled_and_plain_count_the_same_willing_soldiers(worlds, people):
    arguments = (
        people_of(worlds, people, 1), people_of(worlds, people, 2), rows(worlds),
        one_a_world(worlds, 4, 0.5, 0.7), one_a_world(worlds, 3, 0.3, 1.2),
        one_a_world(worlds, 5, 0.5 * STEEP, 2 * STEEP),
    )  # fmt: skip
    np.testing.assert_array_equal(
        intact(kernels.count_willing, *arguments),
        twins.count_willing(*arguments),
    )


@sizes
@batches
@pytest.mark.parametrize("share_called", [0.3, 1.0])
def test_compiled_and_plain_count_the_same_disloyal_refusers(worlds, people, share_called):
    arguments = (
        people_of(worlds, people, 1), people_of(worlds, people, 2), rows(worlds),
        one_a_world(worlds, 5, 0.5, 0.7), one_a_world(worlds, 3, 1.2, 1.5),
        one_a_world(worlds, 4, 0.5, 0.9), at_home(worlds, people, share_called),
        singles(STEEP, worlds),
    )  # fmt: skip
    compiled, plain = (
        intact(module.count_disloyal_refusers, *arguments) for module in (kernels, twins)
    )
    np.testing.assert_array_equal(compiled, plain)
    assert compiled.sum() > 0


def test_the_least_willing_are_not_called_up_and_so_cannot_refuse():
    morale, loyalty = (
        np.array([np.arange(64) / 64], np.float32),
        np.array(np.full((1, 64), 0.3), np.float32),
    )
    here, high = np.array([0]), np.array([2.0], np.float32)
    counts = [
        twins.count_disloyal_refusers(
            morale, loyalty, here, singles(0, 1), high, high, np.array([left]), NARROW
        )[0]
        for left in (0, 40, 63)
    ]
    assert counts == [64 * PARTS, 24 * PARTS, PARTS]


@sizes
@pytest.mark.parametrize("share_called", [0.01, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("kind", ["all different", "many alike", "all alike", "many gone"])
def test_compiled_and_plain_draw_the_same_line_between_called_and_not(people, share_called, kind):
    wills = people_of(20, people, 1)
    if kind == "many alike":
        wills = np.round(wills, 1)
    if kind == "all alike":
        wills = np.full_like(wills, 0.7)
    if kind == "many gone":
        wills[:, ::3] += np.float32(0.6) * GONE
    not_called = people - max(1, round(share_called * people))
    lines = [kernels._least_called(will, not_called) for will in wills]
    of_all = np.full(len(wills), not_called)
    np.testing.assert_array_equal(lines, twins._least_called(wills, of_all)[:, 0])


@pytest.mark.parametrize("not_called", [0, 40])
def test_deserters_turn_no_weapons(not_called):
    morale = np.array([np.arange(64) / 64], np.float32)
    loyalty = np.where(np.arange(64) % 2, GONE, np.float32(0.3)).reshape(1, 64)
    here, high = np.array([0]), np.array([2.0], np.float32)
    count = twins.count_disloyal_refusers(
        morale, loyalty, here, ONE, high, high, np.array([not_called]), NARROW
    )
    assert count[0] == min(32, 64 - not_called) * PARTS


def test_every_compiled_loop_has_a_plain_twin():
    loops = {
        name
        for name, each in vars(kernels).items()
        if hasattr(each, "py_func") and not name.startswith("_")
    }
    assert loops == {
        "people_uniforms",
        "people_normals",
        "people_lattice",
        "to_normal",
        "count_willing",
        "share_obeying",
        "count_disloyal_refusers",
        "lose_deserters",
        "bear_losses",
        "drift_morale",
        "count_protesters",
    }
    assert all(callable(getattr(twins, name)) for name in loops)


@sizes
@batches
def test_compiled_and_plain_move_morale_alike(worlds, people):
    moved = []
    for module in (kernels, twins):
        morale = people_of(worlds, people, 4).copy()
        module.drift_morale(
            morale, people_of(worlds, people, 5), rows(worlds), numbers(worlds), WEEK, CHANNEL, KEY,
            one_a_world(worlds, 6, -0.1, 0.1), one_a_world(worlds, 7, 0, 0.2),
            one_a_world(worlds, 8, 0.01, 0.05),
        )  # fmt: skip
        moved.append(morale)
    np.testing.assert_array_equal(*moved)
    np.testing.assert_array_equal(
        moved[0][:2], people_of(worlds, people, 4)[:2]
    )  # the people of other worlds stay as they were


@sizes
@batches
def test_compiled_and_plain_lose_the_same_men(worlds, people):
    found = []
    for module in (kernels, twins):
        morale, loyalty = people_of(worlds, people, 14).copy(), people_of(worlds, people, 15).copy()
        fallen = module.bear_losses(
            morale, loyalty, rows(worlds), numbers(worlds), WEEK, CHANNEL, KEY,
            one_a_world(worlds, 16, 0.5, 0.7), np.full(worlds, people // 2),
            one_a_world(worlds, 17, 0, 0.5), one_a_world(worlds, 18, 0, 0.1),
        )  # fmt: skip
        found.append((fallen, morale, loyalty))
    for compiled, plain in zip(*found, strict=True):
        np.testing.assert_array_equal(compiled, plain)
    assert 0 < found[0][0].sum() < worlds * people // 2


@sizes
@batches
def test_compiled_and_plain_count_the_same_protesters(worlds, people):
    arguments = (
        people_of(worlds, people, 7), people_of(worlds, people, 8), people_of(worlds, people, 9),
        rows(worlds), numbers(worlds), WEEK, CHANNEL, KEY, one_a_world(worlds, 10, 0, 0.6),
        one_a_world(worlds, 11, 0, 0.6), one_a_world(worlds, 12, 0.2, 0.9),
        one_a_world(worlds, 13, 0.01, 0.1),
    )  # fmt: skip
    np.testing.assert_array_equal(
        intact(kernels.count_protesters, *arguments),
        twins.count_protesters(*arguments),
    )


def test_a_trait_is_cut_to_zero_and_one_and_has_its_mean_and_spread():
    n = 64 * 4096
    trait = normals(numbers(64), 4096, CHANNEL, KEY, 0.5, 0.1)
    assert (trait.min(), trait.max()) >= (0, 0)
    assert trait.max() <= 1
    assert trait.mean(dtype=np.float64) == pytest.approx(0.5, abs=5 * 0.1 / np.sqrt(n))
    assert trait.std(dtype=np.float64) == pytest.approx(0.1, abs=5 * 0.1 / np.sqrt(2 * n))


def test_one_soldier_stands_in_every_stratum():
    n = 512
    sample = ranks(n, 1 / n, np.array([0.123, 0.9, 0.4]))
    strata = np.sort(np.floor(sample.astype(np.float64) * n), axis=1)
    np.testing.assert_array_equal(strata, np.tile(np.arange(n), (3, 1)))


@sizes
@pytest.mark.parametrize("stride", [GOLDEN, np.sqrt(2)])
def test_a_lattice_is_even_to_the_logarithm_over_the_number(people, stride):
    sample = np.sort(ranks(people, stride, np.linspace(0, 1, 20)).astype(np.float64), axis=1)
    even = (np.arange(people) + 0.5) / people
    discrepancy = np.abs(sample - even).max() + 0.5 / people
    assert discrepancy < (1 + np.log(people)) / people  # of a badly approximable stride


@sizes
@pytest.mark.parametrize("stride", [GOLDEN, np.sqrt(2)])
def test_a_trait_by_ranks_has_its_mean_and_spread(people, stride):
    mean, spread, even = 0.6, 0.2, (1 + np.log(people)) / people
    trait = of_ranks(ranks(people, stride, np.linspace(0, 1, 20)), mean, spread).astype(np.float64)
    farthest = 4.76  # where ranks are cut; the error is at most variation times discrepancy
    np.testing.assert_allclose(trait.mean(axis=1), mean, rtol=0, atol=2 * farthest * spread * even)
    squares = ((trait - mean) ** 2).mean(axis=1)
    np.testing.assert_allclose(squares, spread**2, rtol=0, atol=2 * (farthest * spread) ** 2 * even)


def test_an_even_trait_has_the_moments_of_the_uniform():
    n = 64 * 4096
    trait = uniforms(numbers(64), 4096, CHANNEL, KEY).astype(np.float64)
    assert 0 < trait.min() < trait.max() < 1
    assert trait.mean() == pytest.approx(1 / 2, abs=5 * np.sqrt(1 / 12 / n))
    assert trait.var() == pytest.approx(1 / 12, abs=5 * np.sqrt(1 / 180 / n))


def test_personal_luck_of_a_week_has_mean_zero_and_the_stated_spread():
    n, spread = 64 * 4096, 0.02
    morale = np.full((64, 4096), 0.5, np.float32)
    nothing = np.array(np.zeros(64), np.float32)
    kernels.drift_morale(
        morale,
        morale.copy(),
        np.array(np.arange(64)),
        numbers(64),
        WEEK,
        CHANNEL,
        KEY,
        nothing,
        nothing,
        singles(spread, 64),
    )
    luck = morale.astype(np.float64) - 0.5
    rounding = 2.0**-24
    assert luck.mean() == pytest.approx(0, abs=5 * spread / np.sqrt(n) + rounding)
    assert luck.std() == pytest.approx(
        spread, abs=5 * spread / np.sqrt(2 * n) + rounding
    )  # a triangle's variance is surer still
    assert np.abs(luck).max() <= spread * 255 / float(TRIANGLE_SD) + rounding


def test_two_weeks_two_channels_two_worlds_and_two_seeds_share_no_luck():
    def luck(world=5, channel=3, key=KEY):
        return filled(
            kernels,
            "people_uniforms",
            (1, 1024),
            np.float32,
            np.array([world], np.uint64),
            channel,
            key,
        )[0]

    others = (luck(world=6), luck(channel=4), luck(key=np.array([0x89ABCDEF, 0], np.uint64)))
    for other in others:
        assert abs(np.corrcoef(luck(), other)[0, 1]) < 5 / np.sqrt(1024)


@batches
@sizes
@pytest.mark.parametrize("called", [0.3, 1.0])
def test_compiled_refusals_spread_as_the_plain_ones(worlds, people, called):
    morale, loyalty = people_of(worlds, people, 5), people_of(worlds, people, 6)
    resistance = np.random.default_rng(7).uniform(0.2, 1.2, worlds)
    arguments = (
        morale,
        loyalty,
        rows(worlds),
        one_a_world(worlds, 8, 0.5, 0.7),
        resistance,
        np.full(worlds, 0.05),
        np.full(worlds, called),
        np.random.default_rng(9).uniform(0.1, 0.4, worlds),
        singles(STEEP, worlds),
    )
    compiled = intact(kernels.share_obeying, *arguments)
    np.testing.assert_array_equal(compiled, twins.share_obeying(*arguments))
    assert ((compiled >= 0) & (compiled <= 1)).all()
