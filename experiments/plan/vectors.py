"""Vectors of parameters that studies can be lived with: the prior's, or the calibrated ones.

The calibrated ones lie in `configs/_calibrated`: a row a vector, a column a parameter, or a number
of a list of them; beside them what they were made from.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from experiments.mistakes import UserError
from experiments.plan.fingerprints import fingerprint
from experiments.plan.identity import parameters_of
from experiments.plan.settings import KNOWN
from experiments.plan.values import Value, as_typed
from sim.allowed import ScenarioError
from sim.machine.arrays import Floats
from sim.mixture import Mixture, Vectors
from sim.parameters import table
from sim.scenario import Scenario

DEFAULTS, PRIOR, CALIBRATED = KNOWN
SHIPPED = Path(__file__).resolve().parents[2] / "configs" / "_calibrated"
TABLE, ABOUT = "vectors.csv", "about.json"
SHARES = "shares.csv"  # of the vectors: what of the prior is below each coordinate
FROM_PRIOR, PRIOR_SEED = 512, 1  # vectors drawn from the prior, and their luck
_CELL = re.compile(r"(?P<path>[\w.]+)(\[(?P<place>\d+)\])?")


def vectors(kind: str) -> Vectors:
    """The vectors of a kind; raises UserError where there are none that can be used."""
    return _prior() if kind == PRIOR else read(SHIPPED)


Bases = Mapping[tuple[Value, ...], Scenario]


def over_vectors(kind: str, bases: Bases, own: Collection[str]) -> Bases:
    """Scenarios over the vectors of a kind, the same in all of them, but for the parameters that
    somebody set or varies: `own`, and those in which a scenario departs from the defaults; raises
    UserError.
    """
    if kind == DEFAULTS:
        return bases
    departing = (path for base in bases.values() for path in _departing(base))
    left = vectors(kind).without({*own, *departing})
    return {choice: mixed(base, left) for choice, base in bases.items()}


def mixed(scenario: Scenario, left: Vectors) -> Scenario:
    """A scenario over vectors; raises UserError."""
    try:
        return Mixture.over(scenario, left)
    except ScenarioError as mistake:
        raise UserError(f"parameters = {left.name}: {as_typed(mistake)}") from None


def recalled(scenario: Scenario, said: Mapping[str, Any] | None) -> Scenario:
    """The scenario over the vectors that a folder spoke of; raises UserError where they are not
    those of this program.
    """
    if said is None:
        return scenario
    kept = vectors(said["kind"])
    left = kept.without(set(kept.columns) - set(said["varied"]))
    if fingerprint(left) != said["fingerprint"]:
        raise UserError(
            f"the worlds were lived with other vectors of parameters = {said['kind']} than this "
            "program has"
        )
    return mixed(scenario, left)


@cache
def read(folder: Path) -> Vectors:
    """The vectors in a folder; raises UserError."""
    path = folder / TABLE
    try:
        with path.open(encoding="utf-8", newline="") as file:
            names, *rows = csv.reader(file)
        numbers = np.array(rows, dtype=np.float64)
        columns = _columns(names, numbers)
    except (OSError, ValueError, KeyError):
        how = "python -m experiments.calibrate ship=true makes it anew"
        raise UserError(f"{path} cannot be read as vectors of this model: {how}") from None
    return Vectors(CALIBRATED, columns)


@cache
def shares() -> Mapping[str, Floats]:
    """Of the calibrated vectors, the share of the prior below each coordinate, by its name, shape
    (vectors,) each; raises UserError.
    """
    path = SHIPPED / SHARES
    try:
        with path.open(encoding="utf-8", newline="") as file:
            names, *rows = csv.reader(file)
        numbers = np.array(rows, dtype=np.float64)
    except (OSError, ValueError):
        how = "python -m experiments.calibrate ship=true makes it anew"
        raise UserError(f"{path} cannot be read as shares of the prior: {how}") from None
    return dict(zip(names, numbers.T, strict=True))


def about(folder: Path) -> Mapping[str, Any]:
    """What vectors were made from; raises UserError."""
    path = folder / ABOUT
    try:
        said: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        how = "python -m experiments.calibrate ship=true makes it anew"
        raise UserError(f"{path} cannot be read: {how}") from None
    return said


def as_table(some: Vectors) -> tuple[list[str], Floats]:
    """Vectors as the names of columns and rows of numbers, shape (vectors, columns)."""
    names: list[str] = []
    columns = []
    for path, values in some.columns.items():
        if values.ndim == 1:
            names.append(path)
            columns.append(values)
        else:
            names += [f"{path}[{place}]" for place in range(values.shape[1])]
            columns += list(values.T)
    return names, np.array(columns).T


def _columns(names: list[str], numbers: Floats) -> dict[str, Floats]:
    """Arrays by path, in the order of the columns."""
    known = {row.path for row in table(Scenario())}
    columns: dict[str, list[Floats]] = {}
    listed = set()
    for name, values in zip(names, numbers.T, strict=True):
        cell = _CELL.fullmatch(name)
        if cell is None or cell["path"] not in known:
            raise KeyError(name)
        columns.setdefault(cell["path"], []).append(values)
        if cell["place"] is not None:
            listed.add(cell["path"])
    return {path: np.array(each).T if path in listed else each[0] for path, each in columns.items()}


def _departing(scenario: Scenario) -> set[str]:
    usual = parameters_of(Scenario())
    return {path for path, value in parameters_of(scenario).items() if value != usual[path]}


@cache
def _prior() -> Vectors:
    from sim.priors.prior import Prior  # takes a moment: only where it is drawn from

    return Vectors(PRIOR, Prior.of(Scenario()).draw(FROM_PRIOR, PRIOR_SEED).columns)
