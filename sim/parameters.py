"""Parameters: every number of the model, with its meaning, unit, range and source.

A parameter is declared once, where it is used, as a field of a frozen dataclass:

    dependence: float = param(0.71, "hold on office that rests on Moscow", low=0, source="S07")

A value is a number, a word or a list of numbers; a list has as many as its default, or, with
`any_length`, as many as are given.

The dataclass checks its own values when it is built; `table` lists them all; `replaced` changes
some of them by path ("lukashenko.dependence") and gives back a new, checked dataclass.

Where worlds differ in their parameters, a number is an array of one a world, and a list of numbers
has the shape (numbers, worlds): `spread` makes such a record, `at` looks at some of its worlds.
"""

from __future__ import annotations

import difflib
import math
from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.machine.arrays import Floats


class ScenarioError(ValueError):
    """A scenario that cannot be: says what, where and what is allowed, in one line."""

    point: int | None = None  # of an ensemble, which one it is


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


Record = TypeVar("Record", bound="Checked")


@dataclass(frozen=True)
class Checked:
    """A frozen record whose fields are checked against their declared types and ranges."""

    _varied: ClassVar[tuple[str, ...]] = ()  # fields that differ, or hold what differs, by world

    def __post_init__(self) -> None:
        for each in fields(self):
            if "meaning" in each.metadata:
                object.__setattr__(self, each.name, self._checked(each, getattr(self, each.name)))
        self.check_together()

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

    def at(self: Record, places: Any) -> Record:
        """This record in the worlds at some places, for a look."""
        return _taken(self, places, "at") if self._varied else self

    def keep(self: Record, places: Any) -> Record:
        """This record when the worlds at some places go on and the others do not."""
        if not self._varied:
            return self
        kept = _taken(self, places, "keep")
        for name, each in type(self).__dict__.items():
            if isinstance(each, reckoned) and name in self.__dict__:
                getattr(kept, name)
        del kept.__dict__["_seen_from"]
        return kept

    def _checked_at(self, each: Field[Any], value: Any, point: int, known: dict[Any, Any]) -> Any:
        """The value as it is kept, at one of many points; looked up where it was there before."""
        value = value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value
        key = (type(value), str(value))
        if key not in known:
            try:
                known[key] = self._checked(each, value)
            except ScenarioError as mistake:
                mistake.point = point
                raise
        return known[key]

    def _checked(self, each: Field[Any], value: Any) -> Any:
        where = f"{type(self).__name__}.{each.name}"
        about = each.metadata
        if isinstance(each.default, str):
            return _checked_text(where, value, about)
        if isinstance(each.default, tuple):
            length = None if about["any_length"] else len(each.default)
            return _checked_numbers(where, value, about, length)
        return _checked_number(where, value, about, whole=isinstance(each.default, int))


class reckoned(cached_property[Any]):  # noqa: N801  used like a property
    """An array, worlds last, that is reckoned from a record's parameters once and kept; for a look
    at some worlds it is taken from what was reckoned for all.
    """

    def __get__(self, record: Any, owner: Any = None) -> Any:
        if record is not None and "_seen_from" in record.__dict__:
            whole, places = record.__dict__["_seen_from"]
            array = getattr(whole, self.attrname or "")
            record.__dict__[self.attrname] = _at(array, places)
        return super().__get__(record, owner)


def listed(values: Any) -> Floats:
    """A list of numbers, shape (numbers, 1 or worlds)."""
    return np.asarray(values, dtype=np.float64).reshape(len(values), -1)


def columns_of(lists: Iterable[Any]) -> Floats:
    """Lists of numbers of one length, one below the other, shape (lists, numbers, 1 or worlds)."""
    return np.array(np.broadcast_arrays(*map(listed, lists)))


