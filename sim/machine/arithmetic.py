"""Strict arithmetic and counter-based random numbers, one element at a time.

Every function here is written once and used twice: compiled, on one number inside a numba loop, and
plain, on a whole NumPy array. Only operations that IEEE 754 rounds exactly are used (+, -, *, /,
sqrt), in a fixed order and never contracted, so both give the same bits on every processor.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.machine.compiled import elementwise, select, ufunc

Number = Any  # a NumPy scalar or an array of them; both forms of every function give the same bits

_MULTIPLIER = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (np.uint64(0x9E3779B9), np.uint64(0xBB67AE85))
_LOW_32 = np.uint64(0xFFFFFFFF)
_32, _16, _8, _9 = np.uint64(32), np.uint64(16), np.uint64(8), np.uint64(9)
_BYTE, _CENTRE = np.uint64(0xFF), np.float32(255)


@elementwise
def philox(
    c0: Number, c1: Number, c2: Number, c3: Number, k0: Number, k1: Number
) -> tuple[Number, ...]:
    """Four random 32-bit words (held in uint64) of Philox4x32-10 at a counter and
    a key [Salmon2011].

    Only the factors are cut to 32 bits, which costs nothing: the processor multiplies low halves
    anyway.
    """
    for _ in range(10):
        p0 = _MULTIPLIER[0] * (c0 & _LOW_32)
        p1 = _MULTIPLIER[1] * (c2 & _LOW_32)
        c0, c1, c2, c3 = (p1 >> _32) ^ c1 ^ k0, p1, (p0 >> _32) ^ c3 ^ k1, p0
        k0 = (k0 + _WEYL[0]) & _LOW_32
        k1 = (k1 + _WEYL[1]) & _LOW_32
    return c0 & _LOW_32, c1 & _LOW_32, c2 & _LOW_32, c3 & _LOW_32


@elementwise
def purpose(channel: Number, world: Number) -> Number:
    """The word of the counter that says what a draw is for: a channel and, from the upper half of a
    world's number, the point of an ensemble that the world belongs to.
    """
    return channel | ((world >> _32) << _8)


@elementwise
def low_triangle(word: Number) -> Number:
    """A symmetric triangular draw from the lower 16 bits of a word: the sum of two bytes, centred,
    in [-255, 255].
    """
    return np.float32(np.int32((word & _BYTE) + ((word >> _8) & _BYTE))) - _CENTRE


@elementwise
def high_triangle(word: Number) -> Number:
    """The same from the upper 16 bits."""
    return low_triangle(word >> _16)


TRIANGLE_SD = np.float32(np.sqrt((256**2 - 1) / 6))  # standard deviation of the triangular draw
TRIANGLE_END = _CENTRE  # as far as it can go

_HALF_STEP, _STEP_23 = np.float32(0.5), np.float32(2.0**-23)


@elementwise
def uniform32(word: Number) -> Number:
    """A float32 strictly inside (0, 1) from the upper 23 bits of a word."""
    return (np.float32(np.int32(word >> _9)) + _HALF_STEP) * _STEP_23


_26, _6 = np.uint64(26), np.uint64(6)
_STEP_52 = 2.0**-52


@elementwise
def uniform64(high: Number, low: Number) -> Number:
    """A float64 strictly inside (0, 1) from 52 bits of two words."""
    return (np.float64(np.int64(((high >> _6) << _26) | (low >> _6))) + 0.5) * _STEP_52


def _floats(*values: float) -> tuple[np.float32, ...]:
    return tuple(np.float32(value) for value in values)


_ONE, _TWO, _HALF, _ROOT_HALF, _LN_2 = _floats(1.0, 2.0, 0.5, 0.5**0.5, 0.6931471805599453)
_MANTISSA, _EXPONENT_OF_HALF, _BIAS, _23 = (
    np.int32(0x007FFFFF),
    np.int32(0x3F000000),
    np.int32(126),
    np.int32(23),
)
_LOG = _floats(
    7.0376836e-2, -1.151461e-1, 1.1676999e-1, -1.2420141e-1, 1.4249323e-1, -1.6668058e-1,
    2.0000715e-1, -0.25, 3.3333331e-1
)  # fmt: skip


@elementwise
def polynomial(coefficients: tuple[Number, ...], x: Number) -> Number:
    """A polynomial by Horner's rule, highest power first."""
    y = coefficients[0]
    for place in range(1, len(coefficients)):
        y = y * x + coefficients[place]
    return y


