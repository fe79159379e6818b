"""The model as a forecaster, in three forms: over the calibrated vectors, over the prior's, and
over the calibrated ones in a world without pressure.
"""

from __future__ import annotations

from dataclasses import dataclass

from experiments.plan import vectors as plan
from experiments.plan.fingerprints import fingerprint
from experiments.trust.hindcast.asked import QUICK_VECTORS, Hindcast
from experiments.trust.hindcast.living import without_pressure
from experiments.trust.hindcast.names import MODEL, UNCALIBRATED, UNPRESSED
from experiments.trust.scores.windows import ORIGIN
from experiments.trust.sources.known import check_known_by
from sim.mixture import Vectors


@dataclass(frozen=True, eq=False)
class Forecaster:
    """A mixture over vectors of parameters."""

    name: str
    vectors: Vectors

    @property
    def key(self) -> str:
        """Its name in a folder."""
        return self.name.replace(" ", "-")


def forecasters(asked: Hindcast) -> tuple[Forecaster, ...]:
    """The three; raises UserError where a parameter rests on what was known later than the origin,
    or where there are no calibrated vectors.
    """
    check_known_by(ORIGIN)
    calibrated, prior = (_some(plan.vectors(kind), asked) for kind in (plan.CALIBRATED, plan.PRIOR))
    return (
        Forecaster(MODEL, calibrated),
        Forecaster(UNCALIBRATED, prior),
        Forecaster(UNPRESSED, without_pressure(calibrated)),
    )


def fingerprints(some: tuple[Forecaster, ...]) -> dict[str, str]:
    """What stands for the vectors of each."""
    return {each.name: fingerprint(each.vectors) for each in some}


def _some(vectors: Vectors, asked: Hindcast) -> Vectors:
    return vectors.at(slice(QUICK_VECTORS)) if asked.quick else vectors
