"""What is given from outside, week by week, and for how long.

A list of one number holds in every week; a longer one, of at most as many numbers as there are
weeks, holds in the first weeks, a number each. When it ends, what it gave goes on by its own law
from where it then stands. Shocks are another matter: they arrive week by week, and after the last
of them none does.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sim.allowed import ScenarioError

if TYPE_CHECKING:
    from sim.scenario import Scenario

STATES = ("front", "contingent", "hosting", "border_defence")  # of the theatre
WEST = "lukashenko.west_weekly"
SHOCKS = "public.shocks"
WEEKLY = (*(f"theatre.{name}_weekly" for name in STATES), WEST)  # the lists, by path


def stands(numbers: Sequence[float], week: int) -> bool:
    """Whether a list says what is so in a week."""
    return len(numbers) == 1 or week < len(numbers)


def of_week(numbers: Sequence[float], week: int) -> float:
    """What a list says of a week in which it stands."""
    return numbers[0] if len(numbers) == 1 else numbers[week]


def covers(numbers: Sequence[float], weeks: int) -> bool:
    """Whether a list stands in each of so many weeks."""
    return bool(numbers) and stands(numbers, weeks - 1)


def otherwise(scenario: Scenario, week: int) -> dict[str, Any]:
    """What stands otherwise in a week than the scenario says, by path: a list that has ended is
    empty, and the opening to the West weighs what is given.
    """
    lists = {path: attrgetter(path)(scenario) for path in WEEKLY}
    changed: dict[str, Any] = {
        path: () for path, numbers in lists.items() if numbers and not stands(numbers, week)
    }
    west = lists[WEST]
    return changed | ({"lukashenko.west": of_week(west, week)} if stands(west, week) else {})


def check_lengths(scenario: Scenario) -> None:
    """Raise ScenarioError for a list that goes on for longer than the scenario."""
    weeks = scenario.weeks
    resolve = scenario.pressure.weekly
    if len(resolve) not in (0, 1, weeks):
        raise ScenarioError(
            f"pressure.weekly is a list of {len(resolve)} numbers: allowed are {weeks}, one for "
            "each week, or 1 for every week"
        )
    for path in (*WEEKLY, SHOCKS):
        length = len(attrgetter(path)(scenario))
        if length > weeks:
            every = "" if path == SHOCKS else ", or 1 for every week"
            raise ScenarioError(
                f"{path} is a list of {length} numbers: allowed are up to {weeks}, one for each of "
                f"the first weeks{every}"
            )
