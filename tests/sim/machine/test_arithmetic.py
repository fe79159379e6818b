"""Random numbers against published vectors, and single-precision functions against scipy."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from sim.machine.arithmetic import (
    TRIANGLE_SD,
    elementwise_exp,
    exp,
    high_triangle,
    log,
    low_triangle,
    normal,
    normal_cdf,
    philox,
    uniform32,
    uniform64,
)
from tests.worlds import frozen

# Philox4x32-10 in the file of known answers that Random123 publishes: counter, key, answer
KNOWN_ANSWERS = (
    (
        "00000000 00000000 00000000 00000000",
        "00000000 00000000",
        "6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    ),
    (
        "ffffffff ffffffff ffffffff ffffffff",
        "ffffffff ffffffff",
        "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ),
    (
        "243f6a88 85a308d3 13198a2e 03707344",
        "a4093822 299f31d0",
        "d16cfe09 94fdcceb 5001e420 24126ea1",
    ),
)
ALL_23_BITS = frozen(np.arange(2**23, dtype=np.uint64)[::61] << np.uint64(9), np.uint64)
ALL_16_BITS = frozen(np.arange(2**16, dtype=np.uint64), np.uint64)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_published_answers(counter, key, answer):
    words = [np.uint64(int(word, 16)) for word in (counter + " " + key).split()]
    assert " ".join(f"{int(word):08x}" for word in philox(*words)) == answer


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_published_answers_on_arrays(counter, key, answer):
    words = [frozen([int(word, 16)] * 3, np.uint64) for word in (counter + " " + key).split()]
    assert [f"{int(word[2]):08x}" for word in philox(*words)] == answer.split()


def test_philox_words_are_even_over_their_range():
    blocks = 2**15
    words = np.concatenate(
        philox(frozen(np.arange(blocks), np.uint64), *(np.uint64(part) for part in (7, 3, 1, 5, 0)))
    )
    counts = np.bincount((words >> np.uint64(28)).astype(int), minlength=16)
    expected = words.size / 16
    chi_square = ((counts - expected) ** 2 / expected).sum()
    assert chi_square < 15 + 5 * np.sqrt(2 * 15)  # 15 degrees of freedom; five standard deviations


def test_a_uniform_is_strictly_inside_zero_and_one():
    ends = frozen([0, 2**32 - 1], np.uint64)
    low, high = uniform32(ends)
    assert 0 < low < 2**-22
    assert 1 - 2**-22 < high < 1
    low, high = uniform64(ends, ends)
    assert 0 < low < 2**-51
    assert 1 - 2**-51 < high < 1


def test_a_32_bit_uniform_is_single_precision_and_a_64_bit_uniform_is_double():
    assert uniform32(ALL_23_BITS).dtype == np.float32
    assert uniform64(ALL_23_BITS, ALL_23_BITS).dtype == np.float64


def test_uniforms_rise_with_their_word():
    assert (np.diff(uniform32(ALL_23_BITS)) > 0).all()
    assert (np.diff(uniform64(ALL_23_BITS, ALL_23_BITS)) > 0).all()


def test_log_is_right_to_about_one_unit_in_the_last_place():
    x = frozen(np.geomspace(1e-37, 1e37, 200_001), np.float32)
    exact = np.log(x.astype(np.float64))
    unit = np.spacing(np.maximum(np.abs(exact), 2.0**-3).astype(np.float32)).astype(np.float64)
    assert (np.abs(log(x) - exact) / unit).max() < 1.5


EVERYWHERE = frozen(
    np.concatenate(
        [np.linspace(-708, 709, 200_001), np.linspace(-1, 1, 20_001), [0.0, -0.0, 5e-324, -1e-300]]
    )
)
BEYOND = frozen([-np.inf, -1e300, -708.5, 709.5, 1e300, np.inf])


def test_exp_is_right_to_two_units_in_the_last_place():
    exact = np.exp(EVERYWHERE.astype(np.longdouble))
    unit = np.spacing(exact.astype(np.float64))
    assert (np.abs(exp(EVERYWHERE) - exact) / unit).max() < 2


def test_exp_of_nothing_is_one_and_beyond_its_range_it_is_zero_or_infinite():
    assert exp(0.0) == 1
    np.testing.assert_array_equal(exp(BEYOND), [0, 0, 0, np.inf, np.inf, np.inf])


@pytest.mark.parametrize("x", [EVERYWHERE, BEYOND], ids=["everywhere", "beyond"])
def test_compiled_and_plain_exp_give_the_same_bits(x):
    assert exp(x).tobytes() == elementwise_exp(x).tobytes()


def test_the_normal_quantile_agrees_with_scipy_to_1e_6_of_its_size():
    u = uniform32(ALL_23_BITS)
    exact = ndtri(u.astype(np.float64))
    tails = np.abs(exact) + 0.1
    assert (np.abs(normal(u) - exact) / tails).max() < 2e-6


def test_the_normal_quantile_is_odd_around_one_half():
    middle = uniform32(ALL_23_BITS)
    middle = middle[(middle > 0.25) & (middle < 0.5)]  # where 1 - u loses no bits
    np.testing.assert_array_equal(normal(middle), -normal(np.float32(1) - middle))


@pytest.mark.parametrize("triangle", [low_triangle, high_triangle])
def test_triangular_draws_over_every_word_have_mean_zero_and_the_stated_sd(triangle):
    words = (
        ALL_16_BITS if triangle is low_triangle else frozen(ALL_16_BITS << np.uint64(16), np.uint64)
    )
    draws = triangle(words).astype(np.float64)
    assert draws.mean() == 0
    assert draws.std() == pytest.approx(float(TRIANGLE_SD), rel=2**-23)
    assert (draws.min(), draws.max()) == (-255, 255)


def test_the_two_triangular_draws_of_a_word_take_different_bits():
    word = np.uint64(0xFFFF0000)
    assert (low_triangle(word), high_triangle(word)) == (-255, 255)


def test_the_normal_distribution_is_that_of_scipy():
    x = frozen(np.linspace(-12, 9, 4_001))
    np.testing.assert_allclose(normal_cdf(x), ndtr(x), rtol=0, atol=1e-15)
    np.testing.assert_allclose(normal_cdf(x), ndtr(x), rtol=1e-6)
    assert (np.diff(normal_cdf(x)) >= 0).all()
