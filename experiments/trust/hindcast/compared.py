"""The model against every other forecaster of the course: by how much it loses or wins, how surely,
and whether such a record could tell them apart at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.trust.hindcast.names import CHOSEN, HIGHEST, LOG, MODEL, MONTH, QUARTER
from experiments.trust.hindcast.sayings import Saying
from experiments.trust.record.statistics import CLASSES
from experiments.trust.scores import differences as apart
from experiments.trust.scores.power import Power, power
from experiments.trust.scores.scored import Scored
from experiments.trust.scores.windows import CODINGS, QUANTITIES
from sim.machine.arrays import Floats

_QUARTERS_TOGETHER = 2  # as long as the blocks of months


@dataclass(frozen=True, eq=False)
class Compared:
    """The model's score less another's, window by window: below nought the model is better."""

    information: str
    coding: str
    kind: str
    quantity: str
    other: str
    windows: tuple[str, ...]
    each: Floats  # shape (windows,)
    difference: apart.Difference

    @property
    def won(self) -> bool:
        """Whether the model is better in mean."""
        return self.difference.mean < 0

    def row(self) -> dict[str, Any]:
        """Its line of a table."""
        few = self.kind == CHOSEN and len(self.each) > 1
        without = apart.leave_one_out(self.each) if few else None
        return {
            "information": self.information,
            "coding": self.coding,
            "kind": self.kind,
            "quantity": self.quantity,
            "less": self.other,
            "windows": len(self.each),
            "effective": _short(self.difference.effective),
            "mean": _short(self.difference.mean),
            "low": _short(self.difference.low),
            "high": _short(self.difference.high),
            "told_apart": self.difference.told,
            "sign_flip_p": _short(apart.sign_flip(self.each)) if few else "",
            "without_one_low": "" if without is None else _short(float(without.min())),
            "without_one_high": "" if without is None else _short(float(without.max())),
        }


def compared(scores: Sequence[Scored]) -> list[Compared]:
    """The log scores of the course, model less every other, by information, coding and kind."""
    by_forecaster = _by_forecaster(scores)
    found = []
    for (information, coding, kind, quantity, name), said in by_forecaster.items():
        if name != MODEL:
            mine = by_forecaster[information, coding, kind, quantity, MODEL]
            each = np.array([mine[window] - said[window] for window in said])
            found.append(
                Compared(
                    information=information,
                    coding=coding,
                    kind=kind,
                    quantity=quantity,
                    other=name,
                    windows=tuple(said),
                    each=each,
                    difference=_difference(kind, each),
                )
            )
    return found


def powers(sayings: Sequence[Saying]) -> list[dict[str, Any]]:
    """How often the months would tell the model and another apart, were one of them right."""
    told = []
    for information in dict.fromkeys(saying.information for saying in sayings):
        mine = _months(sayings, information, MODEL, "")
        for coding in CODINGS:
            for name in _others(sayings, coding):
                theirs = _months(sayings, information, name, coding)
                told.append(_power(information, coding, name, power(mine, theirs)))
    return told


def _difference(kind: str, each: Floats) -> apart.Difference:
    """The mean of differences, shape (windows,): months and quarters hang together."""
    if kind == MONTH:
        return apart.of_months(each)
    if kind == QUARTER:
        return apart.of_months(each, block=_QUARTERS_TOGETHER)
    return apart.of_windows(each)


def _by_forecaster(
    scores: Sequence[Scored],
) -> dict[tuple[str, str, str, str, str], dict[str, float]]:
    """Log scores of the course by window, of every forecaster in every setting."""
    found: dict[tuple[str, str, str, str, str], dict[str, float]] = {}
    for each in scores:
        if each.score == LOG and each.quantity in QUANTITIES:
            key = (each.information, each.coding, each.kind, each.quantity, each.forecaster)
            found.setdefault(key, {})[each.window] = each.value
    return found


def _others(sayings: Sequence[Saying], coding: str) -> Iterator[str]:
    seen = dict.fromkeys(
        each.forecaster
        for each in sayings
        if each.coding in ("", coding) and each.shares(HIGHEST, CLASSES) is not None
    )
    return (name for name in seen if name != MODEL)


def _months(sayings: Sequence[Saying], information: str, name: str, coding: str) -> Floats:
    """What a forecaster says of the highest class of the months, shape (months, classes)."""
    return np.array([
        each.shares(HIGHEST, CLASSES)
        for each in sayings
        if (each.information, each.forecaster, each.window.kind) == (information, name, MONTH)
        and each.coding in ("", coding)
    ])  # fmt: skip


def _power(information: str, coding: str, other: str, found: Power) -> dict[str, Any]:
    return {
        "information": information,
        "coding": coding,
        "against": other,
        "if_the_model_were_right": found.if_first,
        "if_the_other_were_right": found.if_second,
        "said": found.sentence,
    }


def _short(value: float) -> float:
    return float(f"{value:.6g}")
