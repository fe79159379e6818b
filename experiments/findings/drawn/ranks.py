"""Rank correlations of drawn parameters with P(entry), each freed of what the others do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.special import ndtri

from experiments.store.csv_tables import short
from sim.machine.arrays import Floats

COLUMNS = ("parameter", "draws", "correlation", "low", "high")
_NOTHING = 1e-9  # what is left of ranks that others tell wholly
_MORE = 4  # draws beyond the number of parameters that an interval takes


def rank_rows(
    columns: Mapping[str, Sequence[Any]], entry: Sequence[float]
) -> Iterator[dict[str, Any]]:
    """A row a drawn number: its partial rank correlation with P(entry), with a 95 % interval; the
    largest first. None where there are too few draws, or P(entry) is the same in all.
    """
    numbers = {
        path: np.asarray(each, dtype=float) for path, each in columns.items() if _varies(each)
    }
    draws = len(entry)
    if not numbers or draws < len(numbers) + _MORE or np.ptp(entry) == 0:
        return
    found = partial_ranks(np.array(list(numbers.values())), np.asarray(entry, dtype=float))
    ends = [interval(value, draws, len(numbers)) for value in found.tolist()]
    rows = zip(numbers, found.tolist(), ends, strict=True)
    for path, value, (low, high) in sorted(rows, key=lambda row: -abs(row[1])):
        values = (path, draws, short(value), short(low), short(high))
        yield dict(zip(COLUMNS, values, strict=True))


def partial_ranks(inputs: Floats, output: Floats) -> Floats:
    """Of each input, shape (inputs, draws), the correlation of its ranks with those of the output,
    both freed of the ranks of the other inputs [Marino2008], shape (inputs,).
    """
    from scipy.stats import rankdata  # takes longer to import than the model

    ranks = rankdata(inputs, axis=1)
    goal = rankdata(output)
    found = np.zeros(len(ranks))
    for place, mine in enumerate(ranks):
        others = np.vstack([np.ones_like(goal), np.delete(ranks, place, axis=0)]).T
        rest, left = _freed(mine, others), _freed(goal, others)
        scale = float(np.sqrt((rest @ rest) * (left @ left)))
        found[place] = rest @ left / scale if scale > _NOTHING * len(goal) else 0.0
    return np.clip(found, -1.0, 1.0)


def interval(correlation: float, draws: int, inputs: int) -> tuple[float, float]:
    """The 95 % interval of one of them, by Fisher's transformation with the wider error that ranks
    have [BonettWright2000].
    """
    bounded = min(max(correlation, -1 + 1e-12), 1 - 1e-12)
    error = np.sqrt((1 + bounded**2 / 2) / (draws - (inputs - 1) - 3))
    half = float(ndtri(0.975) * error)
    middle = float(np.arctanh(bounded))
    return float(np.tanh(middle - half)), float(np.tanh(middle + half))


def _varies(values: Sequence[Any]) -> bool:
    """Whether these are numbers, and not all the same."""
    plain = all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in values)
    return plain and len(set(values)) > 1


def _freed(ranks: Floats, others: Floats) -> Floats:
    """What a straight line in others, shape (draws, others), leaves of some ranks."""
    line = np.linalg.lstsq(others, ranks, rcond=None)[0]
    left: Floats = ranks - others @ line
    return left
