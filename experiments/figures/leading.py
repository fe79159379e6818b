"""Titles that say which kind is the most common one, and where that changes."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from experiments.figures import words
from experiments.figures.numbers import estimate
from experiments.figures.tables import Results, Treatment

_TOLD = 3  # stretches that a title can name; of more, the first and the last


def leading(
    results: Results,
    treatments: list[Treatment],
    table: pd.DataFrame,
    column: str,
    claim: str,
    of: str = "worlds",
) -> str:
    """The claim, such as "The most common ending is", completed with the leading kinds and
    where they lead.
    """
    best = [_best(results.of(table, treatment)) for treatment in treatments]
    leaders = [row[column] for row in best]
    if len(set(leaders)) == 1:
        return f"{claim} {words.named(leaders[0])}{_everywhere(best, of)}"
    stretches = [
        (kind, [place for place, _ in group])
        for kind, group in groupby(enumerate(leaders), key=lambda each: each[1])
    ]
    if len(results.swept) == 1 and results.numeric(results.swept[0]):
        told = stretches if len(stretches) <= _TOLD else [stretches[0], stretches[-1]]
        return (
            f"{claim} "
            f"{', '.join(_stretch(results, treatments, kind, places) for kind, places in told)}"
        )
    tally = pd.Series(leaders).value_counts()
    first = next(name for name in leaders if tally[name] == tally.max())
    return f"{claim} {words.named(first)} in {tally[first]} of {len(leaders)} treatments shown"


def _best(rows: pd.DataFrame) -> pd.Series:
    return rows.loc[rows["probability"].idxmax()]


def _everywhere(best: list[pd.Series], of: str) -> str:
    low, high = (
        min(best, key=lambda row: row["probability"]),
        max(best, key=lambda row: row["probability"]),
    )
    if len(best) == 1:
        return f" ({estimate(low)} of {of})"
    return f" in every treatment ({estimate(low)} to {estimate(high)} of {of})"


def _stretch(results: Results, treatments: list[Treatment], kind: str, places: list[int]) -> str:
    first, last = treatments[places[0]], treatments[places[-1]]
    if len(places) == 1:
        where = f"at {results.setting(first)}"
    elif places[0] == 0:
        where = f"up to {results.setting(last)}"
    elif places[-1] == len(treatments) - 1:
        where = f"from {results.setting(first)} on"
    else:
        where = f"from {results.label(first)} to {results.setting(last)}"
    return f"{words.named(kind)} {where}"