def number_at(values: Any, chosen: NDArray[np.int64]) -> Floats:
    """Of a list of numbers the one that was chosen in each world, shape (worlds,)."""
    rows = listed(values)
    picked: Floats = rows[chosen, np.arange(chosen.size) * min(rows.shape[1] - 1, 1)]
    return picked


def spread(record: Record, columns: Mapping[str, Any]) -> Record:
    """The record with arrays of one value a world in place of some numbers, by path, not checked:
    shape (worlds,), or (numbers, worlds) for a list of numbers.
    """
    own: dict[str, Any] = {}
    inside: dict[str, dict[str, Any]] = {}
    for path, values in columns.items():
        name, _, rest = path.partition(".")
        if rest:
            inside.setdefault(name, {})[rest] = values
        else:
            own[name] = values
    own |= {name: spread(getattr(record, name), deeper) for name, deeper in inside.items()}
    return _made(record, own) if own else record


def _made(record: Record, own: Mapping[str, Any]) -> Record:
    made = object.__new__(type(record))
    made.__dict__.update({each.name: getattr(record, each.name) for each in fields(record)})
    made.__dict__.update(own)
    made.__dict__["_varied"] = tuple(own)
    return made


def _taken(record: Record, places: Any, how: str) -> Record:
    own = {}
    for name in record._varied:
        value = getattr(record, name)
        deeper = isinstance(value, Checked)
        own[name] = getattr(value, how)(places) if deeper else value.take(places, axis=-1)
    taken = _made(record, own)
    taken.__dict__["_seen_from"] = record, places
    return taken


def _at(array: Any, places: Any) -> Any:
    return array if array.shape[-1] == 1 else array.take(places, axis=-1)


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
    group._checked(each, value)


def varies_by_world(record: Checked, path: str) -> bool:
    """Whether worlds that are lived side by side can differ in a parameter: in numbers and in lists
    of a fixed length, not in words, whole numbers and lists of any length.
    """
    _, each = _declared(record, path)
    listed_here = isinstance(each.default, tuple) and not each.metadata["any_length"]
    return listed_here or isinstance(each.default, float)


def checked_column(record: Checked, path: str, values: Any) -> NDArray[Any]:
    """Values of one parameter, one a point, as an array that the parameter can have.

    Raises ScenarioError, which knows the point.
    """
    group, each = _declared(record, path)
    if varies_by_world(record, path):
        numbers = _as_numbers(values, each)
        if numbers is not None:
            return numbers
    known: dict[Any, Any] = {}
    cells = [group._checked_at(each, cell, place, known) for place, cell in enumerate(values)]
    if varies_by_world(record, path):
        return np.array(cells, dtype=np.float64)
    column = np.empty(len(cells), dtype=object)
    for place, cell in enumerate(cells):  # a list would be spread over the cells
        column[place] = cell
    return column


def _declared(record: Checked, path: str) -> tuple[Checked, Field[Any]]:
    """The record that a parameter is in, and how it is declared there; raises ScenarioError."""
    parts = path.split(".")
    for place, name in enumerate(parts):
        _check_path(record, name, parts[place + 1 :], None, path)
        if place + 1 < len(parts):
            record = getattr(record, name)
    return record, next(each for each in fields(record) if each.name == parts[-1])


def _as_numbers(values: Any, each: Field[Any]) -> Floats | None:
    """A column of numbers, or of lists of them, that a parameter can have; None where one cannot
    be.
    """
    try:
        numbers = np.asarray(values)
    except ValueError:  # lists of several lengths
        return None
    shape = numbers.shape[:1] + ((len(each.default),) if isinstance(each.default, tuple) else ())
    if numbers.dtype.kind not in "iuf" or numbers.ndim == 0 or numbers.shape != shape:
        return None
    low, high = (each.metadata[end] for end in ("low", "high"))
    below = -np.inf if low is None else low
    above = np.inf if high is None else high
    fit = np.isfinite(numbers) & (numbers >= below) & (numbers <= above)
    return numbers.astype(np.float64) if fit.all() else None


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
