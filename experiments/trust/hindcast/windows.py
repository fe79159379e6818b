"""On which day each window is forecast, from which weeks, and what has to be lived for that.

Two information sets. Of *origin* every window is forecast on 7 December 2022. Of *rolling* it is
forecast on the day before it begins. A week belongs to the window in which it ends, so that a
forecast never rests on a week that ends after the day on which it is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from experiments.trust.hindcast.names import FIXED, KINDS, ROLLING, SETS
from experiments.trust.scores.windows import ORIGIN, Window, of_kind

START = date(2022, 2, 24)  # of week 0: the invasion
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True)
class Run:
    """Worlds that are lived for one day of forecasting, to the end of the last window."""

    origin: date
    windows: tuple[Window, ...]

    @property
    def weeks(self) -> int:
        """How many weeks it takes to live through the last day."""
        return max(week_of(window.last) + 1 for window in self.windows)


def forecast_windows() -> tuple[Window, ...]:
    """All windows that are forecast."""
    return of_kind(*KINDS)


def origin(window: Window, information: str) -> date:
    """The day on which a window is forecast: never before the parameters were known."""
    return ORIGIN if information == FIXED else max(ORIGIN, window.origin)


def span(window: Window) -> range:
    """The weeks that end in a window after the origin of the parameters, by number from 0."""
    first = max(weeks_ended(window.first - _DAY), weeks_ended(ORIGIN))
    return range(first, weeks_ended(window.last))


def within(day: date, window: Window) -> bool:
    """Whether a day lies in a window."""
    return window.first <= day <= window.last


def weeks_ended(day: date) -> int:
    """How many weeks from the invasion on have ended by the end of a day."""
    return (day + _DAY - START) // _WEEK


def week_of(day: date) -> int:
    """The number of the week that a day lies in."""
    return (day - START) // _WEEK


def weeks_given(day: date) -> int:
    """How many weeks begin by a day: so many may be given what was known by then."""
    return week_of(day) + 1


def runs(windows: Sequence[Window]) -> list[Run]:
    """The runs that forecast some windows in both sets: one a day on which forecasts are made."""
    days = sorted({origin(window, each) for window in windows for each in SETS})
    return [
        Run(day, tuple(w for w in windows if day in (ORIGIN, origin(w, ROLLING)))) for day in days
    ]
