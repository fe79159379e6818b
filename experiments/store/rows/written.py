"""A row a world: how the worlds of a chunk went, as they are written."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from experiments.store.rows.aftermath import aftermath_columns
from experiments.store.rows.cells import names, small, weeks
from sim.estimates.entries import Entries
from sim.estimates.histories import Histories
from sim.machine.arrays import Whole
from sim.world import ENTRIES, NEVER, Block, Outcome, Rung


def worlds_table(
    histories: Histories,
    columns: Mapping[str, pa.Array],
    world: Whole,
    foreseen: bool = False,
    entries: Entries | None = None,
) -> pa.Table:
    """A row a world: what tells whose it is, its number there, then how it went.

    Where endings were foreseen, the chance of each stands beside it; where worlds were followed
    beyond entry, what became of him.
    """
    blocked = np.where(np.isin(histories.outcome, ENTRIES), NEVER, histories.blocked)
    chances = {f"chance_{each.name.lower()}": histories.chances[each] for each in Outcome}
    return pa.table({
        **columns,
        "world": world,
        "outcome": names(histories.outcome, Outcome),
        "week": weeks(histories.ended),
        "blocked": names(blocked, Block),
        "highest_rung": names(histories.highest_rung, Rung),
        **{f"weeks_{rung.name.lower()}": small(histories.rung_weeks[rung]) for rung in Rung},
        "ultimatum_week": weeks(histories.ultimatum),
        "answered_week": weeks(histories.answered),
        "failed_orders": small(histories.failed_orders),
        "peak_protest": histories.peak_protest,
        "lowest_compliance": histories.lowest_compliance,
        "peak_contingent": histories.peak_contingent,
        **(chances if foreseen else {}),
        **(aftermath_columns(histories, entries, foreseen) if entries is not None else {}),
    })  # fmt: skip
