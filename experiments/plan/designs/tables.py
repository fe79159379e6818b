"""Designs: how the swept values make a table of treatments.

`grid` takes every combination, `zip` the first values together, then the second ones, and so on.
`lhs` (Latin hypercube) and `sobol` draw `points` rows over the ranges of the swept parameters. Any
other design is a CSV or Parquet file: a column a parameter, a row a treatment.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.mistakes import UserError
from experiments.plan.columns import Column, Sweep, declared
from experiments.plan.designs.files import read_columns
from experiments.plan.settings import MAX_POINTS
from experiments.plan.sweeps import check_column, check_value, wrong_row
from experiments.plan.values import Groups, Value, Values

DRAWN = ("lhs", "sobol")
DECLARED = "declared"  # sweep.PATH=declared: the range that the parameter is declared with


def sweep_of(design: str, values: Values, points: int, seed: int, groups: Groups) -> Sweep:
    """The table of treatments that a design makes of the swept values; raises UserError."""
    if design in DRAWN:
        return _drawn(design, values, points, seed, groups)
    if design not in ("grid", "zip"):
        return _from_file(design, values, groups)
    _check_size(design, values)
    columns = {path: Column.of(each) for path, each in values.items()}
    for path, column in columns.items():
        check_column(path, column, groups)
    if design == "zip":
        _check_in_step(values)
    else:
        columns = dict(zip(columns, _combined(list(columns.values())), strict=True))
    return Sweep(list(columns), tuple(columns.values()), design, dict(values))


def _check_size(design: str, values: Values) -> None:
    """Raise UserError for more treatments than a study may have, before any is put together."""
    lengths = [len(each) for each in values.values()]
    treatments = math.prod(lengths) if design == "grid" else max(lengths, default=1)
    if treatments > MAX_POINTS:
        product = " x ".join(f"{length:,}" for length in lengths)
        most = f"a study has at most {MAX_POINTS:,}"
        raise UserError(f"{product} values make {treatments:,} treatments: {most}")


def _check_in_step(values: Values) -> None:
    lengths = {path: len(each) for path, each in values.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{path} has {length}" for path, length in lengths.items())
        raise UserError(
            f"design = zip takes the values in step, so every list must be as long: {told}"
        )


def _combined(columns: Sequence[Column]) -> list[Column]:
    """Every combination of the columns' values, the last of them fastest."""
    lengths = [len(each) for each in columns]
    places = np.unravel_index(np.arange(math.prod(lengths)), lengths) if lengths else ()
    return [each.repeated(codes) for each, codes in zip(columns, places, strict=True)]


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
    names, columns = read_columns(path)
    wrong = [
        (row, place)
        for place, (name, column) in enumerate(zip(names, columns, strict=True))
        if (row := wrong_row(name, column, groups)) is not None
    ]
    if wrong:
        row, place = min(wrong)
        where = f"{design}, row {row + 1}, column {names[place]}"
        check_value(names[place], columns[place][row], groups, where)
    return Sweep(names, tuple(columns), design)


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
    columns = [_placed(path, u, ranges[path]) for path, u in zip(ranges, unit.T, strict=True)]
    for path, column in zip(ranges, columns, strict=True):
        check_column(path, column, groups)
    return Sweep.of_draws(list(values), columns, design, ranges)


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
    row = declared().get(path)
    if row is None:
        check_value(path, 0.0, {})
    if row is None or row.low is None or row.high is None:
        raise UserError(
            f"sweep.{path} = {DECLARED}: it is declared without two ends; write [low, high]"
        )
    return row.low, row.high


def _placed(path: str, u: NDArray[np.float64], ends: tuple[Value, ...]) -> Column:
    """The values at shares u of the way through a range, to six digits.

    Whole numbers where the ends are whole and so is the parameter.
    """
    if isinstance(ends[0], str):
        return Column.of(ends).repeated((u * len(ends)).astype(np.int32))
    low, high = float(ends[0]), float(ends[1])  # type: ignore[arg-type]
    if isinstance(declared()[path].value, int):
        return Column((low + u * (high - low + 1)).astype(np.int64))
    placed = low + u * (high - low)
    rounded = np.array([float(f"{each:.6g}") for each in placed.tolist()])
    return Column(np.clip(rounded, low, high))
