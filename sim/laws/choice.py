"""How a leader decides: the rule that Putin, Lukashenko and the opposition share.

When a leader reconsiders, he appraises every option on every incentive, weighs, adds what he
privately leans to, and answers by logit quantal response: better options are likelier, none is
certain [McKelvey1995].

    utility(option)     = sum over incentives of weight * value(appraisal) + leaning(option)
    probability(option) = exp(rationality * utility(option)) / sum of the same over options

Two rival rules stand beside it. `best_response`: the best option is certain. `prospect`: losses
loom larger than gains and chances are seen through the weighting function of cumulative prospect
theory [Tversky1992]; then quantal response.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from math import inf, pi
from typing import Any

import numpy as np

from sim.machine.arithmetic import power
from sim.machine.arrays import Bools, Floats, Whole, of_each
from sim.machine.loops import kernels
from sim.machine.rules import Appraisal, rows_of
from sim.parameters import Checked, param

LEANING = "leaning"  # private reasons, beside the incentives that have weights
_LEAST = 1e-9  # of a rationality, and of the noise in a choice


@dataclass(frozen=True)
class Choice(Checked):
    """The decision rule of all leaders."""

    # fmt: off
    rule: str = param("quantal", "how leaders decide",
        choices=("quantal", "best_response", "prospect"), source="McKelvey1995; Tversky1992",
        prior="fixed")
    loss_aversion: float = param(1.955, "how much larger a loss looms than an equal gain",
        low=1, high=3, source="Brown2021", later="Brown2024", status="measured",
        prior=("lognormal", 1.955, 0.3))
    curvature: float = param(0.88, "power of the value of gains and losses",
        low=0.3, high=1, source="Tversky1992", status="measured")
    weighting: float = param(0.61, "power of the probability weighting function for gains",
        low=0.3, high=1, source="Tversky1992", status="measured")
    # fmt: on

    def chance(self, probability: Floats) -> Floats:
        """A chance as the leader sees it, same shape."""
        return (
            weighted_chance(probability, self.weighting) if self.rule == "prospect" else probability
        )

    def value(self, appraisal: Floats) -> Floats:
        """An appraisal as the leader feels it, same shape."""
        return (
            prospect_value(appraisal, self.curvature, self.loss_aversion)
            if self.rule == "prospect"
            else appraisal
        )

    def precision(self, rationality: Any, leaning: Any) -> Any:
        """Precision with which others guess the choices of a leader who has private reasons of
        standard deviation `leaning`, 1/utility; one number, or one a world.
        """
        return blurred(inf if self.rule == "best_response" else rationality, leaning)

    def probability(self, utility: Floats, rationality: Any) -> Floats:
        """Probability of each option, shape (options, worlds)."""
        return (
            best_response(utility)
            if self.rule == "best_response"
            else quantal_response(utility, rationality)
        )


@dataclass(frozen=True)
class Judgement:
    """A leader before he chooses: what he knows, what he wants, and how he appraises."""

    choice: Choice
    rationality: Any  # one number, or one a world
    appraise: Appraisal
    weights: Mapping[str, Any]  # incentive -> weight, one number or one a world
    options: Floats  # what is fixed about each option, shape (columns, options, 1 or worlds)
    situation: Any  # what he sees of each world: a record of arrays of shape (worlds,)
    numbers: Floats  # the parameters that the rule asks for, shape (numbers, 1 or worlds)
    # appraisals that do not come from the rule, and which of them are chances; (options, worlds)
    foretold: Mapping[str, Floats] = field(default_factory=dict)
    leaning: Floats | None = None  # private reasons, in utility, shape (options, worlds)
    # whether an option is off the table, shape (options, worlds) or broadcastable to it
    closed: Bools | None = None
    belief: Any = None  # what he believes would follow, kept for whoever asks

    def contributions(self) -> dict[str, Floats]:
        """What each incentive adds to the utility of each option, shape (options, worlds) or
        broadcastable to it; `leaning` are the private reasons.
        """
        appraised = self.appraise(self.options, self.situation, self.numbers) | dict(self.foretold)
        for name in (*self.appraise.chances, *self.foretold):
            appraised[name] = self.choice.chance(appraised[name])
        weighed = {
            name: weight * self.choice.value(appraised[name])
            for name, weight in self.weights.items()
        }
        return weighed if self.leaning is None else weighed | {LEANING: self.leaning}

    def utility(self) -> Floats:
        """Utility of each option, shape (options, worlds): the contributions added up
        in their order.
        """
        if self.choice.rule == "prospect":
            return in_order(np.broadcast_arrays(*self.contributions().values()))
        weights = rows_of(*(self.weights[name] for name in self.appraise.incentives))
        utility = self.appraise.weighed(weights, self.options, self.situation, self.numbers)
        for name, appraised in self.foretold.items():
            utility = utility + self.weights[name] * appraised
        return utility if self.leaning is None else utility + self.leaning

    def probability(self) -> Floats:
        """Probability of each option, shape (options, worlds)."""
        return self.choice.probability(self._on_the_table(), self.rationality)

    def guessed(self, leaning: Any) -> Floats:
        """The same as others guess it, who know that he has private reasons of standard deviation
        `leaning`, but not which.
        """
        precision = self.choice.precision(self.rationality, leaning)
        return quantal_response(self._on_the_table(), precision)

    def _on_the_table(self) -> Floats:
        utility = self.utility()
        if self.closed is not None:
            np.copyto(utility, -np.inf, where=self.closed)
        return utility


@dataclass(frozen=True)
class Decision:
    """What a leader chose when he reconsidered, in some of the worlds, and why."""

    options: type[IntEnum]
    places: Whole  # of the worlds, in the batch
    standing: Whole  # the option he stood by until then, shape (places,)
    judgement: Judgement
    probability: Floats  # (options, places)
    choice: Whole  # (places,)
    # what woke him, in rates, each one number or of shape (worlds,): of all worlds, not of places
    waking: Mapping[str, Any] = field(default_factory=dict)


def blurred(rationality: Any, leaning: Any) -> Any:
    """Precision of a choice seen from outside, where private leanings of standard deviation
    `leaning` are noise too, 1/utility: a logit's noise has the variance pi^2 / 6 / rationality^2.
    One number, or one a world.
    """
    precise = np.maximum(rationality, _LEAST)
    noise = 1 / (precise * precise) + 6 * (leaning * leaning) / pi**2
    return 1 / np.maximum(np.sqrt(noise), _LEAST)


def quantal_response(utility: Floats, rationality: Any) -> Floats:
    """Probability of each option under logit quantal response, shape (options, worlds); the
    rationality is one number, or one a world.

    -inf is never chosen.
    """
    columns = utility.reshape(len(utility), -1)
    probability: Floats = kernels.quantal_response(columns, of_each(rationality, columns.shape[1]))
    return probability.reshape(utility.shape)


def best_response(utility: Floats) -> Floats:
    """1 for the best option and 0 for the others, shape (options, worlds).

    The first of equals is best.
    """
    best = np.zeros_like(utility)
    np.put_along_axis(best, utility.argmax(axis=0)[None], 1.0, axis=0)
    return best


def in_order(terms: Floats | Sequence[Floats]) -> Floats:
    """Sum over the first axis, always in the same order, so that one world gives the same
    bits as many.
    """
    subtotal: Floats = terms[0]
    for term in terms[1:]:
        subtotal = subtotal + term
    return subtotal


def draw(probability: Floats, uniform: Floats) -> Whole:
    """The option that a uniform draw picks in each world, shape (worlds,)."""
    option: Whole = kernels.draw(np.ascontiguousarray(probability), uniform)
    return option


def prospect_value(x: Floats, curvature: Any, loss_aversion: Any) -> Floats:
    """Value of a gain or a loss: x^a, and -L (-x)^a below zero [Tversky1992]."""
    size = power(np.abs(x), curvature)
    value: Floats = np.where(x < 0, -loss_aversion * size, size)
    return value


def weighted_chance(p: Floats, weighting: Any) -> Floats:
    """Decision weight of a probability: small chances look larger, large
    ones smaller [Tversky1992].
    """
    odds, against = power(p, weighting), power(1 - p, weighting)
    weight: Floats = odds / power(odds + against, 1 / weighting)
    return weight
