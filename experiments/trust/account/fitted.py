"""A lived table as inference takes it, what of the record it can reach, and the posteriors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import logit
from threadpoolctl import threadpool_limits

from experiments.trust.account.absurd import believable
from experiments.trust.calibration import posterior as inference
from experiments.trust.calibration.diagnostics import Diagnosis, diagnose
from experiments.trust.calibration.reach import OUT_OF_REACH, tail_p
from experiments.trust.calibration.tables import LEAST, Table
from experiments.trust.calibration.vectors import Posterior
from experiments.trust.record.targets import targets
from experiments.trust.table.levels import LEVEL_NAMES
from sim.machine.arrays import Floats

if TYPE_CHECKING:
    from experiments.trust.table.building import Lived

_TRUTHS = 500  # of the simulation-based calibration; fewer where there are few points
_CHANCE = 11  # beside the seed: the stream of what the fit draws


@dataclass(frozen=True, eq=False)
class Fitted:
    """A table, and what the record says of it."""

    table: Table
    record: Floats  # on the scale of comparison, shape (statistics,)
    out_of_reach: tuple[str, ...]  # statistics that the model cannot produce: left out
    prior: Posterior
    nothing_happened: Posterior
    everything: Posterior  # with what is out of reach, too
    diagnosis: Diagnosis  # of the posterior without it

    @property
    def posterior(self) -> Posterior:
        """The posterior given what is within reach."""
        return self.diagnosis.posterior

    @property
    def given(self) -> Mapping[str, Posterior]:
        """What is believed, by what is known."""
        return {
            "prior": self.prior,
            "nothing happened": self.nothing_happened,
            "record": self.posterior,
            "record, failures too": self.everything,
        }


def as_table(lived: Lived, log_prior_ratio: Floats | None = None) -> Table:
    """The table of inference."""
    points = len(lived.draws.unit)
    keys = tuple(targets())
    entry = np.array([lived.points[f"entry.{name}"] for name in LEVEL_NAMES]).T
    statistics = [lived.histories[key].reshape(points, -1) for key in keys]
    return Table(
        unit=lived.draws.unit,
        names=tuple(lived.draws.coordinates),
        log_odds=logit(np.clip(entry, LEAST, 1 - LEAST)),
        level_names=LEVEL_NAMES,
        statistics=np.stack(statistics, axis=-1),
        statistic_names=keys,
        # of a weight that ran out rounding may leave a little less than nothing
        weights=np.maximum(lived.histories["weight"], 0.0).reshape(points, -1),
        kept=believable(lived.points),
        log_prior_ratio=log_prior_ratio,
    )


def fitted(lived: Lived, log_prior_ratio: Floats | None = None) -> Fitted:
    """What the record says of a table; checked before it is fitted.

    On one thread: many small matrices, at which threads wait for each other; and the same bits
    whatever else the machine does.
    """
    with threadpool_limits(1):
        return _fitted(lived, log_prior_ratio)


def _fitted(lived: Lived, log_prior_ratio: Floats | None) -> Fitted:
    table = as_table(lived, log_prior_ratio)
    record = np.array([each.observed for each in targets().values()])
    beyond = out_of_reach(table, record)
    rng = np.random.default_rng([lived.asked.seed, _CHANCE])
    truths = min(_TRUTHS, max(2, len(table.unit) // 2))
    return Fitted(
        table=table,
        record=record,
        out_of_reach=beyond,
        prior=inference.prior(table),
        nothing_happened=inference.nothing_happened(table),
        everything=inference.fit(table, record),
        diagnosis=diagnose(table, record, rng, beyond, truths),
    )


def out_of_reach(table: Table, record: Floats) -> tuple[str, ...]:
    """The statistics that the model does not produce, whatever the unknowns."""
    mass = table.mass.ravel()
    return tuple(
        name
        for place, name in enumerate(table.statistic_names)
        if tail_p(table.statistics[:, :, place].ravel(), mass, float(record[place])) < OUT_OF_REACH
    )
