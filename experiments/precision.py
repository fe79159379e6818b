"""Precision: how many worlds each treatment is to have, and when its interval is narrow enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from experiments.chunks import cell_of
from experiments.config import Study
from experiments.counts import Counts
from experiments.faults import UserError
from experiments.stock import Stock
from experiments.tables import outcome_rates
from experiments.treatments import Treatment
from sim.luck import MAX_WORLDS

MOST_GROWTH = 4  # a block is at most so many times what a treatment had: early estimates are rough


def half_width(counts: Counts) -> float:
    """Half of the 95 % interval of P(entry)."""
    if not counts.worlds[0]:
        return 0.5
    estimate = outcome_rates(counts)["entry"]
    return (estimate.high - estimate.low) / 2


def widest(stock: Stock, treatments: Sequence[Treatment]) -> float:
    """The widest half-width among the treatments that were begun."""
    return max(
        (half_width(stock.counts[each.key]) for each in treatments if each.key in stock.counts),
        default=0.5,
    )


def first_targets(
    study: Study, treatments: Sequence[Treatment], before: Mapping[str, int]
) -> dict[str, int]:
    """Worlds that each treatment is to have at first: with a precision whole cells, and what
    earlier blocks had come to.
    """
    if study.precision is None:
        return {each.key: study.replications for each in treatments}
    return {
        each.key: max(_whole_cells(each, study.replications), before.get(each.key, 0))
        for each in treatments
    }


def next_targets(
    study: Study, treatments: Sequence[Treatment], targets: Mapping[str, int], stock: Stock
) -> dict[str, int]:
    """The same, raised by a block wherever the interval is still too wide.

    Unchanged when there is nothing left to do.
    """
    if study.precision is None:
        return dict(targets)
    return {each.key: _next(each, targets[each.key], study.precision, stock) for each in treatments}


def worlds_needed(worlds: int, width: float, precision: float) -> int:
    """Worlds that give a half-width of `precision`, where so many gave `width`: it shrinks with the
    square root of their number.
    """
    return math.ceil(worlds * (width / precision) ** 2)


def _next(treatment: Treatment, worlds: int, precision: float, stock: Stock) -> int:
    counts = stock.counts.get(treatment.key)
    if counts is None or half_width(counts) <= precision:
        return worlds
    wanted = min(
        max(worlds_needed(worlds, half_width(counts), precision), worlds + 1), MOST_GROWTH * worlds
    )
    if wanted > MAX_WORLDS:
        raise UserError(
            f"precision = {precision} needs more than the {MAX_WORLDS:,} worlds of a seed "
            f"for {treatment.label}"
        )
    return _whole_cells(treatment, wanted)


def _whole_cells(treatment: Treatment, worlds: int) -> int:
    return cell_of(treatment.scenario, worlds - 1)[1]
