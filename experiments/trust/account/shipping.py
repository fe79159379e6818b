"""Calibrated vectors: drawn from the posterior, lived, written down, and proved by living again.

They are drawn by weight, the corrected unknowns brought back to parameters, and the thresholds
solved anew; what each says of entry is then measured, not taken from the regression.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.engine.lots import Lot, done
from experiments.plan import vectors as plan
from experiments.plan.identity import model_version
from experiments.store.csv_tables import short, write_csv
from experiments.store.whole_files import write_text
from experiments.trust.account import owners
from experiments.trust.account.proving import entries_of_vectors, proof
from experiments.trust.calibration.posterior import sample
from experiments.trust.table.levels import LEVEL_NAMES
from experiments.trust.table.lived import Columns
from experiments.trust.table.size import targets_digest
from sim.mixture import Vectors
from sim.parameters import ASSUMPTION

if TYPE_CHECKING:
    from experiments.trust.account.fitted import Fitted
    from experiments.trust.table.building import Lived

MANY, WORLDS = 400, 128  # vectors, and worlds of each at every pressure
ENTRY = "entry.csv"  # beside the vectors: how often each enters
HINDCAST = "hindcast"  # of the vectors: how likely an entry in the months since was to them
_AT_ONCE = 20
_CHANCE = 13  # beside the seed: the stream that draws vectors


@dataclass(frozen=True, eq=False)
class Calibrated:
    """Vectors, and how often each enters at every pressure."""

    vectors: Vectors
    shares: Columns  # of the prior below each coordinate, shape (vectors,)
    entry: Columns  # by pressure, shape (vectors,)


def calibrated(found: Fitted, lived: Lived, workers: int) -> Calibrated:
    """Vectors of the posterior, each with its chance of entry; raises Interrupted after Ctrl-C."""
    rng = np.random.default_rng([lived.asked.seed, _CHANCE])
    unit = sample(found.posterior, MANY, rng)
    names = [each.name for each in lived.prior.coordinates]
    draws = lived.prior.at(dict(zip(names, unit.T, strict=True)))
    vectors = Vectors(plan.CALIBRATED, dict(draws.columns))
    asked = replace(lived.asked, worlds=WORLDS)
    worlds = _AT_ONCE * asked.worlds * len(LEVEL_NAMES)
    lots = [
        Lot(entries_of_vectors, (vectors, range(first, first + _AT_ONCE), asked), worlds)
        for first in range(0, MANY, _AT_ONCE)
    ]
    parts = done(lots, workers, "the vectors")
    shares = dict(zip(names, unit.T, strict=True))
    return Calibrated(
        vectors, shares, {n: np.concatenate([part[n] for part in parts]) for n in parts[0]}
    )


def write(folder: Path, made: Calibrated, found: Fitted, lived: Lived, table: str) -> None:
    """Write vectors and what they were made from."""
    folder.mkdir(parents=True, exist_ok=True)
    before = _read(folder / plan.TABLE), _read(folder / plan.ABOUT)
    names, numbers = plan.as_table(made.vectors)
    rows = (map(repr, row) for row in numbers.tolist())  # to all digits: they are lived again
    write_csv(folder / plan.TABLE, (dict(zip(names, row, strict=True)) for row in rows))
    write_csv(folder / plan.SHARES, _share_rows(made))
    write_csv(folder / ENTRY, _entry_rows(made))
    said = {
        "vectors": made.vectors.many,
        "model": model_version(),
        "made from": {**lived.asked.described(), "table": table},
        "targets": targets_digest(),
        "out of reach": list(found.out_of_reach),
        "passes": found.diagnosis.passes,
        "assumed": short(owners.by_status(found, lived).get(ASSUMPTION, nan)),
        "proof": proof(made.vectors),
    }
    if before[0] and before[0] == _read(folder / plan.TABLE):  # the same vectors were scored
        said |= _hindcast(before[1])
    write_text(folder / plan.ABOUT, json.dumps(said, indent=2) + "\n")


def _hindcast(about: str) -> Mapping[str, Any]:
    """How likely an entry was, if that was known."""
    said = json.loads(about)
    return {HINDCAST: said[HINDCAST]} if HINDCAST in said else {}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _entry_rows(made: Calibrated) -> Iterator[Mapping[str, Any]]:
    """How often each vector enters, a row a vector."""
    for vector in range(made.vectors.many):
        yield {"vector": vector} | {
            name: short(float(made.entry[f"entry.{name}"][vector])) for name in LEVEL_NAMES
        }


def _share_rows(made: Calibrated) -> Iterator[Mapping[str, Any]]:
    """Where in the prior each vector lies, a row a vector."""
    rows = np.array(list(made.shares.values())).T
    for row in rows.tolist():
        yield dict(zip(made.shares, map(short, row), strict=True))
