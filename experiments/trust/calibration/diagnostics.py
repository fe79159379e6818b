"""Everything a sceptic asks of a calibration, each with its threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.trust.calibration.checks import Check
from experiments.trust.calibration.narrowing import Narrowing, narrowing
from experiments.trust.calibration.posterior import fit, prior
from experiments.trust.calibration.reach import Nearness, Tail, nearness, tails
from experiments.trust.calibration.sensitivity import LeftOut, leave_one_out, stability
from experiments.trust.calibration.tables import Table
from experiments.trust.calibration.truths import TRUTHS, Ranks, ranks
from experiments.trust.calibration.vectors import Posterior
from sim.machine.arrays import Floats

LEAST_EFFECTIVE = 500  # histories
LEAST_DISTINCT = 150  # points
MOST_CUT = 0.1  # of the prior's points, as absurd


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """A posterior and all that was asked of it."""

    posterior: Posterior
    checks: list[Check]  # of the method: where one fails the posterior is not to be used
    ranks: Ranks
    narrowing: list[Narrowing]  # of every unknown
    tails: list[Tail]  # of every statistic, fitted or not
    nearness: Nearness
    without: list[LeftOut]  # each statistic that was fitted

    @property
    def passes(self) -> bool:
        """Whether every check is passed."""
        return all(check.passes for check in self.checks)


def diagnose(
    table: Table,
    targets: Floats,
    rng: np.random.Generator,
    left_out: Sequence[str] = (),
    truths: int = TRUTHS,
) -> Diagnosis:
    """Fit the record (statistics,), less what is left out, and ask everything of the posterior."""
    fewer, aimed = table.aimed(targets, left_out)
    posterior = fit(fewer, aimed)
    ranked = ranks(fewer, posterior.fitted, rng, truths)
    near = nearness(fewer, aimed, rng)
    checks = [*sizes(table, posterior), *ranked.checks(), stability(fewer, aimed, posterior)]
    return Diagnosis(
        posterior=posterior,
        checks=[*checks, near.check()],
        ranks=ranked,
        narrowing=narrowing(prior(table), posterior),
        tails=tails(table, targets, posterior),
        nearness=near,
        without=leave_one_out(fewer, aimed),
    )


def sizes(table: Table, posterior: Posterior) -> list[Check]:
    """Whether there is enough to tell from, and the prior was not mostly absurd."""
    cut = 1 - float(table.kept.mean())
    return [
        Check("effective sample of near histories", posterior.effective, least=LEAST_EFFECTIVE),
        Check("distinct points", posterior.distinct, least=LEAST_DISTINCT),
        Check("share of the prior that is absurd", cut, most=MOST_CUT),
    ]
