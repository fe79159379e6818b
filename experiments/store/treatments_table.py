"""The table of a study's treatments: treatments.parquet, and treatments.csv to read.

A row a treatment: its key, how many worlds it is to have, how many draws it stands for, and the
swept values. The manifest has the table's digest and all else that treatments are put together
from.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.mistakes import Damaged, UserError, first_line
from experiments.plan.columns import Column, Sweep
from experiments.plan.identity import parameters_of
from experiments.plan.points import Plan
from experiments.plan.treatments import Treatments
from experiments.plan.values import plain
from experiments.plan.vectors import recalled
from experiments.store.whole_files import whole
from sim.allowed import ScenarioError
from sim.scenario import Scenario

NAME, TO_READ = "treatments.parquet", "treatments.csv"
_OWN = ("key", "worlds", "draws")


def composition(treatments: Treatments, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What treatments are put together from, for a manifest that has these parameters."""
    plan = treatments.plan
    bases = [
        {"choice": plain(choice), "changes": _changes(base, parameters)}
        for choice, base in plan.bases.items()
    ]
    return {
        "number": len(treatments),
        "digest": hashlib.sha256(_rendered(treatments)).hexdigest(),
        "groups": list(plan.groups),
        "bases": bases,
    }


def write_treatments(folder: Path, treatments: Treatments) -> None:
    """Write the table in both forms."""
    path = folder / TO_READ
    with whole(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        _write_rows(csv.writer(file, lineterminator="\n"), treatments)
    with whole(folder / NAME) as unfinished:
        unfinished.write_bytes(_rendered(treatments))


def read_treatments(folder: Path, manifest: Mapping[str, Any]) -> Treatments:
    """The treatments of a folder; raises Damaged where their table is not what was written, and
    UserError where they do not fit this program.
    """
    table = _sound_table(folder, manifest["treatments"])
    try:
        return _treatments(table, manifest)
    except (ScenarioError, KeyError, TypeError, ValueError, AttributeError) as mistake:
        told = f"{folder / NAME} does not fit this program: {first_line(mistake)}"
        raise UserError(told) from None


def worlds_in(folder: Path, manifest: Mapping[str, Any]) -> dict[str, int]:
    """How many worlds each treatment is to have, by its key; raises Damaged."""
    table = _sound_table(folder, manifest["treatments"])
    return dict(zip(table["key"].to_pylist(), table["worlds"].to_pylist(), strict=True))


def _rendered(treatments: Treatments) -> bytes:
    """The bytes of the table."""
    names, sweep = list(_OWN), treatments.plan.sweep
    arrays = [pa.array(treatments.keys), pa.array(_worlds(treatments)), pa.array(treatments.draws)]
    fields = [pa.field(name, array.type) for name, array in zip(names, arrays, strict=True)]
    for path, column in zip(sweep.columns, sweep.contents, strict=True):
        array, levels = _as_arrow(column)
        arrays.append(array)
        fields.append(pa.field(path, array.type, metadata=levels))
    content = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), content)
    return content.getvalue()


def _write_rows(table: Any, treatments: Treatments) -> None:
    sweep = treatments.plan.sweep
    table.writerow([*_OWN, *sweep.columns])
    own = (treatments.keys, _worlds(treatments), treatments.draws)
    table.writerows(zip(*own, *(each.listed() for each in sweep.contents), strict=True))


def _worlds(treatments: Treatments) -> Sequence[int]:
    worlds = treatments.worlds
    return [worlds] * len(treatments) if isinstance(worlds, int) else worlds


def _changes(base: Scenario, parameters: Mapping[str, Any]) -> dict[str, Any]:
    here = parameters_of(base)
    return {path: value for path, value in here.items() if value != parameters[path]}


def _sound_table(folder: Path, said: Mapping[str, Any]) -> pa.Table:
    """The table that a manifest speaks of; raises Damaged."""
    path = folder / NAME
    try:
        content = path.read_bytes()
    except OSError:
        raise Damaged(f"{path} is damaged: it cannot be read") from None
    if hashlib.sha256(content).hexdigest() == said["digest"]:
        try:
            with pq.ParquetFile(io.BytesIO(content)) as file:
                if file.metadata.num_rows == said["number"] and set(_OWN) <= set(file.schema.names):
                    return file.read()
        except (OSError, pa.ArrowException):
            pass  # as one that is not what was written
    raise Damaged(f"{path} is damaged: it is not what was written")


def _treatments(table: pa.Table, manifest: Mapping[str, Any]) -> Treatments:
    said, swept = manifest["treatments"], manifest["swept"]
    base = Scenario().but(manifest["parameters"])
    bases = {
        tuple(map(_value, each["choice"])): recalled(
            base.but(each["changes"]), manifest.get("vectors")
        )
        for each in said["bases"]
    }
    keys, worlds, draws = (table[name].to_pylist() for name in _OWN)
    if min(worlds) < 0 or min(draws) < 1:
        raise ValueError("worlds below 0, or draws below 1")
    contents = tuple(_from_arrow(table.column(path), table.field(path)) for path in swept)
    times = tuple(draws) if set(draws) != {1} else ()
    sweep = Sweep(swept, contents, manifest["design"], times=times)
    groups, seed, estimator = tuple(said["groups"]), manifest["seed"], manifest["estimator"]
    told = manifest["luck"], manifest["follow_entry"]
    plan = Plan(sweep, groups, bases, seed, estimator, *told)
    return Treatments(plan, worlds, keys)


def _as_arrow(column: Column) -> tuple[Any, dict[str, str] | None]:
    """A column, and what its values are where the array does not tell it all."""
    if column.codes is None and isinstance(column.levels, np.ndarray):
        return pa.array(column.levels), None
    levels = plain(tuple(column.level(each) for each in range(len(column.levels))))
    array = pa.array(_images(levels)).take(pa.array(column.codes))
    return array, {"levels": json.dumps(levels)}


def _from_arrow(array: Any, about: Any) -> Column:
    told = (about.metadata or {}).get(b"levels")
    if told is None:
        return Column(array.to_numpy())
    levels = json.loads(told)
    places = {_hashable(image): place for place, image in enumerate(_images(levels))}
    codes = np.array([places[_hashable(each)] for each in array.to_pylist()], dtype=np.int32)
    return Column(tuple(map(_value, levels)), codes)


def _images(levels: Sequence[Any]) -> list[Any]:
    """What stands in the table for some values: one kind for all."""
    kinds = set(map(type, levels))
    if kinds <= {int, float}:
        return [float(each) for each in levels]
    if kinds == {list}:
        return [[float(each) for each in level] for level in levels]
    return [str(each) for each in levels]


def _hashable(image: Any) -> Any:
    return tuple(image) if isinstance(image, list) else image


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
