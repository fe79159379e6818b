"""Who owns the uncertainty: the variance of the log odds of entry as observed, shared out among the
parameters of the actors, and among those that are measured, judged or merely assumed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from experiments.trust.calibration.shares import shares_of_variance
from sim.parameters import table
from sim.scenario import Scenario

if TYPE_CHECKING:
    from experiments.trust.account.fitted import Fitted
    from experiments.trust.table.building import Lived

_ENOUGH = 6  # points for each unknown, below which shares of variance say nothing


def by_actor(found: Fitted) -> Mapping[str, float]:
    """Shares by actor, judged quantities by themselves; none where there are too few points."""
    names = found.table.names
    return _shares(found, [name.partition(".")[0] if "." in name else name for name in names])


def by_status(found: Fitted, lived: Lived) -> Mapping[str, float]:
    """Shares by how surely the parameters are founded; a judged quantity as the threshold that is
    solved from it.
    """
    status = {row.path: row.status for row in table(Scenario())}
    return _shares(found, [status[each.path] for each in lived.prior.coordinates])


def _shares(found: Fitted, groups: Sequence[str]) -> Mapping[str, float]:
    mine = found.table
    if mine.kept.sum() < _ENOUGH * len(mine.names):
        return {}
    odds = mine.log_odds[mine.kept, mine.observed_level]
    return shares_of_variance(mine.z[mine.kept], odds, groups)
