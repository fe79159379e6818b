"""What sections say of numbers at the study's own parameters, and rows of shares as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.figures.drawing.tables import TreatmentValues, shown
from experiments.pages.report.section import Key, Listing
from experiments.words.colours import colour
from experiments.words.names import named
from experiments.words.parameters import short
from sim.numbers import estimate, interval

if TYPE_CHECKING:
    from experiments.pages.report.given import Given

MOST = 14  # treatments that are shown one by one
AS_IT_IS = "as it was set"


def basis(given: Given) -> str:
    """On which parameters the shares of a section rest."""
    if given.mixed:
        return "Shares of all worlds, over the vectors of parameters that the study was lived with."
    if not given.bands.cells:
        return "Shares of all worlds at the study's own parameters; intervals are of luck alone."
    return (
        "Shares of all worlds at the study's own parameters, not over the calibrated vectors: they "
        "show how worlds go, and their intervals are of luck alone."
    )


def label(given: Given, treatment: TreatmentValues) -> str:
    """A treatment in plain words."""
    return given.tables.label(treatment) if given.tables.swept else AS_IT_IS


def stacked(
    given: Given, table: pd.DataFrame, column: str, treatments: Sequence[TreatmentValues]
) -> list[dict[str, Any]]:
    """Rows of stacked bars from a table of shares."""
    rows = []
    for treatment in treatments:
        for _, row in given.tables.of(table, treatment).iterrows():
            words = f"{named(row[column])}: {estimate(shown(row))} {interval(shown(row))}"
            rows.append({
                "name": label(given, treatment), "kind": str(row[column]),
                "probability": float(row["probability"]), "words": words,
            })  # fmt: skip
    return rows


def listed_shares(
    given: Given,
    name: str,
    caption: str,
    table: pd.DataFrame,
    column: str,
    kinds: Sequence[str],
    treatments: Sequence[TreatmentValues],
) -> Listing:
    """Shares with their intervals, a row a treatment, a column a kind."""
    swept = ", ".join(short(path) for path in given.tables.swept) or "scenario"
    rows = []
    for treatment in treatments:
        mine = {row[column]: shown(row) for _, row in given.tables.of(table, treatment).iterrows()}
        cells = [f"{estimate(mine[kind])} {interval(mine[kind])}" for kind in kinds]
        rows.append((label(given, treatment), *cells))
    columns = (swept, *(named(kind) for kind in kinds))
    return Listing.of(name, caption, columns, rows, records(table))


def records(table: pd.DataFrame) -> list[Mapping[str, Any]]:
    """The rows of a table by the names of their columns."""
    return [{str(key): each for key, each in row.items()} for row in table.to_dict("records")]


def keys(kinds: Sequence[str]) -> tuple[Key, ...]:
    """The colours of outcomes, rungs or reasons."""
    return tuple(Key(colour(kind), named(kind)) for kind in kinds)
