"""Failures: the worlds that could not be lived.

They are kept in failures.csv with their seed, what went wrong, and a command that replays each.
"""

from __future__ import annotations

import csv
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.mistakes import UserError
from experiments.store.csv_tables import write_csv

if TYPE_CHECKING:
    from experiments.plan.treatments import Treatments

NAME = "failures.csv"


@dataclass(frozen=True, order=True)
class Failure:
    """A world that could not be lived."""

    treatment: str  # its key
    world: int
    error: str


def read_failures(folder: Path) -> list[Failure]:
    """The failures that a folder remembers; raises UserError where the file is damaged."""
    path = folder / NAME
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return [Failure(row["treatment"], int(row["world"]), row["error"]) for row in rows]
    except (KeyError, TypeError, ValueError, csv.Error):
        how = "remove it, and its worlds are tried again"
        raise UserError(f"{path} cannot be read; {how}") from None


def write_failures(folder: Path, failures: Iterable[Failure], treatments: Treatments) -> None:
    """Write a row a failure, in the order of treatments and worlds; no file where none failed."""
    failed = set(failures)
    if failed:
        write_csv(folder / NAME, _rows(folder, failed, treatments))
    else:
        (folder / NAME).unlink(missing_ok=True)


def replay_command(folder: Path, failure: Failure, values: Mapping[str, object]) -> str:
    """The command that lives a failed world again, week by week."""
    which = [f"{path}={value}" for path, value in values.items()]
    command = ["python", "-m", "experiments.replay", str(folder), f"world={failure.world}"]
    return shlex.join([*command, *which])


def _rows(
    folder: Path, failures: set[Failure], treatments: Treatments
) -> Iterator[dict[str, object]]:
    failed = {each.treatment for each in failures}
    places = {key: place for place, key in enumerate(treatments.keys) if key in failed}
    last = len(treatments)
    for each in sorted(failures, key=lambda each: (places.get(each.treatment, last), each)):
        there = each.treatment in places  # else: swept before, not now; kept as it is known
        treatment = treatments[places[each.treatment]] if there else None
        values = {} if treatment is None else treatment.values
        yield {
            "treatment": each.treatment,
            "values": "not in this sweep" if treatment is None else treatment.label,
            "world": each.world,
            "seed": "" if treatment is None else treatment.seed,
            "error": each.error,
            "replay": "" if treatment is None else replay_command(folder, each, values),
        }
