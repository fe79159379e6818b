"""All that a look at the drivers finds for one study, lived and reckoned; nothing is printed or
kept here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.plan.study import Study
from experiments.why.sensitivity import screening as screens
from experiments.why.sensitivity.drivers import Drivers, drivers
from experiments.why.sensitivity.screening import Screened, screening, strongest
from experiments.why.sensitivity.ties import Ties, ties
from experiments.why.sensitivity.tornado import Tornado, tornado

SHOWN = 12  # single parameters that are told and moved one at a time


@dataclass(frozen=True)
class Sizes:
    """How much is lived."""

    points: int = 256  # base points of a replicate, a power of two
    worlds: int = 8  # of an evaluation
    morris: int = 12  # trajectories of the screening; 0 for none


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What drives P(entry) in one study."""

    level: float  # of Kremlin pressure
    beliefs: str  # calibrated or prior
    weeks: int
    seed: int
    sizes: Sizes
    drivers: Drivers
    ties: Ties | None
    screened: Sequence[Screened] = ()
    tornado: Tornado | None = None


def sensitivity(study: Study, sizes: Sizes) -> Sensitivity:
    """What drives P(entry) in a study.

    Raises UserError for what cannot be looked at, Interrupted after Ctrl-C.
    """
    if sizes.morris:
        screens.check_installed()
    found = drivers(study, sizes.points, sizes.worlds)
    tied = ties(study, sizes.points)
    base = study.base
    about = (base.pressure.level, study.parameters, base.weeks, study.seed, sizes, found, tied)
    if not sizes.morris:
        return Sensitivity(*about)
    screened = screening(study, sizes.morris)
    return Sensitivity(*about, screened, tornado(study, strongest(screened, SHOWN)))
