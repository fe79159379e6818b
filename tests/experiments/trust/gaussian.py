"""A world whose posterior is known: normal unknowns, and statistics that are they plus noise.

With unknowns z ~ N(0, 1) and the first `seen` of them observed as z + noise, the posterior of each
that is seen is N(x / (1 + noise^2), noise^2 / (1 + noise^2)); of the others it is the prior. The
log odds of entry as observed are MEAN + SLOPE times the first, and one more at the second level.
"""

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from experiments.trust.calibration.posterior import Posterior
from experiments.trust.calibration.tables import FLOOR, Table

MEAN, SLOPE = -2.0, 0.8
SURE = 4.0  # standard errors that an estimate may be away from the truth


def gaussian(
    points: int = 4_096,
    histories: int = 4,
    unknowns: int = 4,
    seen: int = 2,
    noise: float = 0.7,
    seed: int = 1,
    **changed: object,
) -> Table:
    """A table of that world, with arrays that nobody may write into."""
    rng = np.random.default_rng(seed)
    unit = qmc.Sobol(unknowns, rng=rng).random(points)
    z = ndtri(unit)
    log_odds = MEAN + SLOPE * z[:, 0]
    arrays = {
        "unit": unit,
        "log_odds": np.maximum(np.stack([log_odds, log_odds + 1], axis=1), FLOOR),
        "statistics": z[:, None, :seen] + noise * rng.normal(size=(points, histories, seen)),
        "weights": np.ones((points, histories)),
        "kept": np.ones(points, dtype=bool),
    } | changed
    for array in arrays.values():
        array.setflags(write=False)
    return Table(
        names=tuple("abcdefgh"[:unknowns]),
        level_names=("observed", "high"),
        statistic_names=tuple(f"of_{name}" for name in "abcdefgh"[:seen]),
        **arrays,
    )


def exact(record: float, noise: float = 0.7) -> tuple[float, float]:
    """Posterior mean and sd of an unknown that is seen as the record."""
    known = 1 / (1 + noise**2)
    return record * known, np.sqrt(1 - known)


def assert_normal(posterior: Posterior, unknown: int, mean: float, sd: float) -> None:
    """An unknown has this mean and sd, as nearly as so many points can tell."""
    values, weight = posterior.z[:, unknown], posterior.weight
    found = weight @ values
    error = sd / np.sqrt(posterior.effective_points)
    assert abs(found - mean) < SURE * error
    assert abs(np.sqrt(weight @ (values - found) ** 2) - sd) < SURE * error / np.sqrt(2)
