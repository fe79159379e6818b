"""What it costs to take groups of parameters as independent where the record ties them together:
how strong the strongest tie is, and P(entry) over mixed points beside that over the vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from experiments.engine.lots import done
from experiments.plan.study import Study
from experiments.why.points.living import ENTRY, EVENTS
from experiments.why.sensitivity.evaluated import lots
from experiments.why.sensitivity.groups import STRUCTURE
from experiments.why.sensitivity.inputs import Inputs
from experiments.why.sensitivity.replicates import base_points
from sim.estimates.intervals import Estimate, average
from sim.luck import Luck
from sim.machine.arrays import Floats

_WORLDS = 8  # of a point


@dataclass(frozen=True)
class Tie:
    """The strongest rank correlation between coordinates of two groups, and its noise."""

    names: tuple[str, str]
    correlation: float
    noise: float  # what the strongest of as many pairs without a tie stays below, 95 times of 100


@dataclass(frozen=True)
class Ties:
    """What the record ties together across groups, and what leaving it out does to P(entry)."""

    strongest: Tie
    vectors: Estimate  # P(entry) over the vectors as they are
    mixed: Estimate  # P(entry) over points that take each group from a vector of its own


def ties(study: Study, points: int) -> Ties | None:
    """What is lost of the ties in a study's vectors; None where its inputs have none.

    Raises Interrupted after Ctrl-C.
    """
    inputs = Inputs.of(study)
    vectors = inputs.believed.vectors
    if vectors is None or len(inputs.owners) < 2:
        return None
    a, _ = base_points(inputs.width, points, study.seed)
    if STRUCTURE in inputs.parts:
        a[:, inputs.parts[STRUCTURE]] = 0.0  # the study's own
    luck = Luck(study.seed)
    mine = lots(inputs.believed, vectors, _WORLDS, luck)
    found = done([*mine, *lots(inputs, a, _WORLDS, luck)], study.workers, "the ties")
    entry = [each[EVENTS.index(ENTRY)] for each in found]
    names = inputs.believed.names
    return Ties(
        strongest(vectors, names, inputs.believed.owners),
        _mean(entry[: len(mine)]),
        _mean(entry[len(mine) :]),
    )


def strongest(vectors: Floats, names: Sequence[str], owners: Sequence[str]) -> Tie:
    """The strongest rank correlation between coordinates of different groups, vectors of shape
    (vectors, coordinates).
    """
    ranks = rankdata(vectors, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        rho = np.nan_to_num(np.corrcoef(ranks.T))
    group = np.array(owners)
    across = np.triu(group[:, None] != group[None, :])
    place = int(np.abs(np.where(across, rho, 0.0)).argmax())
    one, other = divmod(place, len(names))
    pairs = int(across.sum())
    noise = -ndtri(0.025 / pairs) / np.sqrt(len(vectors) - 1)
    return Tie((names[one], names[other]), float(rho[one, other]), float(noise))


def _mean(parts: Sequence[Floats]) -> Estimate:
    chances = np.concatenate(parts)
    return average(float(chances.mean()), float(chances.var(ddof=1)), chances.size)
