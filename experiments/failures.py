"""Failures: the worlds that could not be lived, kept in failures.csv with their seed, what went
wrong, and a command that replays each.
"""

from __future__ import annotations

import csv
import io
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from experiments.faults import UserError
from experiments.treatments import Treatment
from experiments.whole_files import write_text
from experiments.worker import Failure

NAME = "failures.csv"


def read_failures(folder: Path) -> list[Failure]:
    """The failures that a folder remembers; raises UserError where the file is damaged."""
    path = folder / NAME
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [
                Failure(row["treatment"], int(row["world"]), row["error"])
                for row in csv.DictReader(file)
            ]
    except (KeyError, TypeError, ValueError):
        raise UserError(
            f"{path} cannot be read; remove it, and its worlds are tried again"
        ) from None


def write_failures(
    folder: Path, failures: Iterable[Failure], treatments: Sequence[Treatment]
) -> None:
    """Write a row a failure, in the order of treatments and worlds.

    No file where nothing failed.
    """
    place = {treatment.key: number for number, treatment in enumerate(treatments)}
    rows = sorted(set(failures), key=lambda each: (place.get(each.treatment, len(place)), each))
    if not rows:
        (folder / NAME).unlink(missing_ok=True)
        return
    by_key = {treatment.key: treatment for treatment in treatments}
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("treatment", "values", "world", "seed", "error", "replay"))
    for row in rows:
        treatment = by_key.get(row.treatment)
        if treatment is None:  # swept before, not now: kept as it is known
            writer.writerow((row.treatment, "not in this sweep", row.world, "", row.error, ""))
        else:
            replay = replay_command(folder, row, treatment.values)
            writer.writerow(
                (row.treatment, treatment.label, row.world, treatment.seed, row.error, replay)
            )
    write_text(folder / NAME, text.getvalue())


def replay_command(folder: Path, failure: Failure, values: Mapping[str, object]) -> str:
    """The command that lives a failed world again, week by week."""
    which = [f"{path}={value}" for path, value in values.items()]
    return shlex.join(
        ["python", "-m", "experiments.replay", str(folder), f"world={failure.world}", *which]
    )
