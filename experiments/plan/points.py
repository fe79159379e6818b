"""Points: the rows of a sweep as scenarios, one by one or many at once, and the key of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.mistakes import UserError
from experiments.plan.columns import Column, Sweep, alike, as_declared
from experiments.plan.fingerprints import described
from experiments.plan.identity import digest, parameters_of
from experiments.plan.values import Value, as_typed, written
from sim.allowed import ScenarioError
from sim.luck import apart
from sim.parameters import table
from sim.scenario import Ensemble, Scenario

KEY = 16  # characters of a treatment's key: among a million, two are equal once in 37 million
_BLOCK = 2**14  # rows whose keys are made at once


@dataclass(frozen=True)
class Plan:
    """What every treatment of a study is put together from."""

    sweep: Sweep
    groups: tuple[str, ...]  # the swept columns that are configuration groups
    bases: Mapping[tuple[Value, ...], Scenario]  # what is varied, for every choice of the groups
    seed: int
    estimator: str
    luck: str = "common"
    follow_entry: bool = True  # where treatments are lived one by one

    def __len__(self) -> int:
        return len(self.sweep)

    def scenario(self, row: int) -> Scenario:
        """The scenario of a row of the sweep; raises UserError if it cannot be."""
        values = self.sweep.row(row)
        base = self.bases[tuple(values[group] for group in self.groups)]
        varied = {path: value for path, value in values.items() if path not in self.groups}
        try:
            return base.but(varied)
        except ScenarioError as mistake:
            raise UserError(f"{written(values)}: {as_typed(mistake)}") from None

    @property
    def vectors(self) -> dict[str, Any] | None:
        """What is to be said of the vectors that treatments are over."""
        return described(next(iter(self.bases.values())))

    def draws(self, row: int) -> int:
        """How many draws of the design a row stands for."""
        return self.sweep.times[row] if self.sweep.times else 1

    def first_world(self, row: int) -> int:
        """The number of a row's world 0: 0, unless each has worlds of its own."""
        return apart(row) if self.luck == "apart" else 0

    def keys(self) -> list[str]:
        """A short name for every row that only its scenario has, under its values, this seed and
        this luck; it does not tell how many worlds there are.
        """
        swept = dict(sorted(zip(self.sweep.columns, self.sweep.contents, strict=True)))
        shared = [self._shared(base) for base in self.bases.values()]
        keys: list[str] = []
        for first in range(0, len(self.sweep), _BLOCK):
            rows = slice(first, first + _BLOCK)
            told = [_told(column.at(rows)) for column in swept.values()]
            told.append([shared[choice] for choice in self._choices[rows].tolist()])
            if self.luck == "apart":
                told.append([str(first + place) for place in range(len(told[-1]))])
            keys.extend(_key("\n".join(row)) for row in zip(*told, strict=True))
        return keys

    def ensemble(self, rows: slice | Sequence[int]) -> Ensemble:
        """Some rows as the points of an ensemble; raises ScenarioError for one that cannot be."""
        places = np.arange(len(self.sweep))[rows if isinstance(rows, slice) else np.array(rows)]
        choices, here = np.unique(self._choices[places], return_inverse=True)
        bases = [list(self.bases.values())[choice] for choice in choices]
        columns = {
            path: column.at(places).array(path)
            for path, column in zip(self.sweep.columns, self.sweep.contents, strict=True)
            if path not in self.groups
        }
        for path, levels in _differing(bases).items():
            columns.setdefault(path, as_declared(path, levels)[here])
        if not columns:  # points that are all the same
            columns["weeks"] = np.full(len(here), bases[0].weeks)
        return Ensemble.of(bases[0], columns)

    @cached_property
    def _choices(self) -> NDArray[np.int64]:
        """For every row, the place among the bases of the one that is varied."""
        contents = [self.sweep.contents[self.sweep.columns.index(name)] for name in self.groups]
        first, which = alike(contents, len(self.sweep))
        known = {choice: place for place, choice in enumerate(self.bases)}
        choices = [known[tuple(each[row] for each in contents)] for row in first.tolist()]
        return np.array(choices, dtype=np.int64)[which]

    def _shared(self, base: Scenario) -> str:
        """What the keys of all treatments of a base stand for, beside the swept values."""
        swept = set(self.sweep.columns)
        parameters = {path: each for path, each in parameters_of(base).items() if path not in swept}
        same = {"parameters": parameters, "swept": sorted(swept), "luck": self.luck}
        lived = {"estimator": self.estimator, "follow_entry": self.follow_entry}
        over = described(base)
        mixture = {} if over is None else {"vectors": over}
        return digest({**same, **lived, **mixture, "seed": self.seed}, 64)


def _told(column: Column) -> list[str]:
    """The values of a column as keys have them: all numbers as floats."""
    if isinstance(column.levels, np.ndarray) and column.codes is None:
        return list(map(repr, column.levels.astype(np.float64).tolist()))
    told = [json.dumps(_as_floats(level)) for level in column.levels]
    return told if column.codes is None else [told[code] for code in column.codes.tolist()]


def _as_floats(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_as_floats(each) for each in value]
    return value if isinstance(value, str) else float(value)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:KEY]


def _differing(bases: Sequence[Scenario]) -> dict[str, list[Any]]:
    """The parameters in which some scenarios differ, with the value of each."""
    paths = [row.path for row in table(bases[0])] if len(bases) > 1 else []
    values = {path: [attrgetter(path)(base) for base in bases] for path in paths}
    return {path: each for path, each in values.items() if any(one != each[0] for one in each)}
