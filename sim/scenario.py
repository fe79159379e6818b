"""A scenario: everything that is fixed before week 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.agents import projection
from sim.agents.forced import Forced, parse
from sim.agents.minsk import LukashenkoIncentives
from sim.agents.moscow import PutinIncentives
from sim.agents.opposition import OppositionIncentives
from sim.agents.public import PublicIncentives
from sim.agents.soldiers import ArmyIncentives
from sim.allowed import ScenarioError
from sim.by_world import reckoned, spread
from sim.laws.choice import Choice
from sim.laws.given import check_lengths
from sim.laws.pressure import Pressure, ultimatum_week
from sim.laws.regime import Regime
from sim.laws.theatre import Theatre
from sim.machine.arrays import Floats, Whole
from sim.parameters import Checked, checked_column, param, replaced, table, varies_by_world


@dataclass(frozen=True, repr=False)
class Scenario(Checked):
    """Horizon, start, pressure, and every actor's incentives.

    The default is December 2022 at the observed pressure.
    """

    # fmt: off
    weeks: int = param(52, "how long a world is lived", unit="weeks",
        low=1, high=1040, source="assumption", prior="fixed")
    start: str = param("2022-12-07", "first day of week 0", unit="date",
        source="timeline 2022-12-07", status="measured", prior="fixed")
    steps_per_week: int = param(1, "steps in which a week is lived", unit="1/week",
        low=1, high=2, source="assumption", prior="fixed")
    force: str = param("",
        "options that actors are held to, such as 'first ultimatum: lukashenko=refuse for 52 "
        "weeks; week 10: putin=ultimatum for 4 weeks; never entry'; weeks are counted from 0",
        source="assumption", prior="fixed")
    # fmt: on
    pressure: Pressure = field(default_factory=Pressure)
    putin: PutinIncentives = field(default_factory=PutinIncentives)
    lukashenko: LukashenkoIncentives = field(default_factory=LukashenkoIncentives)
    army: ArmyIncentives = field(default_factory=ArmyIncentives)
    public: PublicIncentives = field(default_factory=PublicIncentives)
    opposition: OppositionIncentives = field(default_factory=OppositionIncentives)
    theatre: Theatre = field(default_factory=Theatre)
    regime: Regime = field(default_factory=Regime)
    choice: Choice = field(default_factory=Choice)

    def __post_init__(self) -> None:
        super().__post_init__()
        for name, people in (
            ("army.soldiers", self.army.soldiers),
            ("public.citizens", self.public.citizens),
        ):
            if people % 64:
                raise ScenarioError(f"{name} = {people} is not a multiple of 64")
        if self.first_day > date.max - timedelta(weeks=self.weeks):
            beyond = f"weeks would go beyond the year {date.max.year}"
            raise ScenarioError(f"start = {self.start}: its {self.weeks} {beyond}")
        week = ultimatum_week(self.pressure, self.first_day)
        if self.pressure.path == "ultimatum" and not -self.pressure.duration < week < self.weeks:
            raise ScenarioError(
                f"pressure.date = {self.pressure.date} is outside the {self.weeks} weeks "
                f"from {self.start}: no ultimatum would come"
            )
        check_lengths(self)
        self._check_force()

    def __repr__(self) -> str:
        told = ", ".join(f"{path}={value}" for path, value in self.departures().items())
        return f"{type(self).__name__}({told or 'the defaults'})"

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(path)}</th><td>{escape(str(value))}</td></tr>"
            for path, value in self.departures().items()
        )
        about = f"{self.weeks} weeks from {self.start}; what departs from the defaults"
        body = rows or "<tr><td>nothing</td></tr>"
        return f"<table><caption>{about}</caption><tbody>{body}</tbody></table>"

    def departures(self) -> dict[str, Any]:
        """The parameters that are not as by default, by path."""
        usual = {row.path: row.value for row in table(Scenario())}
        mine = {row.path: row.value for row in table(self)}
        return {
            path: value for path, value in mine.items()
            if not np.array_equal(np.asarray(value), np.asarray(usual[path]))
        }  # fmt: skip

    @cached_property
    def forced(self) -> Forced:
        """What `force` says."""
        return parse(self.force)

    @reckoned
    def paths(self) -> Floats:
        """The paths along which Lukashenko looks ahead (see `projection`)."""
        return projection.paths(self.lukashenko)

    @reckoned
    def spans(self) -> Floats:
        """The spans in which he does."""
        return projection.spans(self.lukashenko, self.putin, self.theatre)

    @reckoned
    def given(self) -> Floats:
        """The parameters with which he does."""
        return projection.given(self)

    @property
    def first_day(self) -> date:
        """The first day of week 0."""
        return date.fromisoformat(self.start)

    def but(self, values: Mapping[str, Any]) -> Scenario:
        """This scenario with some parameters changed, by path: `but({"army.morale": 0.3})`.

        Raises ScenarioError.
        """
        return replaced(self, values)

    def in_worlds(self, numbers: NDArray[np.uint64]) -> Scenario:
        """The scenario of worlds with some numbers: the same in all of them."""
        return self

    def varied(self, columns: Mapping[str, Any]) -> Ensemble:
        """This scenario at many points: `varied({"army.morale": array})`; of each path one value a
        point, a list of numbers where the parameter is one.

        Raises ScenarioError.
        """
        return Ensemble.of(self, columns)

    def _check_force(self) -> None:
        for command in self.forced.commands:
            if command.week is not None and command.week >= self.weeks:
                raise ScenarioError(
                    f"force: week {command.week} for {command.actor} is outside the weeks 0 to "
                    f"{self.weeks - 1}: it would never come"
                )


@dataclass(frozen=True)
class Ensemble:
    """Scenarios that differ in some parameters: the points of an experiment."""

    base: Scenario
    # by path, one value a point: shape (points,), or (points, numbers) for a list of numbers
    columns: Mapping[str, NDArray[Any]]
    points: int  # how many there are

    @classmethod
    def of(cls, base: Scenario, columns: Mapping[str, Any]) -> Ensemble:
        """Points from columns of values, checked; raises ScenarioError, which knows the point."""
        arrays = {path: checked_column(base, path, each) for path, each in columns.items()}
        lengths = {path: len(each) for path, each in arrays.items()}
        if not lengths or len(set(lengths.values())) > 1:
            told = ", ".join(f"{path} has {length}" for path, length in lengths.items())
            raise ScenarioError(f"every column needs one value a point: {told or 'none is there'}")
        ensemble = cls(base, arrays, next(iter(lengths.values())))
        for places, kind in ensemble.kinds():
            with _of_points(places):
                ensemble.spread(kind, places).check_all_together()
        return ensemble

    def scenario(self, point: int) -> Scenario:
        """The scenario of one point."""
        return self.base.but({path: _value(each[point]) for path, each in self.columns.items()})

    def at(self, places: Whole | slice) -> Ensemble:
        """Some of the points, by place."""
        some = {path: each[places] for path, each in self.columns.items()}
        return Ensemble(self.base, some, len(np.arange(self.points)[places]))

    def kinds(self) -> Iterator[tuple[Whole, Scenario]]:
        """The points in groups that can be lived side by side, and a scenario that has all that
        a group's points share: words, whole numbers and lists of any length are not varied within.
        """
        fixed = [path for path in self.columns if not varies_by_world(self.base, path)]
        groups: dict[tuple[Any, ...], list[int]] = {}
        if not fixed:
            yield np.arange(self.points), self.base
            return
        rows = zip(*(map(_value, self.columns[path]) for path in fixed), strict=True)
        for place, row in enumerate(rows):
            groups.setdefault(row, []).append(place)
        for row, members in groups.items():
            places = np.array(members)
            with _of_points(places):
                kind = self.base.but(dict(zip(fixed, row, strict=True)))
            yield places, kind

    def spread(self, kind: Scenario, points: Whole) -> Scenario:
        """A scenario of worlds, each under one of some points of a kind, in any mixture."""
        return spread(
            kind,
            {
                path: each[points].T
                for path, each in self.columns.items()
                if varies_by_world(self.base, path)
            },
        )


@contextmanager
def _of_points(places: Whole) -> Iterator[None]:
    """Let a mistake within say which point it is about, of those at some places."""
    try:
        yield
    except ScenarioError as mistake:
        mistake.point = int(places[mistake.point or 0])
        raise


def _value(cell: Any) -> Any:
    """A cell of a column as a scenario takes it."""
    value = cell.tolist() if isinstance(cell, (np.ndarray, np.generic)) else cell
    return tuple(value) if isinstance(value, list) else value
