"""Columns: the values of a swept parameter or group, one a treatment, held as arrays.

Where all are floats or all are whole numbers, a column is an array of them. Words, lists and
numbers of both kinds are held as the different values, and which of them each treatment has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.plan.values import Value, Values, same
from sim.parameters import Row, table
from sim.scenario import Scenario

Places = NDArray[np.int64]

CHOSEN = ("grid", "zip")  # the designs whose treatments are chosen one by one


@dataclass(frozen=True, eq=False)
class Column:
    """One value a row."""

    levels: NDArray[Any] | tuple[Value, ...]  # numbers, or the different values
    codes: NDArray[np.int32] | None = None  # which level each row has; None: the one in its place

    @classmethod
    def of(cls, values: Sequence[Value]) -> Column:
        """The column of some values."""
        kinds = set(map(type, values))
        try:
            if kinds in ({float}, {int}):
                return cls(np.array(values, dtype=np.float64 if kinds == {float} else np.int64))
        except OverflowError:  # a whole number beyond 64 bits
            pass
        levels = {value: place for place, value in enumerate(dict.fromkeys(values))}
        codes = np.fromiter((levels[value] for value in values), np.int32, len(values))
        return cls(tuple(levels), codes)

    def __len__(self) -> int:
        return len(self.levels if self.codes is None else self.codes)

    def __getitem__(self, row: int) -> Any:
        if self.codes is not None:
            return self.level(int(self.codes[row]))
        return self.level(row)

    def at(self, rows: Any) -> Column:
        """Some of the rows, by place or slice."""
        if self.codes is not None:
            return Column(self.levels, self.codes[rows])
        assert isinstance(self.levels, np.ndarray)
        return Column(self.levels[rows])

    def repeated(self, codes: NDArray[Any]) -> Column:
        """A column that takes this one's values again and again."""
        here = codes if self.codes is None else self.codes[codes]
        return Column(self.levels, here.astype(np.int32))

    def listed(self) -> list[Any]:
        """The values, row by row."""
        levels = self.levels.tolist() if isinstance(self.levels, np.ndarray) else self.levels
        return list(levels) if self.codes is None else [levels[code] for code in self.codes]

    def used(self) -> list[Value]:
        """The different values that the rows have."""
        codes = np.arange(len(self.levels)) if self.codes is None else np.unique(self.codes)
        return [self.level(int(code)) for code in codes]

    def ranks(self) -> NDArray[Any]:
        """A number for each row, the same where values are equal."""
        if isinstance(self.levels, np.ndarray):
            ranks: NDArray[Any] = np.unique(self.levels, return_inverse=True)[1]
            return ranks if self.codes is None else ranks[self.codes]
        assert self.codes is not None
        return self.codes

    def equal(self, value: object) -> NDArray[np.bool_]:
        """Which rows have a value, however it is written."""
        equal = np.array([same(self.level(each), value) for each in range(len(self.levels))])
        return equal if self.codes is None else equal[self.codes]

    def first_row(self, level: int) -> int:
        """The first row with a level."""
        return level if self.codes is None else int(np.argmax(self.codes == level))

    def array(self, path: str) -> NDArray[Any]:
        """The values of a parameter as an ensemble takes them: numbers as such, lists of a fixed
        length as rows, all else as objects.
        """
        levels = as_declared(path, self.levels)
        return levels if self.codes is None else levels[self.codes]

    def level(self, place: int) -> Any:
        """One of the different values."""
        level = self.levels[place]
        return level.item() if isinstance(level, np.generic) else level


@dataclass(frozen=True, eq=False)
class Sweep:
    """The swept parameters or groups, and a row of values for every treatment."""

    columns: list[str]  # the paths of what is varied: the treatment columns of every table
    contents: tuple[Column, ...]  # what stands in each
    design: str = "grid"
    values: Values = field(default_factory=dict)  # the values or ranges asked for
    times: tuple[int, ...] = ()  # how often each row was drawn; empty where each is there once

    @classmethod
    def of_draws(
        cls, columns: list[str], draws: Sequence[Column], design: str, ranges: Values
    ) -> Sweep:
        """A row for all equal draws, which knows how many they are."""
        first, which = alike(draws, len(draws[0]))
        times = np.bincount(which).tolist()
        return cls(columns, tuple(each.at(first) for each in draws), design, ranges, tuple(times))

    def __len__(self) -> int:
        return len(self.contents[0]) if self.contents else 1

    def row(self, place: int) -> dict[str, Value]:
        """The values of a treatment, by path."""
        return {path: each[place] for path, each in zip(self.columns, self.contents, strict=True)}

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """All rows, for a look at a small sweep."""
        listed = [each.listed() for each in self.contents]
        return tuple(zip(*listed, strict=True)) if listed else ((),)

    @property
    def points(self) -> int:
        """How many draws there are; equal ones share a row."""
        return sum(self.times) or len(self)

    @property
    def drawn(self) -> bool:
        """Whether the treatments are draws of the parameters, and not chosen one by one."""
        return self.design not in CHOSEN


def alike(columns: Sequence[Column], rows: int) -> tuple[Places, Places]:
    """The first of all equal rows, in order, and for every row which of these it equals."""
    numbers = np.zeros(rows, dtype=np.int64)
    for column in columns:
        ranks = column.ranks()
        together = numbers * (int(ranks.max(initial=0)) + 1) + ranks
        numbers = np.unique(together, return_inverse=True)[1]
    first, which = np.unique(numbers, return_index=True, return_inverse=True)[1:]
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    return first[order], place[which]


def as_declared(path: str, levels: Sequence[Any] | NDArray[Any]) -> NDArray[Any]:
    """Values of a parameter as an array of what it is declared to be: shape (levels,), or (levels,
    numbers) for lists of a fixed length.
    """
    default = declared()[path].value
    if isinstance(default, (int, float)):
        return np.asarray(levels, dtype=np.int64 if isinstance(default, int) else np.float64)
    if isinstance(default, tuple) and default:
        return np.asarray(levels, dtype=np.float64)
    return np.fromiter(levels, dtype=object, count=len(levels))


@cache
def declared() -> dict[str, Row]:
    """Every parameter as it is declared, by path."""
    return {row.path: row for row in table(Scenario())}
