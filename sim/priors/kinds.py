"""The six kinds of distribution, each with two numbers, as they are before anything is cut off.

| kind | its two numbers | on which scale it is plain |
|---|---|---|
| normal | mean, sd | the number itself |
| lognormal | median, sd of the logarithm | the logarithm |
| logitnormal | median, sd of the log odds | the log odds |
| uniform | low, high | the number itself |
| loguniform | low, high | the logarithm |
| beta | a, b | none: the share itself |

Of each kind the quantile, the chance of less, and the logarithm of the density, in closed form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log, pi

import numpy as np
from scipy.special import betainc, betaincinv, betaln, expit, log_expit, logit, ndtr, ndtri

from sim.machine.arrays import Floats

Curve = Callable[[Floats, float, float], Floats]  # of an array and the two numbers, same shape
_LOG_ROOT_2_PI = log(2 * pi) / 2


@dataclass(frozen=True)
class Kind:
    """One kind of distribution: its curves, and which two numbers it can have."""

    numbers: str  # what the two are, and what they may be
    can_be: Callable[[float, float], bool]
    support: Callable[[float, float], tuple[float, float]]  # where it has any density
    quantile: Curve
    below: Curve  # chance of less, within the support
    log_density: Curve  # within the support


def _normal(x: Floats, mean: float, sd: float) -> Floats:
    density: Floats = -(((x - mean) / sd) ** 2) / 2 - _LOG_ROOT_2_PI - np.log(sd)
    return density


def _log_spread(low: float, high: float) -> float:
    return log(high) - log(low)


def _on_the_log(x: Floats) -> Floats:
    with np.errstate(divide="ignore"):  # nought is at minus infinity
        logarithm: Floats = np.log(x)
    return logarithm


def _log_normal(x: Floats, median: float, sd: float) -> Floats:
    scaled = _on_the_log(x)
    with np.errstate(invalid="ignore"):
        return np.where(x > 0, _normal(scaled, log(median), sd) - scaled, -np.inf)


def _logit_normal(x: Floats, median: float, sd: float) -> Floats:
    odds = logit(x)
    with np.errstate(invalid="ignore"):
        density = _normal(odds, float(logit(median)), sd) - log_expit(odds) - log_expit(-odds)
    return np.where(np.isfinite(odds), density, -np.inf)


def _beta(x: Floats, a: float, b: float) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        density = (a - 1) * np.log(x) + (b - 1) * np.log1p(-x) - betaln(a, b)
    return np.where((x > 0) & (x < 1), density, -np.inf)


KINDS = {
    "normal": Kind(
        "mean, sd > 0",
        can_be=lambda mean, sd: sd > 0,
        support=lambda mean, sd: (-np.inf, np.inf),
        quantile=lambda u, mean, sd: mean + sd * ndtri(u),
        below=lambda x, mean, sd: ndtr((x - mean) / sd),
        log_density=_normal,
    ),
    "lognormal": Kind(
        "median > 0, sd of the logarithm > 0",
        can_be=lambda median, sd: median > 0 and sd > 0,
        support=lambda median, sd: (0.0, np.inf),
        quantile=lambda u, median, sd: median * np.exp(sd * ndtri(u)),
        below=lambda x, median, sd: ndtr((_on_the_log(x) - log(median)) / sd),
        log_density=_log_normal,
    ),
    "logitnormal": Kind(
        "median within (0, 1), sd of the log odds > 0",
        can_be=lambda median, sd: 0 < median < 1 and sd > 0,
        support=lambda median, sd: (0.0, 1.0),
        quantile=lambda u, median, sd: expit(logit(median) + sd * ndtri(u)),
        below=lambda x, median, sd: ndtr((logit(x) - logit(median)) / sd),
        log_density=_logit_normal,
    ),
    "uniform": Kind(
        "low < high",
        can_be=lambda low, high: low < high,
        support=lambda low, high: (low, high),
        quantile=lambda u, low, high: low + (high - low) * u,
        below=lambda x, low, high: (x - low) / (high - low),
        log_density=lambda x, low, high: np.full(x.shape, -log(high - low)),
    ),
    "loguniform": Kind(
        "0 < low < high",
        can_be=lambda low, high: 0 < low < high,
        support=lambda low, high: (low, high),
        quantile=lambda u, low, high: low * np.exp(_log_spread(low, high) * u),
        below=lambda x, low, high: np.log(x / low) / _log_spread(low, high),
        log_density=lambda x, low, high: -np.log(x) - log(_log_spread(low, high)),
    ),
    "beta": Kind(
        "a > 0, b > 0",
        can_be=lambda a, b: a > 0 and b > 0,
        support=lambda a, b: (0.0, 1.0),
        quantile=lambda u, a, b: betaincinv(a, b, u),
        below=lambda x, a, b: betainc(a, b, x),
        log_density=_beta,
    ),
}
