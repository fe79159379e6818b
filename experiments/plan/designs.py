"""Designs: how the swept values make a table of treatments.

`grid` takes every combination, `zip` the first values together, then the second ones, and so on.
`lhs` (Latin hypercube) and `sobol` draw `points` rows over the ranges of the swept parameters. Any
other design is a CSV or Parquet file: a column a parameter, a row a treatment.
"""

from __future__ import annotations

import itertools
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.mistakes import UserError
from experiments.plan.design_files import read_rows
from experiments.plan.settings import MAX_POINTS
from experiments.plan.sweeps import Sweep, check_value
from experiments.plan.values import Groups, Value, Values
from sim.parameters import table
from sim.scenario import Scenario

DRAWN = ("lhs", "sobol")
DECLARED = "declared"  # sweep.PATH=declared: the range that the parameter is declared with


def sweep_of(design: str, values: Values, points: int, seed: int, groups: Groups) -> Sweep:
    """The table of treatments that a design makes of the swept values; raises UserError."""
    if design in DRAWN:
        return _drawn(design, values, points, seed, groups)
    if design not in ("grid", "zip"):
        return _from_file(design, values, groups)
    _check_size(design, values)
    for path, each in values.items():
        for value in each:
            check_value(path, value, groups)
    rows = _in_step(values) if design == "zip" else tuple(itertools.product(*values.values()))
    return Sweep(list(values), rows, design, dict(values))


def _check_size(design: str, values: Values) -> None:
    """Raise UserError for more treatments than a study may have, before any is put together."""
    lengths = [len(each) for each in values.values()]
    treatments = math.prod(lengths) if design == "grid" else max(lengths, default=1)
    if treatments > MAX_POINTS:
        product = " x ".join(f"{length:,}" for length in lengths)
        most = f"a study has at most {MAX_POINTS:,}"
        raise UserError(f"{product} values make {treatments:,} treatments: {most}")


def _in_step(values: Values) -> tuple[tuple[Value, ...], ...]:
    lengths = {path: len(each) for path, each in values.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{path} has {length}" for path, length in lengths.items())
        raise UserError(
            f"design = zip takes the values in step, so every list must be as long: {told}"
        )
    return tuple(zip(*values.values(), strict=True)) if values else ((),)


def _from_file(design: str, values: Values, groups: Groups) -> Sweep:
    path = Path(design)
    if path.suffix not in (".csv", ".parquet"):
        raise UserError(
            f"design = {design} is not one of grid, zip, lhs, sobol, or a file that ends "
            "in .csv or .parquet"
        )
    if values:
        raise UserError(
            f"design = {design} holds all that is varied: take away sweep.{next(iter(values))}"
        )
    columns, rows = read_rows(path)
    for number, row in enumerate(rows, 1):
        for column, value in zip(columns, row, strict=True):
            check_value(column, value, groups, f"{design}, row {number}, column {column}")
    return Sweep(list(columns), tuple(rows), design)


def _drawn(design: str, values: Values, points: int, seed: int, groups: Groups) -> Sweep:
    if not values:
        raise UserError(
            f"design = {design} draws over swept ranges: name some, such as "
            "'sweep.army.morale=[0.2,0.7]' or sweep.army.morale=declared"
        )
    if design == "sobol" and points & (points - 1):
        raise UserError(
            f"points = {points} is not a power of two: Sobol points are balanced in powers "
            "of two only, such as 64"
        )
    ranges = {path: _range(path, each, groups) for path, each in values.items()}
    unit = _unit_points(design, len(ranges), points, seed)
    columns = [
        [_placed(path, u, ranges[path]) for u in unit[:, place]]
        for place, path in enumerate(ranges)
    ]
    for path, column in zip(ranges, columns, strict=True):
        check_value(path, min(column, key=str), groups)
    return Sweep.of_draws(list(values), zip(*columns, strict=True), design, ranges)


def _unit_points(design: str, dimensions: int, points: int, seed: int) -> NDArray[np.float64]:
    """Points in the unit cube, shape (points, dimensions).

    The same seed gives the same, and more Sobol points begin with the fewer.
    """
    from scipy.stats import (
        qmc,  # takes longer to import than the model: only where points are drawn
    )

    rng = np.random.default_rng([seed, dimensions])
    if design == "lhs":
        return np.asarray(qmc.LatinHypercube(dimensions, rng=rng).random(points))
    return np.asarray(qmc.Sobol(dimensions, rng=rng).random_base2(points.bit_length() - 1))


def _range(path: str, values: tuple[Value, ...], groups: Groups) -> tuple[Value, ...]:
    """The ends of a range, or the words to choose from."""
    words = all(isinstance(value, str) for value in values)
    if path in groups or (words and values != (DECLARED,)):
        for value in values:
            check_value(path, value, groups)
        return values
    low, high = _declared(path) if values == (DECLARED,) else _ends(path, values)
    for value in (low, high):
        check_value(path, value, groups)
    return low, high


def _ends(path: str, values: tuple[Value, ...]) -> tuple[float, float]:
    numbers = [value for value in values if isinstance(value, (int, float))]
    if len(numbers) == len(values) == 2 and numbers[0] < numbers[1]:
        return numbers[0], numbers[1]
    raise UserError(
        f"sweep.{path} is not a range: write [low, high], or {DECLARED} for the range it "
        "is declared with"
    )


def _declared(path: str) -> tuple[float, float]:
    row = next((row for row in table(Scenario()) if row.path == path), None)
    if row is None:
        check_value(path, 0.0, {})
    if row is None or row.low is None or row.high is None:
        raise UserError(
            f"sweep.{path} = {DECLARED}: it is declared without two ends; write [low, high]"
        )
    return row.low, row.high


def _placed(path: str, u: float, ends: tuple[Value, ...]) -> Any:
    """The value at a share u of the way through a range, to six digits.

    A whole number where the ends are whole and so is the parameter.
    """
    if isinstance(ends[0], str):
        return ends[int(u * len(ends))]
    low, high = float(ends[0]), float(ends[1])  # type: ignore[arg-type]
    if _is_whole(path):
        return int(low + u * (high - low + 1))
    return min(max(float(f"{low + u * (high - low):.6g}"), low), high)


def _is_whole(path: str) -> bool:
    return any(row.path == path and isinstance(row.value, int) for row in table(Scenario()))
