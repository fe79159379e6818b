"""Tables of many treatments: the rows of `tables`, written a stripe at a time, in CSV and, with the
same rows and columns, in Parquet beside it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.findings.differences import difference_rows
from experiments.findings.found import FoundPoints, StripeRates
from experiments.store.csv_tables import short
from experiments.store.whole_files import whole
from experiments.store.worlds import TreatmentWorlds, point_columns
from sim.estimates.many import Estimates
from sim.machine.arrays import Floats

if TYPE_CHECKING:
    from experiments.plan.treatments import Treatment
    from experiments.store.ledger import Ledger
    from experiments.store.units.stripes import Stripe

KINDS = {"summary": "outcome", "blocked": "blocked", "rungs": "highest_rung"}  # by table
WORDS = (*KINDS.values(), "event")
WHOLE = ("worlds", "gained", "lost")
Columns = Mapping[str, Sequence[Any]]


@dataclass
class PointTable:
    """A table in both files; its columns are those of its first rows."""

    text: TextIO
    parquet: Path
    files: ExitStack
    writer: pq.ParquetWriter | None = None

    def add(self, swept: Columns, told: Columns, each: int) -> None:
        """Write so many rows of each treatment: its swept values, and what is told of it."""
        of_whom = point_columns(swept)
        places = np.repeat(np.arange(len(next(iter(told.values()))) // each), each)
        rows = pa.table(
            {
                **{path: values.take(places) for path, values in of_whom.items()},
                **{name: _array(name, values) for name, values in told.items()},
            }
        )
        lines = csv.writer(self.text, lineterminator="\n")
        if self.writer is None:
            lines.writerow([*swept, *told])
            new = pq.ParquetWriter(self.parquet, rows.schema, compression="zstd")
            self.writer = self.files.enter_context(new)
        again = ([value for value in values for _ in range(each)] for values in swept.values())
        lines.writerows(zip(*again, *told.values(), strict=True))
        self.writer.write_table(rows)


@contextmanager
def point_table(path: Path) -> Iterator[PointTable]:
    """A table to be written to a CSV file and to one in Parquet, each whole or not at all."""
    beside = path.with_suffix(".parquet")
    with whole(path) as unfinished, whole(beside) as parquet, ExitStack() as files:
        text = files.enter_context(unfinished.open("w", encoding="utf-8", newline=""))
        table = PointTable(text, parquet, files)
        yield table
        if table.writer is None:
            pq.write_table(pa.table({}), parquet)


def write_points(ledger: Ledger) -> FoundPoints:
    """Write the tables that have rows for every treatment, stripe by stripe."""
    found = FoundPoints(ledger)
    with ExitStack() as files:
        paths = {name: ledger.folder / f"{name}.csv" for name in KINDS}
        tables = {name: files.enter_context(point_table(path)) for name, path in paths.items()}
        for stripe in ledger.units.stripes:
            rates = StripeRates.of(stripe, ledger)
            found.note(rates)
            if rates.places.size:
                for name, column in KINDS.items():
                    kinds, estimates = rates.of_table(name)
                    told = {column: list(kinds) * rates.places.size, **_numbers(estimates)}
                    tables[name].add(rates.values, told, len(kinds))
    return found


def write_point_differences(ledger: Ledger, against: Treatment) -> None:
    """Write what every treatment changes against one of them, stripe by stripe."""
    home, there = ledger.units.home(against.key)
    reference = ledger.worlds_of(against)
    with point_table(ledger.folder / "differences.csv") as table:
        for stripe in ledger.units.stripes:
            chunks = ledger.finished(stripe)
            for place in range(stripe.points):
                if (stripe, place) != (home, there):
                    mine = TreatmentWorlds(ledger.folder, chunks, place, stripe.points)
                    rows = list(difference_rows(mine, reference))
                    _add_differences(table, stripe, place, rows)


def _add_differences(
    table: PointTable, stripe: Stripe, place: int, rows: Sequence[Mapping[str, Any]]
) -> None:
    if rows:
        values = stripe.treatments.values(stripe.first + place)
        swept = {path: [value] for path, value in values.items()}
        table.add(swept, {name: [row[name] for row in rows] for name in rows[0]}, len(rows))


def _numbers(found: Estimates) -> Columns:
    """The columns of estimates, treatment by treatment."""
    counts = zip(found.count.ravel().tolist(), found.counted.flat, strict=True)
    return {
        "worlds": found.worlds.ravel().tolist(),
        "count": [int(count) if counted else short(count) for count, counted in counts],
        **{name: _shortened(getattr(found, name)) for name in ("probability", "low", "high")},
    }


def _shortened(numbers: Floats) -> list[Any]:
    """Numbers to eight digits; the many that are equal are shortened once."""
    different, which = np.unique(numbers.ravel(), return_inverse=True)
    shortened = list(map(short, different.tolist()))
    return [shortened[place] for place in which.tolist()]


def _array(name: str, values: Sequence[Any]) -> pa.Array:
    """A column of words, of whole numbers or of numbers; empty where there is none."""
    if name in WORDS:
        return pa.array(values, pa.string())
    if name in WHOLE:
        return pa.array(values, pa.int64())
    return pa.array([None if each == "" else float(each) for each in values], pa.float64())
