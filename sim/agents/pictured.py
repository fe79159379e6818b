"""Putin as he is pictured by someone who cannot ask him: a chance for each of his options.

One record holds something of every option; the functions work on it as on a short vector.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np

from sim.agents.moscow import Options, PutinIncentives, appraise
from sim.machine.arithmetic import exp
from sim.machine.arrays import Floats
from sim.machine.compiled import elementwise, select
from sim.machine.rules import together

# something of every option
Each = namedtuple("Each", "accommodate hold press ultimatum replace")
EveryOption = together("EveryOption", __name__, **dict.fromkeys(Each._fields, Options))
_appraise_option = appraise.rule


def every_option(incentives: PutinIncentives) -> Floats:
    """Every option, one after the other, as rules take them, shape (numbers, 1 or worlds)."""
    options = incentives.options
    rows: Floats = options.swapaxes(0, 1).reshape(-1, options.shape[-1])
    return rows


@elementwise
def each(ask: Any, options: Any, *others: Any) -> Any:
    """What a question says of every option."""
    return Each(
        ask(options.accommodate, *others),
        ask(options.hold, *others),
        ask(options.press, *others),
        ask(options.ultimatum, *others),
        ask(options.replace, *others),
    )


@elementwise
def total(one: Any) -> Any:
    """The sum over options."""
    return one.accommodate + one.hold + one.press + one.ultimatum + one.replace


@elementwise
def expected(chances: Any, values: Any) -> Any:
    """The mean over options of a value of each."""
    return (
        chances.accommodate * values.accommodate
        + chances.hold * values.hold
        + chances.press * values.press
        + chances.ultimatum * values.ultimatum
        + chances.replace * values.replace
    )


@elementwise
def mixed(a: Any, one: Any, b: Any, other: Any) -> Any:
    """A mixture: `a` of one and `b` of the other."""
    return Each(
        a * one.accommodate + b * other.accommodate,
        a * one.hold + b * other.hold,
        a * one.press + b * other.press,
        a * one.ultimatum + b * other.ultimatum,
        a * one.replace + b * other.replace,
    )


@elementwise
def product(one: Any, other: Any) -> Any:
    """Option by option, one times the other."""
    return Each(
        one.accommodate * other.accommodate,
        one.hold * other.hold,
        one.press * other.press,
        one.ultimatum * other.ultimatum,
        one.replace * other.replace,
    )


@elementwise
def certain(option: Any) -> Any:
    """1 for the option of a number, 0 for the others."""
    return Each(
        select(option == 0.0, 1.0, 0.0),
        select(option == 1.0, 1.0, 0.0),
        select(option == 2.0, 1.0, 0.0),
        select(option == 3.0, 1.0, 0.0),
        select(option == 4.0, 1.0, 0.0),
    )


@elementwise
def worth(option: Any, world: Any, his: Any, weights: Any) -> Any:
    """Utility of an option to him."""
    appraised = _appraise_option(option, world, his)
    utility = weights[0] * appraised[0]
    for place in range(1, len(weights)):
        utility = utility + weights[place] * appraised[place]
    return utility


@elementwise
def chosen(utility: Any, precision: Any) -> Any:
    """Chance of each option by logit quantal response."""
    best = np.maximum(np.maximum(utility.accommodate, utility.hold), utility.press)
    best = np.maximum(np.maximum(utility.ultimatum, utility.replace), best)
    odds = each(_odds, utility, best, precision)
    return mixed(1 / total(odds), odds, 0.0, odds)


@elementwise
def _odds(utility: Any, best: Any, precision: Any) -> Any:
    return exp(precision * (utility - best))
