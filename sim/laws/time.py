"""Time: everything that goes on by itself is a rate a week, and a step is a part of a week.

A rate acts within a step with the chance, or on the share, 1 - exp(-rate * span), so that halving
the step changes no probability. What a leader holds dear or mistakes does not start afresh every
week: it wanders about nought and forgets where it was [Uhlenbeck1930].
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.machine.arithmetic import exp
from sim.machine.arrays import Floats


def acted(rate: Any, span: Any) -> Any:
    """Chance that something with a rate (1/week) has happened, or share on which it has acted,
    after a span of weeks; shape of `rate`.
    """
    return -np.expm1(-np.asarray(rate) * span)


def left(rate: Any, span: float) -> Any:
    """What is left after a span of weeks of something that fades at a rate (1/week), shape of
    `rate`.
    """
    return exp(-rate * span)


def wandered(value: Floats, shock: Floats, spread: Any, lasts: Any, span: float) -> Floats:
    """Where something slow has wandered to within a span of weeks, shape of `value`.

    `shock` is standard normal; `spread` is the standard deviation that it keeps, `lasts` the weeks
    after which two thirds of it are forgotten; one number each, or one a world.
    """
    kept = exp(-span / lasts)
    moved: Floats = value * kept + spread * np.sqrt(1 - kept * kept) * shock
    return moved
