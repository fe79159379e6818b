"""How far the answer leans on half of the points, or on one statistic of the record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.trust.calibration.checks import Check
from experiments.trust.calibration.posterior import fit
from experiments.trust.calibration.tables import Table
from experiments.trust.calibration.vectors import Posterior
from sim.machine.arrays import Floats

MOST_MOVED = 0.1  # of the 5-95 % band of the log odds, between all points and half of them


@dataclass(frozen=True, eq=False)
class LeftOut:
    """P(entry) at the observed level without one statistic of the record: 5, 50, 95 %, mean."""

    name: str
    band: Floats  # shape (3,)
    mixture: float


def stability(table: Table, targets: Floats, posterior: Posterior) -> Check:
    """How far the median moves when half of the points are all there is, in the whole band."""
    low, median, high = posterior.log_odds_band().tolist()
    part = table.parts(2)
    halves = [fit(table.of_points(part == half), targets) for half in (0, 1)]
    medians = np.array([half.log_odds_band()[1] for half in halves])
    moved = float(np.abs(medians - median).max())
    share = moved / (high - low) if moved else 0.0
    return Check("median from half of the points, in bands", share, most=MOST_MOVED)


def leave_one_out(table: Table, targets: Floats) -> list[LeftOut]:
    """P(entry) without each statistic in turn; nothing where there is but one."""
    if len(table.statistic_names) == 1:
        return []
    posteriors = [fit(table, targets, (name,)) for name in table.statistic_names]
    return [
        LeftOut(name, each.band(), each.mixture())
        for name, each in zip(table.statistic_names, posteriors, strict=True)
    ]
