"""Parameters: every number of the model, with its meaning, unit, range and source.

A parameter is declared once, where it is used, as a field of a frozen dataclass:

    dependence: float = param(0.71, "hold on office that rests on Moscow", low=0, source="S07")

It says where it comes from, how surely it is founded (its status), and what is believed of it
before any record is used (its prior). A value is a number, a word or a list of numbers; a list has
as many as its default, or, with `any_length`, as many as are given.

The dataclass holds its own values to what is `allowed` when it is built; `table` lists them all;
`replaced` changes some of them by path ("lukashenko.dependence") and gives back a new, checked
dataclass.
"""

from __future__ import annotations

import difflib
from collections import namedtuple
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from numpy.typing import NDArray

from sim.allowed import ScenarioError, allowed, allowed_column, can_vary
from sim.by_world import ByWorld

ASSUMPTION = "assumption"
# how surely a value is founded: its digits are those of a record or of a published estimate; it is
# computed from others; a source fixes its sign and a rough size; nothing fixes it
STATUSES = ("measured", "derived", "judged", ASSUMPTION)


def param(
    value: Any,
    meaning: str,
    *,
    source: str,
    later: str = "",
    status: str = "",
    prior: Any = None,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] | None = None,
    weight: bool = False,
    any_length: bool = False,
) -> Any:
    """A dataclass field that knows what it means; `weight` marks the weight of an incentive,
    `any_length` a list of as many numbers as are given.

    The default rests on `source`; `later` is evidence that came to be known after the first day of
    the default scenario and agrees with it. `prior` is ("lognormal", median, sd of the log) and
    the like, of a list a factor that all its numbers share; "fixed"; "solved" for what follows
    from a judged quantity; or None for the usual one.
    """
    about = {
        "meaning": meaning,
        "source": source,
        "later": later,
        "status": status or (ASSUMPTION if source == ASSUMPTION else "judged"),
        "prior": prior,
        "unit": unit,
        "low": low,
        "high": high,
        "choices": choices,
        "weight": weight,
        "any_length": any_length,
    }
    return field(default=value, metadata=about)


Record = TypeVar("Record", bound="Checked")


@dataclass(frozen=True)
class Checked(ByWorld):
    """A frozen record whose fields are checked against their declared types and ranges."""

    def __post_init__(self) -> None:
        for each in fields(self):
            if "meaning" not in each.metadata:
                self._check_record(each)
            else:
                value = allowed(_where(self, each), each, getattr(self, each.name))
                object.__setattr__(self, each.name, value)
        self.check_together()

    def _check_record(self, each: Field[Any]) -> None:
        """Raise ScenarioError where a record holds something else than its kind of record."""
        kind, value = each.default_factory, getattr(self, each.name)
        if isinstance(kind, type) and issubclass(kind, Checked) and not isinstance(value, kind):
            told = f"{kind.__name__}(...), or set by path such as "
            path = f"{each.name}.{next(iter(fields(kind))).name}"
            raise ScenarioError(f"{each.name} = {value!r} is no record: allowed is {told}{path}")

    def check_together(self) -> None:
        """Raise ScenarioError for numbers, or arrays of them, that do not go together."""

    def check_all_together(self) -> None:
        """The same for the record and those inside it."""
        self.check_together()
        for name in self._varied:
            if isinstance(getattr(self, name), Checked):
                getattr(self, name).check_all_together()

    @cached_property
    def weights(self) -> dict[str, Any]:
        """The weight of each incentive, by name: a number, or one a world."""
        return {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if each.metadata.get("weight")
        }


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


def replaced(record: Record, values: Mapping[str, Any]) -> Record:
    """The record with the values at some paths changed, all at once.

    Raises ScenarioError for a path it does not have.
    """
    return _replaced(record, [(path.split("."), value, path) for path, value in values.items()])


def check(record: Checked, path: str, value: Any) -> None:
    """Raise ScenarioError where a parameter cannot have a value, whatever the others are."""
    group, each = _declared(record, path)
    allowed(_where(group, each), each, value)


def varies_by_world(record: Checked, path: str) -> bool:
    """Whether worlds that are lived side by side can differ in a parameter (see `can_vary`)."""
    return can_vary(_declared(record, path)[1])


def checked_column(record: Checked, path: str, values: Any) -> NDArray[Any]:
    """Values of one parameter, one a point, as an array that the parameter can have.

    Raises ScenarioError, which knows the point.
    """
    group, each = _declared(record, path)
    return allowed_column(_where(group, each), each, values)


def _declared(record: Checked, path: str) -> tuple[Checked, Field[Any]]:
    """The record that a parameter is in, and how it is declared there; raises ScenarioError."""
    parts = path.split(".")
    for place, name in enumerate(parts):
        _check_path(record, name, parts[place + 1 :], None, path)
        if place + 1 < len(parts):
            record = getattr(record, name)
    return record, next(each for each in fields(record) if each.name == parts[-1])


def _where(record: Checked, each: Field[Any]) -> str:
    return f"{type(record).__name__}.{each.name}"


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
    later: str
    status: str
    prior: Any


_SAID = ("meaning", "unit", "low", "high", "choices", "source", "later", "status", "prior")


def table(record: Checked, path: str = "") -> Iterator[Row]:
    """Every parameter of a record and of the records inside it, in the order they are declared."""
    for each in fields(record):
        value, where = getattr(record, each.name), f"{path}{each.name}"
        if isinstance(value, Checked):
            yield from table(value, f"{where}.")
        elif "meaning" in each.metadata:
            yield Row(where, value, **{key: each.metadata[key] for key in _SAID})


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


def unknown(path: str, part: str, names: list[str], where: str) -> str:
    """The line for a name that does not exist, with the nearest one that does."""
    near = difflib.get_close_matches(part, names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(names)}"
    return f"unknown parameter {path}: {where} has no {part}; {hint}"


def _first(record: Checked, name: str) -> str:
    return fields(getattr(record, name))[0].name
