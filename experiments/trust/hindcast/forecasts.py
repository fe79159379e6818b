"""Forecasts of a window, read from histories: the mixture over all of them, weighted.

A history counts for what is left of it when the window begins, because nothing had happened by
then. What of it enters within the window is the chance of entry; the rest goes where it was seen.
"""

from __future__ import annotations

import numpy as np

from experiments.trust.calibration.weighted import effective_size
from experiments.trust.hindcast.living import Weeks
from experiments.trust.record.statistics import CLASSES, POSTURE
from experiments.trust.scores.contingent import AT
from experiments.trust.scores.scored import sample_quantile
from experiments.trust.scores.windows import PROTEST, PROTEST_EDGES
from sim.machine.arrays import Floats, Whole

_SPARE = 0.5  # history added to every class: so few histories prove no class impossible

Forecast = dict[str, float]


def shares(weeks: Weeks, week: int) -> Floats:
    """The share of each history in the mixture, given that nothing ended by the end of a week,
    shape (histories,); they sum to one.
    """
    return np.asarray(weeks.left[week] / weeks.left[week].sum())


def worth(weeks: Weeks, span: range) -> float:
    """How many histories of equal weight the mixture is worth when a span of weeks begins."""
    return effective_size(shares(weeks, span.start - 1))


def forecast(weeks: Weeks, span: range) -> Forecast:
    """What the mixture says of a span of weeks when it begins, all of it chances."""
    before, last = span.start - 1, span.stop - 1
    half = before + (len(span) + 1) // 2  # who enters later is not at war for most of the span
    share = shares(weeks, before)
    entered = _within(weeks, weeks.entered, before, last)
    early = _within(weeks, weeks.entered, before, half)
    seen = np.minimum(weeks.kind[before : span.stop], POSTURE)  # a refused order is no entry
    lower = seen[-1] < seen.max(axis=0)
    peak = np.digitize(weeks.protest[span.start : span.stop].max(axis=0), PROTEST_EDGES)
    return {
        "entry": float(entered.sum()),
        "fall": float(_within(weeks, weeks.fallen, before, last).sum()),
        "step_down": float((share - entered)[lower].sum()),
        **_named("highest", CLASSES, _of_classes(seen[1:].max(axis=0), share, entered)),
        **_named("longest", CLASSES, _of_classes(_longest(seen[1:]), share, early)),
        **_named("protest", PROTEST, _spread(peak, share, len(PROTEST))),
    }


def contingent(weeks: Weeks, week: int) -> dict[str, list[float]]:
    """Russian personnel at the end of a week, thousand: values in rising order, each once, their
    weights, and quantiles.
    """
    values, place = np.unique(weeks.contingent[week], return_inverse=True)
    mass = np.bincount(place, shares(weeks, week)).astype(float)
    kept = mass > 0
    values, mass = values[kept], mass[kept]
    return {
        "values": values.tolist(),
        "weights": mass.tolist(),
        "quantiles": [sample_quantile(values, mass, at) for at in AT],
    }


def _within(weeks: Weeks, chance: Floats, before: int, last: int) -> Floats:
    """The part of the mixture to which something happens between the ends of two weeks, by history,
    given that nothing ended before, shape (histories,).
    """
    return np.asarray((chance[last] - chance[before]) / weeks.left[before].sum())


def _longest(seen: Whole) -> Whole:
    """The class held longest, the lower of two held equally long, shape (histories,)."""
    weeks_in = np.array([(seen == kind).sum(axis=0) for kind in range(POSTURE + 1)])
    return np.asarray(weeks_in.argmax(axis=0))


def _of_classes(kind: Whole, share: Floats, entered: Floats) -> Floats:
    """Chances of the four classes: that of entry is what entered, the rest stands where it was."""
    staying = share - entered
    entry = entered.sum()
    return np.append((1 - entry) * _spread(kind, staying / staying.sum(), POSTURE + 1), entry)


def _spread(kind: Whole, share: Floats, kinds: int) -> Floats:
    """Chances of some classes, none of them nought: shares of as many histories as they are worth,
    and half a history more in each.
    """
    many = effective_size(share)
    return np.asarray(
        (np.bincount(kind.astype(int), share, kinds) * many + _SPARE) / (many + _SPARE * kinds)
    )


def _named(what: str, names: tuple[str, ...], chances: Floats) -> Forecast:
    return {f"{what}_{name}": float(each) for name, each in zip(names, chances, strict=True)}
