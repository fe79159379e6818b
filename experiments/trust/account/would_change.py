"""What evidence would change the answer: vectors of the posterior, weighed by how well they would
bear something that is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit, ndtr

from experiments.store.csv_tables import short
from experiments.trust.table.levels import LEARNED
from sim.priors.distributions import Distribution
from sim.priors.reweighting import LEAST, effective, weights_of

if TYPE_CHECKING:
    from experiments.trust.account.fitted import Fitted
    from experiments.trust.table.building import Lived


@dataclass(frozen=True)
class Evidence:
    """Something that could come to be known, as what it would say of one unknown."""

    said: str
    unknown: str
    likelihood: Distribution


COULD_BE = (
    Evidence("an order that soldiers refuse: a third of them are willing", "initial compliance",
        Distribution("normal", 0.35, 0.07)),
    Evidence("manoeuvres that show three quarters of the army willing", "initial compliance",
        Distribution("normal", 0.75, 0.07)),
    Evidence("ultimatums on record: a Moscow bent on entry", "pressure.level",
        Distribution("normal", 0.65, 0.05)),
    Evidence("minutes that show a Moscow content with the threat", "pressure.level",
        Distribution("normal", 0.30, 0.05)),
    Evidence("a contingent of 7 instead of 9 thousand", "theatre.contingent",
        Distribution("lognormal", 7.0, 0.1)),
    Evidence("soldiers who say that morale is high", "army.morale",
        Distribution("normal", 0.50, 0.05)),
)  # fmt: skip


def rows(found: Fitted, lived: Lived) -> Iterator[Mapping[str, Any]]:
    """How P(entry) would move, as observed and at the learned pressure, by what came to be known:
    as a factor, nothing where too few vectors would be left.
    """
    after = found.posterior
    coordinates = {each.name: each.distribution for each in lived.prior.coordinates}
    for each in COULD_BE:
        place = after.names.index(each.unknown)
        values = coordinates[each.unknown].quantile(ndtr(after.z[:, place]))
        borne = after.weight * np.exp(each.likelihood.log_density(values))
        left = effective(np.bincount(after.point, borne).astype(np.float64))
        weight = borne / borne.sum() if borne.sum() > 0 else weights_of(np.log(after.weight))
        told: dict[str, Any] = {
            "evidence": each.said,
            "unknown": each.unknown,
            "likelihood": str(each.likelihood),
            "effective": short(left),
        }
        for name in (after.observed, LEARNED):
            entry = expit(after.log_odds[:, after.place(name)])
            factor = float(weight @ entry) / after.mixture(name)
            told |= {
                f"entry_{name}": short(float(weight @ entry)),
                f"factor_{name}": short(factor) if left >= LEAST else "",
            }
        yield told
