"""The prior: everything that is believed of a scenario's parameters, to be drawn from.

All that may move is drawn as if nothing had been set, and the thresholds are solved from it; only
then what a scenario sets is laid over. So what is set moves nothing else: the draws of two
scenarios are the same wherever neither sets anything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.allowed import ScenarioError
from sim.by_world import spread
from sim.machine.arrays import Floats
from sim.parameters import Row, table
from sim.priors.coordinates import Coordinate, of_rows, unknown
from sim.priors.distributions import Distribution
from sim.priors.judged import BY_PATH
from sim.priors.of_parameter import can_move, column
from sim.priors.sequence import cube
from sim.scenario import Scenario

_OPPOSED, _IN_FAVOUR = "public.opposed", "public.in_favour"


@dataclass(frozen=True)
class Draws:
    """Points of a prior."""

    # by name, shape (points,); in favour of the war as drawn, before it is cut to what opposition
    # leaves
    coordinates: Mapping[str, Floats]
    # of the parameters that differ, by path, as `Scenario.varied` takes them: shape (points,), or
    # (points, numbers) for a list
    columns: Mapping[str, Floats]
    unit: Floats  # the share of each coordinate below what was drawn, (points, coordinates)

    @property
    def points(self) -> int:
        """How many there are."""
        return len(self.unit)


@dataclass(frozen=True)
class Prior:
    """What is believed of the parameters of a scenario."""

    scenario: Scenario
    coordinates: tuple[Coordinate, ...]  # in the order of the table of parameters
    every: tuple[Coordinate, ...]  # those as well that the scenario has set

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        changes: Mapping[str, Distribution] | None = None,
        held: Collection[str] = (),
    ) -> Prior:
        """The prior of a scenario: what differs there from the default is set, and so are the
        paths that are held. Some coordinates may be believed otherwise, by name or by path.

        Raises ScenarioError for a name that does not exist, or that is set as well.
        """
        changes = changes or {}
        rows = list(table(Scenario()))
        every = of_rows(rows, changes)
        fixed = _set(scenario, rows, held)
        for each in every:
            if each.path in fixed and {each.name, each.path} & changes.keys():
                value = next(row.value for row in table(scenario) if row.path == each.path)
                raise ScenarioError(
                    f"{each.path} is set to {value} and believed to be {each.distribution}: "
                    "allowed is one of the two"
                )
        return cls(scenario, tuple(each for each in every if each.path not in fixed), every)

    def draw(self, points: int, seed: int) -> Draws:
        """So many points, a power of two; more of a seed begin with the fewer.

        Raises ScenarioError where there cannot be so many.
        """
        places = [*BY_PATH, *(path for path in _movable() if path not in BY_PATH)]
        whole = cube(points, len(places), seed)
        return self.at({each.name: whole[:, places.index(each.path)] for each in self.every})

    def at(self, unit: Mapping[str, Floats]) -> Draws:
        """The points at which these shares of every coordinate lie below, each shape (points,)."""
        drawn = {each.name: each.distribution.quantile(unit[each.name]) for each in self.every}
        mine = [each.name for each in self.coordinates]
        return Draws(
            coordinates={name: drawn[name] for name in mine},
            columns=self.columns(drawn),
            unit=np.array([unit[name] for name in mine]).reshape(len(mine), -1).T,
        )

    def columns(self, values: Mapping[str, Floats]) -> dict[str, Floats]:
        """The parameters that differ, by path, as `Scenario.varied` takes them, from the values of
        every coordinate, shape (points,) each; of those as well that the scenario has set.

        Raises ScenarioError where one is missing.
        """
        missing = [each.name for each in self.every if each.name not in values]
        if missing:
            raise ScenarioError(
                f"{len(missing)} coordinates have no values, {missing[0]} among them: the "
                "parameters that are solved rest on all of them"
            )
        columns = _columns(self.every, values)
        return self._laid_over({each.path: columns[each.path] for each in self.coordinates})

    def log_density(self, values: Mapping[str, Floats]) -> Floats:
        """Logarithm of the density of some coordinates together, shape (points,).

        Raises ScenarioError for a name that is none of them.
        """
        own = {each.name: each.distribution for each in self.coordinates}
        for name in values:
            if name not in own:
                raise ScenarioError(unknown(name, own))
        density: Floats = np.sum(
            [own[name].log_density(each) for name, each in values.items()], axis=0
        )
        return density

    def _laid_over(self, columns: dict[str, Floats]) -> dict[str, Floats]:
        """The columns as they are allowed beside what is set: shares of one public."""
        public = self.scenario.public
        if _IN_FAVOUR in columns:
            most = 1 - np.asarray(columns.get(_OPPOSED, public.opposed))
            columns[_IN_FAVOUR] = np.minimum(columns[_IN_FAVOUR], most)
        elif _OPPOSED in columns:
            columns[_OPPOSED] = np.minimum(columns[_OPPOSED], 1 - public.in_favour)
        return columns


def _columns(every: tuple[Coordinate, ...], drawn: Mapping[str, Floats]) -> dict[str, Floats]:
    """Every parameter that is drawn or solved, by path."""
    rows = {row.path: row for row in table(Scenario())}
    columns = {
        each.path: column(rows[each.path], each.distribution, drawn[each.name])
        for each in every
        if not each.judged
    }
    if {_OPPOSED, _IN_FAVOUR} <= columns.keys():
        columns[_IN_FAVOUR] = np.minimum(columns[_IN_FAVOUR], 1 - columns[_OPPOSED])
    world = spread(Scenario(), {path: each.T for path, each in columns.items()})
    solved = {
        each.path: _within(rows[each.path], BY_PATH[each.path].solved(drawn[each.name], world))
        for each in every
        if each.judged
    }
    return columns | solved


def _movable() -> list[str]:
    """The paths of all that could move, fixed or not: each has its place among the points."""
    return [row.path for row in table(Scenario()) if can_move(row)]


def _within(row: Row, values: Floats) -> Floats:
    return np.clip(values, row.low, row.high)


def _set(scenario: Scenario, rows: list[Row], held: Collection[str]) -> set[str]:
    """The paths that are not drawn: what differs from the default, and what is held."""
    paths = {row.path for row in rows}
    for path in held:
        if path not in paths:
            raise ScenarioError(unknown(path, paths))
    default: dict[str, Any] = {row.path: row.value for row in rows}
    return {row.path for row in table(scenario) if row.value != default[row.path]} | set(held)
