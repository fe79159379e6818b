"""Records whose numbers differ by world: an array of one a world in place of a number, an array of
shape (numbers, worlds) in place of a list of numbers.

`spread` makes such a record from one that is the same in all worlds; `at` looks at some of its
worlds, `keep` goes on with them; what is `reckoned` from it is reckoned once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.machine.arrays import Floats

Varied = TypeVar("Varied", bound="ByWorld")


@dataclass(frozen=True)
class ByWorld:
    """A frozen record that may differ by world in some fields, or in those of records inside it."""

    _varied: ClassVar[tuple[str, ...]] = ()  # fields that differ, or hold what differs, by world

    def at(self, places: Any) -> Self:
        """This record in the worlds at some places, for a look."""
        return _taken(self, places, "at") if self._varied else self

    def keep(self, places: Any) -> Self:
        """This record when the worlds at some places go on and the others do not."""
        if not self._varied:
            return self
        kept = _taken(self, places, "keep")
        for name, each in type(self).__dict__.items():
            if isinstance(each, reckoned) and name in self.__dict__:
                getattr(kept, name)
        del kept.__dict__["_seen_from"]
        return kept


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


def spread(record: Varied, columns: Mapping[str, Any]) -> Varied:
    """The record with arrays of one value a world in place of some numbers, by path, not checked:
    shape (worlds,), or (numbers, worlds) for a list of numbers.
    """
    return _changed(record, columns, differ=True)


def fixed(record: Varied, values: Mapping[str, Any]) -> Varied:
    """The record with other values at some paths, not checked, the same in all worlds."""
    return _changed(record, values, differ=False)


def _changed(record: Varied, values: Mapping[str, Any], differ: bool) -> Varied:
    own: dict[str, Any] = {}
    inside: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        name, _, rest = path.partition(".")
        if rest:
            inside.setdefault(name, {})[rest] = value
        else:
            own[name] = value
    deeper = {name: _changed(getattr(record, name), each, differ) for name, each in inside.items()}
    unchanged = {name for name in record._varied if name not in own.keys() | deeper.keys()}
    varied = unchanged | {name for name, each in deeper.items() if each._varied}
    own_varied = own.keys() if differ else set()
    return _made(record, own | deeper, (*varied, *own_varied)) if values else record


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


def _made(record: Varied, own: Mapping[str, Any], varied: Iterable[str]) -> Varied:
    made = object.__new__(type(record))
    made.__dict__.update({each.name: getattr(record, each.name) for each in fields(record)})
    made.__dict__.update(own)
    made.__dict__["_varied"] = tuple(varied)
    return made


def _taken(record: Varied, places: Any, how: str) -> Varied:
    own = {}
    for name in record._varied:
        value = getattr(record, name)
        deeper = isinstance(value, ByWorld)
        own[name] = getattr(value, how)(places) if deeper else value.take(places, axis=-1)
    taken = _made(record, own, own)
    taken.__dict__["_seen_from"] = record, places
    return taken


def _at(array: Any, places: Any) -> Any:
    return array if array.shape[-1] == 1 else array.take(places, axis=-1)
