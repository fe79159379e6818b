"""A scenario: everything that is fixed before week 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sim.agents.forced import Forced, parse
from sim.agents.minsk import LukashenkoIncentives
from sim.agents.moscow import PutinIncentives
from sim.agents.opposition import OppositionIncentives
from sim.agents.public import PublicIncentives
from sim.agents.soldiers import ArmyIncentives
from sim.laws.choice import Choice
from sim.laws.pressure import Pressure, ultimatum_week
from sim.laws.regime import Regime
from sim.laws.theatre import Theatre
from sim.parameters import Checked, ScenarioError, param, replaced


@dataclass(frozen=True)
class Scenario(Checked):
    """Horizon, start, pressure, and every actor's incentives.

    The default is December 2022 at the observed pressure.
    """

    weeks: int = param(
        52, "how long a world is lived", unit="weeks", low=1, high=1040, source="assumption"
    )
    start: str = param(
        "2022-12-07", "first day of week 0", unit="date", source="timeline 2022-12-07"
    )
    steps_per_week: int = param(
        1, "steps in which a week is lived", unit="1/week", low=1, high=2, source="assumption"
    )
    force: str = param(
        "",
        "options that actors are held to, such as 'first ultimatum: lukashenko=refuse for 52 "
        "weeks; week 10: putin=ultimatum for 4 weeks; never entry'; weeks are counted from 0",
        source="assumption",
    )
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
        self._check_lists()
        self._check_force()

    @cached_property
    def forced(self) -> Forced:
        """What `force` says."""
        return parse(self.force)

    @property
    def first_day(self) -> date:
        """The first day of week 0."""
        return date.fromisoformat(self.start)

    def but(self, values: Mapping[str, Any]) -> Scenario:
        """This scenario with some parameters changed, by path: `but({"army.morale": 0.3})`.

        Raises ScenarioError.
        """
        return replaced(self, values)

    def _check_lists(self) -> None:
        for path, numbers in (
            ("pressure.weekly", self.pressure.weekly),
            ("theatre.front_weekly", self.theatre.front_weekly),
            ("theatre.contingent_weekly", self.theatre.contingent_weekly),
        ):
            if len(numbers) not in (0, 1, self.weeks):
                raise ScenarioError(
                    f"{path} is a list of {len(numbers)} numbers: allowed are {self.weeks}, one "
                    "for each week, or 1 for every week"
                )

    def _check_force(self) -> None:
        for command in self.forced.commands:
            if command.week is not None and command.week >= self.weeks:
                raise ScenarioError(
                    f"force: week {command.week} for {command.actor} is outside the weeks 0 to "
                    f"{self.weeks - 1}: it would never come"
                )
