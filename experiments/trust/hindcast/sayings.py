"""What every forecaster says of every window: the model in its three forms, and rules of thumb that
need only the record before the day of the forecast.

A window that lies further off is forecast given that nothing ended before it begins, by all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from experiments.trust.hindcast.names import ENTRY, NAMES, SETS
from experiments.trust.hindcast.windows import origin
from experiments.trust.record.statistics import CLASSES
from experiments.trust.scores import baselines
from experiments.trust.scores.windows import CODINGS, QUANTITIES, Window, known_by


@dataclass(frozen=True)
class Saying:
    """The chances that one forecaster gave to what a window may bring."""

    information: str
    forecaster: str
    coding: str  # of the record that it rests on; empty where it rests on none
    window: Window
    origin: date
    chances: Mapping[str, float]

    def shares(self, quantity: str, names: Sequence[str]) -> list[float] | None:
        """Its chances of some classes; None where it gave none."""
        if f"{quantity}_{names[0]}" not in self.chances:
            return None
        return [self.chances[f"{quantity}_{name}"] for name in names]

    def row(self) -> dict[str, Any]:
        """Its line of a table."""
        return {
            "information": self.information,
            "forecaster": self.forecaster,
            "coding": self.coding,
            "window": self.window.key,
            "kind": self.window.kind,
            "origin": str(self.origin),
        } | {name: float(f"{chance:.8g}") for name, chance in self.chances.items()}


def sayings(
    said: Mapping[tuple[str, date], Mapping[str, Any]], windows: Sequence[Window]
) -> list[Saying]:
    """What all say of some windows, in both information sets."""
    return [each for how in SETS for window in windows for each in _of_window(said, how, window)]


def _of_window(
    said: Mapping[tuple[str, date], Mapping[str, Any]], information: str, window: Window
) -> Iterator[Saying]:
    day = origin(window, information)
    for name in NAMES:
        chances = said[name, day]["windows"][window.key]
        yield Saying(information, name, "", window, day, chances)
    for name, chance in _entry(window, day).items():
        yield Saying(information, name, "", window, day, {ENTRY: chance})
    for coding in CODINGS:
        for name, chances in _ladders(window, coding, day).items():
            yield Saying(information, name, coding, window, day, chances)


def _entry(window: Window, day: date) -> dict[str, float]:
    """What rules of thumb say of entry, given that there is none before the window."""
    first = baselines.lead(known_by(day), window)
    none_before = baselines.none_within(len(known_by(day)), first)
    return {name: chance / none_before for name, chance in baselines.entry(window, day).items()}


def _ladders(window: Window, coding: str, day: date) -> dict[str, dict[str, float]]:
    """What rules of thumb say of the course, by name of the rule."""
    told: dict[str, dict[str, float]] = {}
    for quantity in QUANTITIES:
        for name, shares in baselines.ladder(window, quantity, coding, day).items():
            named = zip(CLASSES, shares, strict=True)
            told.setdefault(name, {}).update({f"{quantity}_{k}": float(p) for k, p in named})
    return told
