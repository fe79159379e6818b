"""What a parameter can be: one value, or a column of one value a point, held to its declaration.

Where a value cannot be, the line says what was given, where, and what is allowed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import Field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.machine.arrays import Floats


class ScenarioError(ValueError):
    """A scenario that cannot be: says what, where and what is allowed, in one line."""

    point: int | None = None  # of an ensemble, which one it is


def allowed(where: str, each: Field[Any], value: Any) -> Any:
    """A value as it is kept; raises ScenarioError where the parameter cannot have it."""
    about = each.metadata
    if isinstance(each.default, str):
        return _text(where, value, about)
    if isinstance(each.default, tuple):
        length = None if about["any_length"] else len(each.default)
        return _numbers(where, value, about, length)
    return _number(where, value, about, whole=isinstance(each.default, int))


def can_vary(each: Field[Any]) -> bool:
    """Whether worlds that are lived side by side can differ in a parameter: in numbers and in lists
    of a fixed length, not in words, whole numbers and lists of any length.
    """
    listed_here = isinstance(each.default, tuple) and not each.metadata["any_length"]
    return listed_here or isinstance(each.default, float)


def allowed_column(where: str, each: Field[Any], values: Any) -> NDArray[Any]:
    """Values of one parameter, one a point, as an array that the parameter can have.

    Raises ScenarioError, which knows the point.
    """
    numbers = _all_numbers(values, each) if can_vary(each) else None
    if numbers is not None:
        return numbers
    known: dict[Any, Any] = {}
    cells = [_cell(where, each, cell, point, known) for point, cell in enumerate(values)]
    if can_vary(each):
        return np.array(cells, dtype=np.float64)
    column = np.empty(len(cells), dtype=object)
    for point, cell in enumerate(cells):  # a list would be spread over the cells
        column[point] = cell
    return column


def _all_numbers(values: Any, each: Field[Any]) -> Floats | None:
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


def _cell(where: str, each: Field[Any], value: Any, point: int, known: dict[Any, Any]) -> Any:
    """The value of one of many points; looked up where it was there before."""
    value = value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value
    key = (type(value), str(value))
    if key not in known:
        try:
            known[key] = allowed(where, each, value)
        except ScenarioError as mistake:
            mistake.point = point
            raise
    return known[key]


def _number(where: str, value: Any, about: Mapping[str, Any], whole: bool) -> float | int:
    number = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(
        value, (bool, np.bool_)
    )
    if not number or (whole and _finite(value) and value != int(value)):
        kind = "a whole number" if whole else "a number"
        raise ScenarioError(f"{where} = {value!r} is not {kind}: {about['meaning']}")
    low, high = about["low"], about["high"]
    within = (low is None or value >= low) and (high is None or value <= high)
    if not (within and _finite(value)):
        ends = f"[{'-inf' if low is None else low}, {'inf' if high is None else high}]"
        raise ScenarioError(
            f"{where} = {value} is outside {ends}: {about['meaning']} (source {about['source']})"
        )
    return int(value) if whole else float(value)


def _finite(value: float | int) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond the largest float
        return False


def _numbers(
    where: str, value: Any, about: Mapping[str, Any], length: int | None
) -> tuple[float, ...]:
    if not _is_list(value) or (length is not None and len(value) != length):
        kind = "numbers, such as [0.4]" if length is None else f"{length} numbers"
        raise ScenarioError(f"{where} = {value!r} is not a list of {kind}: {about['meaning']}")
    return tuple(_number(f"{where}[{i}]", each, about, whole=False) for i, each in enumerate(value))


def _is_list(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim == 1
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))


def _text(where: str, value: Any, about: Mapping[str, Any]) -> str:
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
