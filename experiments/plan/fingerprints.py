"""What is to be said of the vectors that a scenario is over."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from sim.mixture import Mixture, Vectors
from sim.scenario import Scenario

_LETTERS = 8


def vectors_of(scenario: Scenario) -> Vectors | None:
    """The vectors that a scenario is over; None where all its worlds are alike."""
    return scenario.vectors if isinstance(scenario, Mixture) else None


def described(scenario: Scenario) -> dict[str, Any] | None:
    """What a folder says of a scenario's vectors."""
    mine = vectors_of(scenario)
    if mine is None:
        return None
    return {
        "kind": mine.name,
        "many": mine.many,
        "fingerprint": fingerprint(mine),
        "varied": sorted(mine.columns),
    }


def fingerprint(some: Vectors) -> str:
    """A few characters that stand for vectors."""
    told = hashlib.sha256()
    for path, values in sorted(some.columns.items()):
        told.update(path.encode() + b"\0" + np.ascontiguousarray(values, np.float64).tobytes())
    return told.hexdigest()[:_LETTERS]