@elementwise
def log(x: Number) -> Number:
    """Natural logarithm of a positive float32, to about one unit in the last
    place (Cephes' polynomial).
    """
    bits = np.float32(x).view(np.int32)
    exponent = np.float32(np.int32((bits >> _23) - _BIAS))
    mantissa = np.int32((bits & _MANTISSA) | _EXPONENT_OF_HALF).view(np.float32)
    small = mantissa < _ROOT_HALF
    exponent = select(small, exponent - _ONE, exponent)
    m = select(small, mantissa + mantissa, mantissa) - _ONE
    square = m * m
    return m - _HALF * square + polynomial(_LOG, m) * m * square + exponent * _LN_2


@elementwise
def within(values: Number, low: Number, high: Number) -> Number:
    """Values cut to a range."""
    return np.minimum(np.maximum(values, low), high)


_LOG2_E, _LN_2_HIGH, _LN_2_LOW = 1.4426950408889634, 0.693145751953125, 1.42860682030941723212e-6
_TO_INTEGER = (
    1.5 * 2.0**52
)  # added to a small number, it leaves the nearest integer in the last bits
_DOUBLE_BIAS, _52 = np.int64(1023), np.int64(52)
_LOWEST, _HIGHEST = -708.0, 709.0


@elementwise
def elementwise_exp(x: Number) -> Number:
    """The exponential of a float64, to about one unit in the last place (Cephes' rational
    function); 0 below -708, inf above 709.
    """
    inside = select(x < _LOWEST, _LOWEST, select(x > _HIGHEST, _HIGHEST, x))
    shifted = inside * _LOG2_E + _TO_INTEGER
    power = shifted - _TO_INTEGER
    rest = inside - power * _LN_2_HIGH - power * _LN_2_LOW
    square = rest * rest
    odd = rest * ((1.26177193074810590878e-4 * square + 3.02994407707441961300e-2) * square + 1.0)
    even = (
        (3.00198505138664455042e-6 * square + 2.52448340349684104192e-3) * square
        + 2.27265548208155028766e-1
    ) * square + 2.0
    two_to_the_power = np.int64((np.float64(shifted).view(np.int64) + _DOUBLE_BIAS) << _52).view(
        np.float64
    )
    y = (1.0 + 2.0 * (odd / (even - odd))) * two_to_the_power
    return select(x < _LOWEST, 0.0, select(x > _HIGHEST, np.inf, y))


exp = ufunc(elementwise_exp)


def power(x: Any, exponent: Any) -> Any:
    """x to a power, one number or one a world, shape of `x`.

    NumPy takes a square or a root instead where the exponent is one 2 or 0.5 for all: the bits of a
    world would depend on the others'.
    """
    return np.power(x, np.ascontiguousarray(np.broadcast_to(exponent, np.shape(x))))


_MIDDLE = _floats(
    2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 2.1858087e-04,
    -1.25372503e-03, -4.17768164e-03, 0.246640727, 1.50140941
)  # fmt: skip
_TAIL = _floats(
    -2.00214257e-04, 1.00950558e-04, 1.34934322e-03, -3.67342844e-03, 5.73950773e-03,
    -7.6224613e-03, 9.43887047e-03, 1.00167406, 2.83297682
)  # fmt: skip
_ROOT_2, _SPLIT, _MIDDLE_CENTRE, _TAIL_CENTRE = _floats(2**0.5, 5.0, 2.5, 3.0)


@elementwise
def normal(u: Number) -> Number:
    """The standard normal quantile of a float32 in (0, 1), to 1e-6 [Giles2012]."""
    x = _TWO * u - _ONE
    w = -log((_ONE - x) * (_ONE + x))
    y = select(
        w < _SPLIT,
        polynomial(_MIDDLE, w - _MIDDLE_CENTRE),
        polynomial(_TAIL, np.sqrt(w) - _TAIL_CENTRE),
    )
    return _ROOT_2 * x * y


_MILLS_OVER = (
    3.52624965998911e-02,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376,
)
_MILLS_UNDER = (
    8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
    637.333633378831, 793.826512519948, 440.413735824752,
)  # fmt: skip


@ufunc
def normal_cdf(x: Number) -> Number:
    """Chance that a standard normal number is below x, a float64, to 1e-15.

    Far below, to a few parts in a million [Hart1968].
    """
    size = select(x < 0.0, -x, x)
    beyond = (
        elementwise_exp(-0.5 * size * size)
        * polynomial(_MILLS_OVER, size)
        / polynomial(_MILLS_UNDER, size)
    )
    return select(x > 0.0, 1.0 - beyond, beyond)
