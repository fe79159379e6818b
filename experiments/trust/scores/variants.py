"""The list of every variant that was ever scored: whoever tries many and reports the best one shows
how many there were.

Rows are appended and never edited.
"""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

from experiments.mistakes import UserError
from experiments.trust.scores.scored import INFORMATION
from experiments.trust.scores.windows import CODINGS


@dataclass(frozen=True)
class Attempt:
    """One scoring of one variant."""

    date: str  # when it was scored
    model: str  # version of the model
    what: str  # parameters, and what else is peculiar to it
    information: str
    coding: str
    log_score: float  # mean over the months of the ladder

    def __post_init__(self) -> None:
        date.fromisoformat(self.date)
        for name, allowed in (("information", INFORMATION), ("coding", CODINGS)):
            if getattr(self, name) not in allowed:
                raise ValueError(
                    f"Attempt.{name} = {getattr(self, name)!r}: allowed are {', '.join(allowed)}"
                )


REMEMBERED = Path(__file__).resolve().parents[3] / "sim" / "evidence" / "scored.csv"
COLUMNS = tuple(field.name for field in fields(Attempt))


def remember(path: Path, attempt: Attempt) -> None:
    """Append a scoring to the list; the same one twice stands there once.

    Raises UserError where the file is no such list.
    """
    if path.exists() and attempt in remembered(path):
        return
    begun = path.exists() and path.stat().st_size > 0
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if not begun:
            writer.writeheader()
        writer.writerow(asdict(attempt))


def remembered(path: Path) -> list[Attempt]:
    """Every scoring on the list, in order; raises UserError where the file is no such list."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        there = tuple(reader.fieldnames or COLUMNS)
        if there != COLUMNS:
            raise UserError(f"{path.name}, row 1: the columns must be {', '.join(COLUMNS)}")
        return [_variant(path, number, row) for number, row in enumerate(reader, 2)]


def _variant(path: Path, number: int, row: dict[str, str]) -> Attempt:
    try:
        return Attempt(
            date=row["date"],
            model=row["model"],
            what=row["what"],
            information=row["information"],
            coding=row["coding"],
            log_score=float(row["log_score"]),
        )
    except (ValueError, TypeError) as mistake:
        raise UserError(f"{path.name}, row {number}: {mistake}") from None
