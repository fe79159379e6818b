"""Scores as records: who forecast what for which window, from which information, and how it came
out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from experiments.store.csv_tables import short
from experiments.trust.scores.confusion import as_written, confusion
from experiments.trust.scores.contingent import AT, Count
from experiments.trust.scores.scoring import (
    brier,
    class_log_score,
    crps,
    event_cost,
    log_score,
    pit,
    ranked_probability_score,
)
from experiments.trust.scores.windows import Window, courses, grid, observed
from sim.machine.arrays import Bools, Floats

INFORMATION = ("origin", "rolling")  # nothing after 7 December 2022, or up to each window
_WIDTHS = {"covered_50": (1, 3), "covered_90": (0, 4)}  # places of the quantiles that bound them


@dataclass(frozen=True)
class Scored:
    """One score."""

    forecaster: str
    information: str
    window: str  # its key, or the key of a count
    kind: str
    coding: str  # strict or loose; empty where both say the same
    quantity: str  # entry, highest, longest, protest, fall, step_down, contingent
    score: str
    value: float


def of_classes(
    forecaster: str,
    information: str,
    windows: Sequence[Window],
    quantity: str,
    coding: str,
    shares: Floats,
) -> list[Scored]:
    """Scores of forecasts of the class of the course, shape (windows, classes): log score, ranked
    probability score, and the log score were the record misread now and then.
    """
    seen = courses([observed()[each.key] for each in windows], quantity, coding)
    written = as_written(shares, confusion(shares.shape[1]))
    scores = {
        "log": class_log_score(shares, seen),
        "rps": ranked_probability_score(shares, seen),
        "log_misread": class_log_score(written, seen),
    }
    return list(_each(forecaster, information, windows, coding, quantity, scores))


def of_protest(
    forecaster: str, information: str, windows: Sequence[Window], shares: Floats
) -> list[Scored]:
    """Scores of forecasts of the class of the largest protest, shape (windows, classes)."""
    seen = np.array([observed()[each.key].protest for each in windows])
    scores = {
        "log": class_log_score(shares, seen),
        "rps": ranked_probability_score(shares, seen),
    }
    return list(_each(forecaster, information, windows, "", "protest", scores))


def of_event(
    forecaster: str, information: str, windows: Sequence[Window], event: str, p: Floats
) -> list[Scored]:
    """Scores of forecasts that something happens, entry, fall or step_down, shape (windows,), with
    what it would have cost. Raises ValueError where the event is not asked of a window.
    """
    happened = _happened(windows, event)
    scores = {
        "log": log_score(p, happened),
        "brier": brier(p, happened),
        "event_cost": event_cost(p),
    }
    return list(_each(forecaster, information, windows, "", event, scores))


def of_count(
    forecaster: str, information: str, count: Count, thousand: Floats, weight: Floats
) -> list[Scored]:
    """Scores of a weighted sample of the contingent, shape (n,), on the day of a count."""
    bounds = [sample_quantile(thousand, weight, at) for at in AT]
    scores = {
        "crps": crps(thousand, weight, count.value),
        "pit": pit(thousand, weight, count.value),
        **{
            name: float(bounds[low] <= count.value <= bounds[high])
            for name, (low, high) in _WIDTHS.items()
        },
    }
    return [
        Scored(forecaster, information, count.key, "count", "", "contingent", name, value)
        for name, value in scores.items()
    ]


def sample_quantile(thousand: Floats, weight: Floats, at: float) -> float:
    """The least number of a weighted sample that as much of it does not exceed."""
    order = np.argsort(thousand, kind="stable")
    reached = np.cumsum(weight[order])
    place = int(np.searchsorted(reached, at * reached[-1]))
    return float(thousand[order][min(place, len(order) - 1)])


def values(scored: Iterable[Scored], **wanted: str) -> Floats:
    """The values of the scores whose fields are as wanted, in their order, shape (scores,)."""
    return np.array(
        [
            each.value
            for each in scored
            if all(getattr(each, name) == value for name, value in wanted.items())
        ]
    )


def rows(scored: Iterable[Scored]) -> Iterator[dict[str, Any]]:
    """Scores as rows of a table; windows that were chosen with hindsight are marked."""
    for each in scored:
        window = grid().get(each.window)
        yield {
            **asdict(each),
            "value": short(each.value),
            "hindsight": window is not None and window.hindsight,
        }


def _happened(windows: Sequence[Window], event: str) -> Bools:
    happened = [getattr(observed()[each.key], event) for each in windows]
    if None in happened:
        raise ValueError(f"{event} is not asked of {windows[happened.index(None)].key}")
    return np.array(happened, dtype=bool)


def _each(
    forecaster: str,
    information: str,
    windows: Sequence[Window],
    coding: str,
    quantity: str,
    scores: dict[str, Floats],
) -> Iterator[Scored]:
    for name, found in scores.items():
        for window, value in zip(windows, found.tolist(), strict=True):
            yield Scored(
                forecaster, information, window.key, window.kind, coding, quantity, name, value
            )
