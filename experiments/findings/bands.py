"""Bands: the ways in which P(entry) is unsure, each under its own name and none added to another.

*mixture* is the mean over vectors of parameters with its 95 % interval; *parameters* what nine
vectors in ten say; *structure* the lowest and the highest mixture of rival models; *luck* the
study's own estimate at its own parameters, with its 95 % interval (docs/estimators.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.store.csv_tables import short

FILE, MADE_FROM = "bands.csv", "bands.json"  # of a results folder
LUCK, MIXTURE, PARAMETERS, STRUCTURE = KINDS = ("luck", "mixture", "parameters", "structure")
OUTCOMES = ("entry", "limited_entry", "full_entry", "fall")
LEVEL, LEARNED = "pressure.level", "learned"
COLUMNS = ("outcome", "band", "probability", "low", "high", "worlds", "vectors", "lowest",
           "highest")  # fmt: skip


@dataclass(frozen=True)
class Band:
    """One way in which one probability is unsure."""

    outcome: str
    kind: str
    probability: float
    low: float
    high: float
    worlds: int
    vectors: int = 0
    lowest: str = ""  # the structure with the lowest probability
    highest: str = ""


@dataclass(frozen=True)
class Unsure:
    """How unsure the probabilities under one treatment are."""

    values: Mapping[str, Any]  # the treatment's columns, and the level of pressure
    bands: tuple[Band, ...]
    of_vectors: tuple[float, ...] = ()  # P(entry) under each vector, freed of luck

    def of(self, kind: str, outcome: str = "entry") -> Band | None:
        """A band; None where it was not made."""
        mine = (each for each in self.bands if (each.kind, each.outcome) == (kind, outcome))
        return next(mine, None)

    @property
    def learned(self) -> bool:
        """Whether the pressure is what each vector has learned of it."""
        return bool(self.values.get(LEVEL) == LEARNED)


@dataclass(frozen=True)
class Bands:
    """All bands of a study, or why there are none."""

    cells: Sequence[Unsure] = ()
    vectors: int = 0
    structures: int = 0  # rival models that were lived, the study's own among them
    assumed: float | None = None  # share of the variance of log odds that rests on assumptions
    hindcast: float | None = None  # chance of an entry that the model gives the months since
    why_not: str = ""

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of `bands.csv`."""
        for cell in self.cells:
            for each in cell.bands:
                numbers = map(short, (each.probability, each.low, each.high))
                counts = (each.worlds, each.vectors, each.lowest, each.highest)
                told = (each.outcome, each.kind, *numbers, *counts)
                yield {**cell.values, **dict(zip(COLUMNS, told, strict=True))}


NONE = Bands()


def share_said(said: Any) -> float | None:
    """A share from 0 to 1; of a mapping its key "entry"; None where there is none."""
    value = said.get("entry") if isinstance(said, Mapping) else said
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if 0 <= value <= 1 else None
