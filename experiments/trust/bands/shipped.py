"""Structures of the default scenario at the six named levels, shipped beside the vectors.

They are good for the vectors and the model that they were lived with; of another state of the model
two of them are lived again, and must come out the same.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.engine.lots import done
from experiments.findings.bands import LEVEL, OUTCOMES
from experiments.plan import vectors as plan
from experiments.plan.fingerprints import fingerprint
from experiments.plan.identity import model_version, parameters_of
from experiments.store.csv_tables import write_csv
from experiments.store.whole_files import write_text
from experiments.trust.bands.cells import Cell
from experiments.trust.bands.structures import lived, lots
from experiments.why.points.structures import GROUPS, Structure, structures
from sim.laws.pressure import LEVELS
from sim.machine.arrays import Floats
from sim.mixture import Mixture, Vectors
from sim.scenario import Scenario

TABLE, MADE_FROM = "structures.csv", "structures.json"
COMMAND = "python -m experiments.calibrate structures=true"
SEED = 1
EXACT = 1e-9
_PROVED = ("low", "severe")  # levels at which the last structure is lived again


@dataclass(frozen=True)
class Shipped:
    """Probabilities under rival structures, shape (structures, outcomes), by level of pressure."""

    labels: tuple[str, ...]
    by_level: Mapping[float, Floats]

    def of(self, cell: Cell, rivals: Sequence[Structure]) -> Floats | None:
        """Those of a cell; None where they are not those of its scenario and rivals."""
        if tuple(each.label for each in rivals) != self.labels or not _is_default(cell):
            return None
        return self.by_level.get(float(cell.values[LEVEL]))


def shipped() -> Shipped | None:
    """What is shipped; None where nothing is that belongs to these vectors and this model."""
    try:
        said = json.loads((plan.SHIPPED / MADE_FROM).read_text(encoding="utf-8"))
        with (plan.SHIPPED / TABLE).open(encoding="utf-8", newline="") as file:
            found = _read(list(csv.DictReader(file)))
        same = said["vectors"] == _fingerprint()
        return found if same and _of_this_model(said, found) else None
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def ship(workers: int) -> str:
    """Live every structure at every level and write what was found; says where.

    Raises UserError where there are no vectors, and Interrupted after Ctrl-C.
    """
    rivals = structures(())[1:]
    cells = [cell_at(level) for level in LEVELS.values()]
    work = [lots(cell, rivals, SEED) for cell in cells]
    parts = iter(done([lot for each in work for lot in each], workers, "the structures"))
    found = [np.concatenate([next(parts) for _ in each]) for each in work]
    write_csv(plan.SHIPPED / TABLE, _rows(cells, rivals, found))
    said = {
        "command": COMMAND,
        "vectors": _fingerprint(),
        "model": model_version(),
        "seed": SEED,
        "worlds of a vector": 1,
    }
    write_text(plan.SHIPPED / MADE_FROM, json.dumps(said, indent=1) + "\n")
    return f"{plan.SHIPPED.parent.name}/{plan.SHIPPED.name}/{TABLE}"


def cell_at(level: float) -> Cell:
    """The default scenario over all vectors, at a level of pressure; raises UserError."""
    mixture = plan.mixed(Scenario().but({LEVEL: level}), _vectors())
    assert isinstance(mixture, Mixture)
    return Cell({LEVEL: level}, mixture)


def _rows(
    cells: Sequence[Cell], rivals: Sequence[Structure], found: Sequence[Floats]
) -> Iterator[dict[str, Any]]:
    for cell, values in zip(cells, found, strict=True):
        for rival, row in zip(rivals, values.tolist(), strict=True):
            names = {group: rival.names.get(group, "") for group in GROUPS}
            yield {**cell.values, **names, **dict(zip(OUTCOMES, row, strict=True))}


def _read(rows: Sequence[Mapping[str, str]]) -> Shipped:
    by_level: dict[float, list[list[float]]] = {}
    labels: dict[str, None] = {}
    for row in rows:
        by_level.setdefault(float(row[LEVEL]), []).append([float(row[name]) for name in OUTCOMES])
        named = {group: row[group] for group in GROUPS if row[group]}
        labels.setdefault(Structure(named).label)
    tables = {level: np.array(each) for level, each in by_level.items()}
    if any(each.shape != (len(labels), len(OUTCOMES)) for each in tables.values()):
        raise ValueError(TABLE)
    return Shipped(tuple(labels), tables)


def _of_this_model(said: Mapping[str, Any], found: Shipped) -> bool:
    """Whether this model lived the structures, or lives two of them again to the same numbers."""
    if said["model"] == model_version():
        return True
    last = structures(())[-1]
    return all(
        np.allclose(
            lived(cell_at(LEVELS[name]).mixture, [last], SEED)[0],
            found.by_level[LEVELS[name]][found.labels.index(last.label)],
            rtol=0,
            atol=EXACT,
        )
        for name in _PROVED
    )


def _is_default(cell: Cell) -> bool:
    """Whether a cell is the default scenario but for the level, over all the vectors."""
    if cell.learned:
        return False
    usual = parameters_of(Scenario().but({LEVEL: cell.values[LEVEL]}))
    mine, whole = cell.mixture.vectors.columns, _vectors().columns
    same = parameters_of(cell.mixture.alone) == usual and mine.keys() == whole.keys()
    return same and all(np.array_equal(each, whole[path]) for path, each in mine.items())


def _fingerprint() -> str:
    return fingerprint(_vectors())


def _vectors() -> Vectors:
    """All that are shipped, without the pressure."""
    return plan.vectors(plan.CALIBRATED).without(())
