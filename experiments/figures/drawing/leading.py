"""Titles that say which kind is the most common one, and where that changes."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pandas as pd

from experiments.figures.drawing.tables import Tables, TreatmentValues, most, shown
from experiments.words.names import named
from sim.numbers import told

_TOLD = 3  # stretches that a title can name; of more, the first and the last


def leading(
    tables: Tables, table: pd.DataFrame, column: str, claim: str, of: str = "worlds"
) -> str:
    """A claim such as "The most common ending is" with the kinds that lead, and where.

    The table has the rows of all treatments, for that is what the claim is about.
    """
    treatments = tables.treatments
    best = [most(tables.of(table, treatment)) for treatment in treatments]
    leaders = [row[column] for row in best]
    if len(set(leaders)) == 1:
        return f"{claim} {named(leaders[0])}{_everywhere(best, of)}"
    stretches = [
        (kind, [place for place, _ in group])
        for kind, group in groupby(enumerate(leaders), key=lambda each: each[1])
    ]
    if len(tables.swept) == 1 and tables.numeric(tables.swept[0]):
        few = stretches if len(stretches) <= _TOLD else [stretches[0], stretches[-1]]
        return f"{claim} {', '.join(_stretch(tables, treatments, *each) for each in few)}"
    tally = pd.Series(leaders).value_counts()
    first = next(name for name in leaders if tally[name] == tally.max())
    return f"{claim} {named(first)} in {tally[first]} of {len(leaders)} treatments"


def _everywhere(best: list[pd.Series[Any]], of: str) -> str:
    ranked = sorted(best, key=lambda row: float(row["probability"]))
    low, high = ranked[0], ranked[-1]
    least, greatest = told(shown(low)), told(shown(high))
    if len(best) == 1:
        return f" ({least} of {of})"
    between = least if least == greatest else f"{least} to {greatest}"
    return f" in every treatment ({between} of {of})"


def _stretch(
    tables: Tables, treatments: list[TreatmentValues], kind: str, places: list[int]
) -> str:
    first, last = treatments[places[0]], treatments[places[-1]]
    if len(places) == 1:
        where = f"at {tables.setting(first)}"
    elif places[0] == 0:
        where = f"up to {tables.setting(last)}"
    elif places[-1] == len(treatments) - 1:
        where = f"from {tables.setting(first)} on"
    else:
        where = f"from {tables.label(first)} to {tables.setting(last)}"
    return f"{named(kind)} {where}"
