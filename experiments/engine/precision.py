"""Precision: how many worlds each treatment is to have, and when its interval is narrow enough."""

from __future__ import annotations

import math
from collections.abc import Mapping

from experiments.findings.rates import half_width
from experiments.mistakes import UserError
from experiments.plan.study import Study
from experiments.plan.treatments import Treatment, Treatments
from experiments.store.chunks import cell_of
from experiments.store.ledger import Ledger
from sim.luck import MAX_WORLDS

MOST_GROWTH = 4  # a block is at most so many times what a treatment had: early estimates are rough


def widest(ledger: Ledger) -> float:
    """The widest half-width among the treatments that were begun."""
    return max(map(half_width, ledger.counts.values()), default=0.5)


def at_first(study: Study, before: Mapping[str, int]) -> Treatments:
    """The treatments with the worlds that each is to have at first.

    With a precision these are whole cells, and what earlier blocks had come to.
    """
    if study.precision is None:
        return study.treatments
    worlds = [
        max(_whole_cells(each, study.replications), before.get(each.key, 0))
        for each in study.treatments
    ]
    return study.treatments.having(worlds)


def raised(study: Study, ledger: Ledger) -> bool:
    """Give more worlds to every treatment whose interval is still too wide; false if none is."""
    if study.precision is None:
        return False
    worlds = [_next(each, study.precision, ledger) for each in ledger.treatments]
    more = worlds != [each.worlds for each in ledger.treatments]
    if more:
        ledger.treatments = study.treatments.having(worlds)
    return more


def worlds_needed(worlds: int, width: float, precision: float) -> int:
    """Worlds that give a half-width of `precision`, where so many gave `width`.

    It shrinks with the square root of their number.
    """
    return math.ceil(worlds * (width / precision) ** 2)


def out_of_reach(precision: float, treatment: Treatment) -> UserError:
    """What to say where a treatment needs more worlds than there are."""
    most = f"the {MAX_WORLDS:,} worlds of a seed"
    return UserError(f"precision = {precision} needs more than {most} for {treatment.label}")


def _next(treatment: Treatment, precision: float, ledger: Ledger) -> int:
    counts, worlds = ledger.counts.get(treatment.key), treatment.worlds
    if counts is None or half_width(counts) <= precision:
        return worlds
    needed = max(worlds_needed(worlds, half_width(counts), precision), worlds + 1)
    wanted = min(needed, MOST_GROWTH * worlds)
    if wanted > MAX_WORLDS:
        raise out_of_reach(precision, treatment)
    return _whole_cells(treatment, wanted)


def _whole_cells(treatment: Treatment, worlds: int) -> int:
    return cell_of(treatment.scenario, worlds - 1)[1]
