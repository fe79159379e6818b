"""Precision: how many worlds each treatment is to have, and when its interval is narrow enough."""

from __future__ import annotations

import math
from collections.abc import Mapping

from experiments.mistakes import UserError
from experiments.plan.study import Study
from experiments.store.chunks import cell_of
from experiments.store.ledger import Ledger
from experiments.store.units.units import Unit, Units
from sim.luck import MAX_WORLDS

MOST_GROWTH = 4  # a block is at most so many times what a unit had: early estimates are rough


def widest(ledger: Ledger) -> float:
    """The widest half-width among the treatments that were begun."""
    return max((each.widest for each in ledger.entries.values()), default=0.5)


def at_first(study: Study, before: Mapping[str, int]) -> Units:
    """The units with the worlds that each is to have at first.

    With a precision these are whole cells, and what earlier blocks had come to.
    """
    units = Units(study.treatments)
    if study.precision is None:
        return units
    size, keys = units.size, study.treatments.keys
    had = [
        max(before.get(key, 0) for key in keys[place * size : (place + 1) * size])
        for place in range(len(units))
    ]
    rounds = [
        max(_whole_cells(unit, study.replications), earlier)
        for unit, earlier in zip(units, had, strict=True)
    ]
    return Units(units.having(rounds))


def raised(study: Study, ledger: Ledger) -> bool:
    """Give more worlds to every unit whose interval is still too wide; false if none is.

    A stripe gets more rounds, a world of each of its treatments, until the widest of their
    intervals is narrow enough.
    """
    if study.precision is None:
        return False
    before = ledger.units.rounds()
    rounds = [
        _next(unit, worlds, study.precision, ledger)
        for unit, worlds in zip(ledger.units, before, strict=True)
    ]
    if rounds != before:
        ledger.units = Units(ledger.units.having(rounds))
    return rounds != before


def worlds_needed(worlds: int, width: float, precision: float) -> int:
    """Worlds that give a half-width of `precision`, where so many gave `width`.

    It shrinks with the square root of their number.
    """
    return math.ceil(worlds * (width / precision) ** 2)


def out_of_reach(precision: float, label: str) -> UserError:
    """What to say where a treatment needs more worlds than there are."""
    most = f"the {MAX_WORLDS:,} worlds of a seed"
    return UserError(f"precision = {precision} needs more than {most} for {label}")


def _next(unit: Unit, worlds: int, precision: float, ledger: Ledger) -> int:
    """How many worlds the treatments of a unit are to have, which have had so many."""
    entries = ledger.entries.get(unit.key)
    if entries is None or entries.widest <= precision:
        return worlds
    needed = max(worlds_needed(worlds, entries.widest, precision), worlds + 1)
    wanted = min(needed, MOST_GROWTH * worlds)
    if wanted > MAX_WORLDS:
        raise out_of_reach(precision, unit.label)
    return _whole_cells(unit, wanted)


def _whole_cells(unit: Unit, worlds: int) -> int:
    """So many worlds of each treatment of a unit, or the few more that fill its last cell."""
    stop = cell_of(unit.cell, worlds * unit.points - 1)[1]
    return -(-stop // unit.points)
