"""Series from outside: what was so on which day, and the day on which it was known.

A forecast made on a day, the *origin*, may use nothing that became known later. So a week is given
the last value dated no later than the week's first day and known by the origin, carried forward;
a line between two values would look ahead. Weeks that begin after the origin are given nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

GRIEVANCE = "grievance"  # shocks, which arrive; all other variables are levels, which last
VARIABLES = {  # of a series: the parameter that it starts, if any, and the list that it fills
    "front": ("theatre.front", "theatre.front_weekly"),
    "contingent": ("theatre.contingent", "theatre.contingent_weekly"),
    "hosting": ("theatre.hosting", "theatre.hosting_weekly"),
    "border_defence": ("theatre.border_defence", "theatre.border_defence_weekly"),
    "west": ("lukashenko.west", "lukashenko.west_weekly"),
    GRIEVANCE: (None, "public.shocks"),
}
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Dated:
    """One value of a variable."""

    day: date  # of what it tells
    known: date  # when what it rests on had been said in public
    variable: str
    value: float  # in the unit of its parameter
    low: float | None  # None where nobody says how far off it may be
    high: float | None
    source: str


def known(rows: Iterable[Dated], variable: str, origin: date) -> list[Dated]:
    """The rows of a variable that are known by a day, in the order of what they tell; of two that
    tell of one day the later known comes last.
    """
    mine = (row for row in rows if row.variable == variable and row.known <= origin)
    return sorted(mine, key=lambda row: (row.day, row.known))


def weeks_given(start: date, weeks: int, origin: date) -> int:
    """How many of so many weeks begin by the origin."""
    return max(0, min(weeks, (origin - start) // _WEEK + 1))


def weekly(
    rows: Iterable[Dated], variable: str, start: date, weeks: int, origin: date, before: float = 0.0
) -> tuple[float, ...]:
    """What the weeks from a start that begin by the origin are given, one number each: the last
    value known by then, or `before` where there is none yet.

    Of grievance the shocks that arrive, each on the first day of a week that is not before it.
    """
    mine = known(rows, variable, origin)
    firsts = [start + week * _WEEK for week in range(weeks_given(start, weeks, origin))]
    if variable == GRIEVANCE:
        return _without_end([_arriving(mine, first) for first in firsts])
    return tuple(last_value(mine, first, before) for first in firsts)


def last_value(rows: Sequence[Dated], day: date, before: float) -> float:
    """The value of the last of some rows in their order that tells of no later day than this."""
    return next((row.value for row in reversed(rows) if row.day <= day), before)


def _arriving(rows: Sequence[Dated], first: date) -> float:
    """The shocks since the first day of the week before."""
    return sum(row.value for row in rows if first - _WEEK < row.day <= first)


def _without_end(shocks: Sequence[float]) -> tuple[float, ...]:
    """Shocks without the weeks after the last, in which none arrives."""
    last = max((week for week, shock in enumerate(shocks) if shock), default=-1)
    return tuple(shocks[: last + 1])
