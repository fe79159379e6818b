"""What became of him, a row a world: his fate, and of worlds that entered their expedition.

Where endings were drawn, an entry weighs 1. Where they were foreseen, what happened after entry is
what happened in the world's branch, and empty where it has none; the chance of each fate without
entry stands beside it.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from experiments.store.rows.cells import names, weeks
from sim.estimates.entries import Entries
from sim.estimates.fates import KNOWN
from sim.estimates.histories import Histories
from sim.machine.arrays import Bools, Floats, Whole
from sim.world import NEVER, Fate, Outcome, Return


def aftermath_columns(
    histories: Histories, entries: Entries, foreseen: bool
) -> dict[str, pa.Array]:
    """The columns of some worlds, numbered one after the other, and of their entries."""
    told = entries.histories
    places = (told.number - histories.number[0]).astype(np.int64)
    entered = np.zeros(histories.worlds, dtype=bool)
    entered[places] = True

    def spread(values: Whole) -> Whole:
        among = np.full(histories.worlds, NEVER)
        among[places] = values
        return among

    def numbers(values: Floats) -> pa.Array:
        among = np.zeros(histories.worlds)
        among[places] = values
        return pa.array(among, mask=~entered)

    fate, fell = spread(told.fate), spread(told.fell)
    if not foreseen:
        fate, fell = _known(histories, entered, fate, fell)
    return {
        "entry_weight": numbers(entries.weight),
        "entry": names(spread(told.outcome), Outcome),
        "entry_week": weeks(spread(told.ended)),
        "fate": names(fate, Fate),
        "fell_week": weeks(fell),
        "returned": names(spread(told.returned), Return),
        "home_week": weeks(spread(told.home)),
        "toll": numbers(told.toll),
        **(_chances(histories) if foreseen else {}),
    }


def _chances(histories: Histories) -> dict[str, pa.Array]:
    """The chance of each fate without entry."""
    return {f"chance_fate_{each.name.lower()}": histories.fates[each] for each in KNOWN}


def _known(histories: Histories, entered: Bools, fate: Whole, fell: Whole) -> tuple[Whole, Whole]:
    """The fates and weeks of worlds that entered, and of the others, which were lived, too."""
    return np.where(entered, fate, histories.fate), np.where(entered, fell, histories.fell)
