"""The coordinates of the prior: the numbers that are drawn, each by itself.

A coordinate is a parameter, or what moves all numbers of a list, or a judged quantity from which a
parameter is solved.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sim.allowed import ScenarioError
from sim.parameters import Row
from sim.priors.distributions import Distribution
from sim.priors.judged import BY_PATH, JUDGED
from sim.priors.of_parameter import can_move, in_words, is_solved, of_row, reach


@dataclass(frozen=True)
class Coordinate:
    """A number that is drawn, and what is believed of it."""

    name: str  # that of a judged quantity, or else the path of the parameter
    distribution: Distribution
    meaning: str
    unit: str
    path: str  # of the parameter that it moves

    @property
    def judged(self) -> bool:
        """Whether the parameter is solved from it."""
        return self.name != self.path


def told(row: Row) -> str:
    """What is believed of a parameter, in words for tables: "lognormal(0.3, 0.2)", "fixed",
    "solved: initial compliance uniform(0.3, 0.95)".
    """
    judged = BY_PATH.get(row.path)
    if judged is not None and _stands_for(row):
        return f"solved: {judged.name} {judged.distribution}"
    distribution = of_row(row)
    return "fixed" if distribution is None else in_words(row, distribution)


def of_rows(rows: Iterable[Row], changes: Mapping[str, Distribution]) -> tuple[Coordinate, ...]:
    """The coordinates of a table of parameters, in its order, some with another distribution.

    A change is named by a coordinate, or by the path of any number or list, even of one that is
    fixed or solved otherwise. Raises ScenarioError where there is none of the name.
    """
    rows = [row for row in rows if can_move(row)]
    _check_names(changes, rows)
    every = (_of_row(row, changes) for row in rows)
    return tuple(each for each in every if each is not None)


def _of_row(row: Row, changes: Mapping[str, Distribution]) -> Coordinate | None:
    if row.path in changes:
        wanted = changes[row.path]
        changed = _cut(row.path, wanted, *reach(row, wanted.kind))
        return Coordinate(row.path, changed, row.meaning, row.unit, row.path)
    judged = BY_PATH.get(row.path)
    if judged is not None and _stands_for(row):
        own = judged.distribution
        wanted = changes.get(judged.name, own)
        changed = _cut(judged.name, wanted, own.low, own.high)
        return Coordinate(judged.name, changed, judged.meaning, judged.unit, row.path)
    usual = of_row(row)
    return None if usual is None else Coordinate(row.path, usual, row.meaning, row.unit, row.path)


def _cut(name: str, wanted: Distribution, low: float, high: float) -> Distribution:
    try:
        return wanted.within(low, high)
    except ScenarioError as mistake:
        raise ScenarioError(f"{name}: {mistake}") from None


def _stands_for(row: Row) -> bool:
    return is_solved(row) or getattr(row, "prior", None) is None


def _check_names(changes: Mapping[str, Distribution], rows: list[Row]) -> None:
    names = [*(each.name for each in JUDGED), *(row.path for row in rows)]
    for name in changes:
        if name not in names:
            raise ScenarioError(unknown(name, names))


def unknown(name: str, names: Iterable[str]) -> str:
    """The line for a coordinate that does not exist, with the nearest one that does."""
    near = difflib.get_close_matches(name, list(names), n=1)
    judged = ", ".join(each.name for each in JUDGED)
    hint = f"did you mean {near[0]}?" if near else f"allowed: {judged}, or a parameter by its path"
    return f"nothing is believed of {name}: it is no number of the model; {hint}"
