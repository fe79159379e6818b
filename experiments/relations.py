"""Tables about several treatments together: differences against a reference, and what drawn
parameters add up to.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.config import Study
from experiments.differences import difference_rows
from experiments.pairs import Kept
from experiments.parameter_draws import draw_rows
from experiments.stock import Stock
from experiments.treatments import Treatment, chosen_treatment
from experiments.whole_files import whole


def write_relations(
    folder: Path, study: Study, treatments: Sequence[Treatment], stock: Stock
) -> None:
    """Write differences.csv where a reference was named, draws.csv where treatments were drawn."""
    kept = {each.key: Kept(folder, sorted(stock.chunks.get(each.key, ()))) for each in treatments}
    if study.reference is not None:
        reference = chosen_treatment(treatments, study.reference)
        others = (each for each in treatments if each.key != reference.key)
        rows = (
            {**each.values, **row}
            for each in others
            for row in difference_rows(kept[each.key], kept[reference.key])
        )
        _write(folder / "differences.csv", rows)
    if study.sweep.drawn:
        _write(folder / "draws.csv", draw_rows(list(kept.values())))


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with whole(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = None
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(file, list(row), lineterminator="\n")
                writer.writeheader()
            writer.writerow(row)
