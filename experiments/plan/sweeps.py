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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from experiments.mistakes import UserError
from experiments.plan.columns import CHOSEN, Column, declared
from experiments.plan.values import SENTENCES, Groups, Value, as_typed, number_or_word
from sim.allowed import ScenarioError
from sim.parameters import Row, check
from sim.scenario import Scenario

MOST_VALUES = 100_000  # of one swept parameter
_LIST = "write a list such as [0, 0.5, 1]"
_DEFAULTS = Scenario()
_FUNCTION = re.compile(r"(linspace|range)\(([^()]*)\)")


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
        check(_DEFAULTS, path, value)
    except ScenarioError as mistake:
        raise UserError(f"{where or f'sweep.{path}'}: {as_typed(mistake)}") from None


def check_column(path: str, column: Column, groups: Groups) -> None:
    """Raise UserError for the first value that a group or a parameter cannot have."""
    wrong = wrong_row(path, column, groups)
    if wrong is not None:
        check_value(path, column[wrong], groups)


def wrong_row(path: str, column: Column, groups: Groups) -> int | None:
    """The first row with a value that a group or a parameter cannot have."""
    numbers = None if path in groups else _numbers(path, column.levels)
    suspects: Iterable[int] = range(len(column.levels))
    if numbers is not None:
        suspects = np.flatnonzero(_outside(declared()[path], numbers)).tolist()
    wrong = (level for level in suspects if _cannot_be(path, column.level(level), groups))
    level = next(wrong, None)
    return None if level is None else column.first_row(level)


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


def _numbers(path: str, levels: Any) -> NDArray[Any] | None:
    """The levels as an array, where the parameter is a number and they all are."""
    if path not in declared() or not isinstance(declared()[path].value, (int, float)):
        return None
    if isinstance(levels, np.ndarray):
        return levels
    try:
        return np.array(levels, float) if set(map(type, levels)) <= {int, float} else None
    except OverflowError:
        return None


def _outside(row: Row, numbers: NDArray[Any]) -> NDArray[np.bool_]:
    wrong: NDArray[np.bool_] = ~np.isfinite(numbers)
    if row.low is not None:
        wrong |= numbers < row.low
    if row.high is not None:
        wrong |= numbers > row.high
    return wrong | (numbers != np.floor(numbers)) if isinstance(row.value, int) else wrong


def _cannot_be(path: str, value: Value, groups: Groups) -> bool:
    try:
        check_value(path, value, groups)
    except UserError:
        return True
    return False
