"""The section `series` of a configuration: a file, the day of the forecast, and for each variable
whether it is free, driven by the record until that day, or held at its last value afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from experiments.mistakes import UserError, nearest
from sim.series import GRIEVANCE, VARIABLES

FREE, DRIVEN, HELD = "free", "driven", "held"


@dataclass(frozen=True)
class Series:
    """The section `series` of a configuration."""

    file: str = ""  # a CSV file, or the record that comes with the model
    origin: str = ""  # the day on which the forecast is made
    front: str = FREE
    contingent: str = FREE
    hosting: str = FREE
    border_defence: str = FREE
    west: str = FREE
    grievance: str = FREE

    @property
    def given(self) -> dict[str, str]:
        """The variables that the file gives, and how."""
        ways = {name: getattr(self, name) for name in VARIABLES}
        return {name: way for name, way in ways.items() if way != FREE}


def series_of(values: Any) -> Series:
    """The section of some values by name, checked one by one; raises UserError."""
    if not isinstance(values, Mapping):
        raise UserError(f"series = {values} is not of the form {{front: driven}}")
    names = [each.name for each in fields(Series)]
    for name, value in values.items():
        if name not in names:
            hint = nearest(str(name), names) or f"; allowed: {', '.join(names)}"
            raise UserError(f"unknown series.{name}{hint}")
        _check(str(name), value)
    return Series(**{str(name): value for name, value in values.items()})


def _check(name: str, value: Any) -> None:
    if not isinstance(value, str):
        raise UserError(f"series.{name} = {value} is not a word")
    ways = (FREE, DRIVEN) if name == GRIEVANCE else (FREE, DRIVEN, HELD)
    if name in VARIABLES and value not in ways:
        raise UserError(f"series.{name} = {value} is not one of {', '.join(ways)}")
    if name == "origin" and value:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise UserError(f"series.origin = {value} is not a date like 2022-12-07") from None
