"""Parameters: every number of the model, with its meaning, unit, range and source.

A parameter is declared once, where it is used, as a field of a frozen dataclass:

    dependence: float = param(0.71, "hold on office that rests on Moscow", low=0, source="S07")

A value is a number, a word or a list of numbers; a list has as many as its default, or, with
`any_length`, as many as are given.

The dataclass checks its own values when it is built; `table` lists them all; `replaced` changes
some of them by path ("lukashenko.dependence") and gives back a new, checked dataclass.
"""

from __future__ import annotations

import difflib
import math
from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np


class ScenarioError(ValueError):
    """A scenario that cannot be: says what, where and what is allowed, in one line."""


def param(
    value: Any,
    meaning: str,
    *,
    source: str,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] | None = None,
    weight: bool = False,
    any_length: bool = False,
) -> Any:
    """A dataclass field that knows what it means; `weight` marks the weight of an incentive,
    `any_length` a list of as many numbers as are given.
    """
    about = {
        "meaning": meaning,
        "source": source,
        "unit": unit,
        "low": low,
        "high": high,
        "choices": choices,
        "weight": weight,
        "any_length": any_length,
    }
    return field(default=value, metadata=about)


@dataclass(frozen=True)
class Checked:
    """A frozen record whose fields are checked against their declared types and ranges."""

    def __post_init__(self) -> None:
        for each in fields(self):
            if "meaning" in each.metadata:
                object.__setattr__(self, each.name, self._checked(each, getattr(self, each.name)))

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each incentive, by name."""
        return {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if each.metadata.get("weight")
        }

    def _checked(self, each: Field[Any], value: Any) -> Any:
        where = f"{type(self).__name__}.{each.name}"
        about = each.metadata
        if isinstance(each.default, str):
            return _checked_text(where, value, about)
        if isinstance(each.default, tuple):
            length = None if about["any_length"] else len(each.default)
            return _checked_numbers(where, value, about, length)
        return _checked_number(where, value, about, whole=isinstance(each.default, int))


def numbers_of(record: type[Checked]) -> Any:
    """The named tuple in which rules take a record's single numbers, under the same names."""
    return _named(
        record,
        "Numbers",
        [each.name for each in fields(record) if isinstance(each.default, (int, float))],
    )


def incentives_of(record: type[Checked], foretold: tuple[str, ...] = ()) -> Any:
    """The named tuple with one number for each incentive that a record weighs, in their order, but
    for those that are `foretold` and not appraised by a rule.
    """
    weighed = [each.name for each in fields(record) if each.metadata.get("weight")]
    return _named(record, "Appraised", [name for name in weighed if name not in foretold])


def _named(record: type[Checked], suffix: str, names: list[str]) -> Any:
    make: Any = namedtuple
    return make(f"{record.__name__}{suffix}", names, module=record.__module__)


Record = TypeVar("Record", bound=Checked)


def replaced(record: Record, values: Mapping[str, Any]) -> Record:
    """The record with the values at some paths changed, all at once.

    Raises ScenarioError for a path it does not have.
    """
    return _replaced(record, [(path.split("."), value, path) for path, value in values.items()])


def check(record: Checked, path: str, value: Any) -> None:
    """Raise ScenarioError where a parameter cannot have a value, whatever the others are."""
    parts = path.split(".")
    for place, name in enumerate(parts):
        _check_path(record, name, parts[place + 1 :], value, path)
        if place + 1 < len(parts):
            record = getattr(record, name)
    record._checked(next(each for each in fields(record) if each.name == parts[-1]), value)


@dataclass(frozen=True)
class Row:
    """One parameter of a table: its path and everything said about it."""

    path: str
    value: Any
    meaning: str
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...] | None
    source: str


def table(record: Checked, path: str = "") -> Iterator[Row]:
    """Every parameter of a record and of the records inside it, in the order they are declared."""
    for each in fields(record):
        value, where = getattr(record, each.name), f"{path}{each.name}"
        if is_dataclass(value):
            yield from table(value, f"{where}.")  # type: ignore[arg-type]
        else:
            about = {
                key: each.metadata[key]
                for key in ("meaning", "unit", "low", "high", "choices", "source")
            }
            yield Row(where, value, **about)


def _replaced(record: Record, changes: list[tuple[list[str], Any, str]]) -> Record:
    new: dict[str, Any] = {}
    inside: dict[str, list[tuple[list[str], Any, str]]] = {}
    for (name, *rest), value, path in changes:
        _check_path(record, name, rest, value, path)
        if rest:
            inside.setdefault(name, []).append((rest, value, path))
        else:
            new[name] = value
    for name, deeper in inside.items():
        new[name] = _replaced(new.get(name, getattr(record, name)), deeper)
    return replace(record, **new)


def _check_path(record: Checked, name: str, rest: list[str], value: Any, path: str) -> None:
    names = [each.name for each in fields(record)]
    if name not in names:
        raise ScenarioError(unknown(path, name, names, type(record).__name__))
    group = is_dataclass(getattr(record, name))
    if rest and not group:
        raise ScenarioError(f"{path}: {name} is one value and has no part named {rest[0]}")
    if group and not rest and not isinstance(value, Checked):
        raise ScenarioError(
            f"{path} is a group of parameters: name one of them, such as "
            f"{path}.{_first(record, name)}"
        )


def unknown(path: str, part: str, allowed: list[str], where: str) -> str:
    """The line for a name that does not exist, with the nearest one that does."""
    near = difflib.get_close_matches(part, allowed, n=1)
    hint = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(allowed)}"
    return f"unknown parameter {path}: {where} has no {part}; {hint}"


def _first(record: Checked, name: str) -> str:
    return fields(getattr(record, name))[0].name


def _checked_number(where: str, value: Any, about: Mapping[str, Any], whole: bool) -> float | int:
    number = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(
        value, (bool, np.bool_)
    )
    if not number or (whole and _finite(value) and value != int(value)):
        kind = "a whole number" if whole else "a number"
        raise ScenarioError(f"{where} = {value!r} is not {kind}: {about['meaning']}")
    low, high = about["low"], about["high"]
    within = (low is None or value >= low) and (high is None or value <= high)
    if not (within and _finite(value)):
        allowed = f"[{'-inf' if low is None else low}, {'inf' if high is None else high}]"
        raise ScenarioError(
            f"{where} = {value} is outside {allowed}: {about['meaning']} (source {about['source']})"
        )
    return int(value) if whole else float(value)


def _finite(value: float | int) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond the largest float
        return False


def _checked_numbers(
    where: str, value: Any, about: Mapping[str, Any], length: int | None
) -> tuple[float, ...]:
    if not _is_list(value) or (length is not None and len(value) != length):
        kind = "numbers, such as [0.4]" if length is None else f"{length} numbers"
        raise ScenarioError(f"{where} = {value!r} is not a list of {kind}: {about['meaning']}")
    return tuple(
        _checked_number(f"{where}[{i}]", each, about, whole=False) for i, each in enumerate(value)
    )


def _is_list(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim == 1
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))


def _checked_text(where: str, value: Any, about: Mapping[str, Any]) -> str:
    if isinstance(value, date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise ScenarioError(f"{where} = {value!r} is not a word: {about['meaning']}")
    if about["choices"] and value not in about["choices"]:
        raise ScenarioError(
            f"{where} = {value} is not one of {', '.join(about['choices'])}: {about['meaning']}"
        )
    if about["unit"] == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            raise ScenarioError(
                f"{where} = {value} is not a date like 2022-12-07: {about['meaning']}"
            ) from None
    return value
