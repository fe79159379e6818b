"""The proof that vectors are those of this model: the first of them are lived again, and must enter
as often as when they were made, to all digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from experiments.mistakes import UserError
from experiments.plan import vectors as plan
from experiments.plan.identity import model_version
from experiments.trust.table.levels import LEVEL_NAMES
from experiments.trust.table.lived import Columns, entries_of
from experiments.trust.table.size import TableSize
from sim.mixture import Vectors

PROVED, PROOF = 8, TableSize(points=8, worlds=4)  # vectors that are lived again, and how
EXACT = 1e-9
_FIRST = 1 << 20  # the place of the first vector among points with worlds of their own


def proof(vectors: Vectors) -> dict[str, list[float]]:
    """How often the first vectors enter in a few worlds, by pressure, to all digits."""
    found = entries_of_vectors(vectors, range(PROVED), PROOF)
    return {name: found[f"entry.{name}"].tolist() for name in LEVEL_NAMES}


def check_shipped() -> None:
    """Raise UserError unless the shipped vectors are those of this model."""
    check_proved(plan.vectors(plan.CALIBRATED), plan.about(plan.SHIPPED))


def check_proved(vectors: Vectors, said: Mapping[str, Any]) -> None:
    """Raise UserError unless this model, living the first vectors again, finds what was stored."""
    if said.get("model") == model_version():
        return
    again = proof(vectors)
    stored = said.get("proof", {})
    same = again.keys() == stored.keys() and all(
        np.allclose(again[name], stored[name], rtol=0, atol=EXACT) for name in again
    )
    if not same:
        raise UserError(
            "the calibrated vectors belong to another state of the model: "
            "python -m experiments.calibrate ship=true makes them anew"
        )


def entries_of_vectors(vectors: Vectors, places: range, size: TableSize) -> Columns:
    """How often some of the vectors enter, by pressure, each of shape (places,)."""
    mine = vectors.at(slice(places.start, places.stop))
    found = entries_of([_FIRST + place for place in places], dict(mine.columns), size)
    return {name: each for name, each in found.items() if name.startswith("entry.")}
