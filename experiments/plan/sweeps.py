"""What is varied on purpose: a table of treatments.

A sweep is written in an experiment file (`sweep:` with parameter paths or group names as keys) or
on the command line ('sweep.pressure.level=[0,0.5,1]'), where it replaces the file's values for that
key. Values are a list, one value, `linspace(start, stop, count)` with both ends, or `range(start,
stop, step)` without the stop. The design says how the values of several keys meet: every
combination (grid), in step (zip), or points drawn from ranges; designs.py does it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import yaml

from experiments.mistakes import UserError
from experiments.plan.values import SENTENCES, Groups, Value, Values, number_or_word
from sim.parameters import ScenarioError, check
from sim.scenario import Scenario

CHOSEN = ("grid", "zip")  # the designs whose treatments are chosen one by one
MOST_VALUES = 100_000  # of one swept parameter
_LIST = "write a list such as [0, 0.5, 1]"
_FUNCTION = re.compile(r"(linspace|range)\(([^()]*)\)")


@dataclass(frozen=True)
class Sweep:
    """The swept parameters or groups, and a row of values for every treatment."""

    columns: list[str]  # the paths of what is varied: the treatment columns of every table
    rows: tuple[tuple[Value, ...], ...]
    design: str = "grid"
    values: Values = field(default_factory=dict)  # the values or ranges asked for
    times: tuple[int, ...] = ()  # how often each row was drawn; empty where each is there once

    @classmethod
    def of_draws(
        cls,
        columns: list[str],
        draws: Iterable[tuple[Value, ...]],
        design: str,
        ranges: Values,
    ) -> Sweep:
        """A row for all equal draws, which knows how many they are."""
        times = Counter(draws)
        return cls(columns, tuple(times), design, ranges, tuple(times.values()))

    @property
    def points(self) -> int:
        """How many draws there are; equal ones share a row."""
        return sum(self.times) or len(self.rows)

    @property
    def drawn(self) -> bool:
        """Whether the treatments are draws of the parameters, and not chosen one by one."""
        return is_drawn(self.design)


def is_drawn(design: str) -> bool:
    """Whether a design draws its treatments, or takes them from a file."""
    return design not in CHOSEN


def split_arguments(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Overrides for Hydra, and the sweeps given as sweep.PATH=VALUES."""
    overrides, swept = [], {}
    for argument in arguments:
        path, equals, values = argument.partition("=")
        if path.startswith("sweep.") and equals:
            swept[path.removeprefix("sweep.")] = values
        else:
            overrides.append(argument)
    return overrides, swept


def values_from(file: Any, given: Mapping[str, str]) -> dict[str, tuple[Value, ...]]:
    """The values of an experiment file's sweep with what the command line replaces or adds.

    Raises UserError.
    """
    written = {**dict(_flat(file or {})), **given}
    return {path: tuple(_values(path, text)) for path, text in written.items()}


def check_value(path: str, value: Value, groups: Groups, where: str = "") -> None:
    """Raise UserError for a value that a group or a parameter cannot have.

    `where` says where it was written.
    """
    if path in groups and path != "experiment":
        if str(value) not in groups[path]:
            told = f"{where}: {path}" if where else f"sweep.{path}"
            raise UserError(f"{told} = {value} is not one of {', '.join(groups[path])}")
        return
    try:
        check(Scenario(), path, value)
    except ScenarioError as mistake:
        raise UserError(f"{where or f'sweep.{path}'}: {mistake}") from None


def _flat(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def _values(path: str, written: Any) -> list[Value]:
    if isinstance(written, str):
        function = _FUNCTION.fullmatch(written.strip())
        written = _spread(path, *function.groups()) if function else _parsed(path, written)
    values = written if isinstance(written, list) else [written]
    if not values:
        raise UserError(
            f"sweep.{path} has no values: write a list such as [0, 0.5, 1], or linspace(0, 1, 5)"
        )
    values = [tuple(value) if isinstance(value, list) else value for value in values]
    parts = [part for value in values for part in (value if isinstance(value, tuple) else [value])]
    if not all(isinstance(part, (int, float, str)) for part in parts):
        raise UserError(f"sweep.{path} = {written} cannot be read: {_LIST}")
    if len(set(values)) < len(values):
        raise UserError(f"sweep.{path} names a value twice: {written}")
    return values


def _spread(path: str, name: str, written: str) -> list[float]:
    try:
        numbers = [float(part) for part in written.split(",")]
        if name == "linspace":
            start, stop, count = numbers
            some = count == int(count) and 1 <= count <= MOST_VALUES
            if not (some and math.isfinite(start) and math.isfinite(stop)):
                raise ValueError
            return [float(round(value, 12)) for value in np.linspace(start, stop, int(count))]
        start, stop, step = numbers if len(numbers) == 3 else (*numbers, 1.0)
        if not 0 < (stop - start) / step <= MOST_VALUES:
            raise ValueError
        return [float(round(value, 12)) for value in np.arange(start, stop, step)]
    except (ValueError, ZeroDivisionError, OverflowError):
        example = "linspace(0, 1, 21)" if name == "linspace" else "range(0, 1, 0.25)"
        raise UserError(
            f"sweep.{path} = {name}({written}) cannot be read: write it like {example}"
        ) from None


def _parsed(path: str, written: str) -> Any:
    if path in SENTENCES and not {"'", '"'} & set(written):
        inside = written.strip().strip("[]")
        return [each.strip() for each in inside.split(",")] if inside else []
    try:
        return _plain_yaml(written)
    except yaml.YAMLError:
        raise UserError(f"sweep.{path} = {written} cannot be read: {_LIST}") from None


def _plain_yaml(written: str) -> Any:
    """YAML's numbers and words; dates and yes/no stay words."""
    value = yaml.load(written, Loader=yaml.BaseLoader)
    return number_or_word(value)
