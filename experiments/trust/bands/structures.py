"""The band of structure: what the rival structures say.

Each is a mixture over the same vectors, in one world of each: what a variant says of its leader is
the same in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from experiments.engine.lots import Lot
from experiments.findings.bands import OUTCOMES, STRUCTURE, Band
from experiments.trust.bands.outcomes import of_outcomes
from experiments.why.points.structures import Structure, laid_over
from sim.machine.arrays import Floats
from sim.mixture import Mixture
from sim.scenario import Ensemble
from sim.simulation import live

if TYPE_CHECKING:
    from experiments.trust.bands.cells import Cell

_AT_ONCE = 6  # structures of a lot


def lots(cell: Cell, rivals: Sequence[Structure], seed: int) -> list[Lot]:
    """The work of living a cell under structures, some at a time."""
    many = cell.mixture.vectors.many
    return [
        Lot(lived, (cell.mixture, some, seed), len(some) * many)
        for first in range(0, len(rivals), _AT_ONCE)
        for some in [rivals[first : first + _AT_ONCE]]
    ]


def lived(mixture: Mixture, rivals: Sequence[Structure], seed: int) -> Floats:
    """The mixture's probabilities under structures, shape (structures, outcomes)."""
    many = mixture.vectors.many
    numbers = np.tile(np.arange(many, dtype=np.uint64), len(rivals))
    ensemble = _ensemble(mixture, rivals)
    found = live(ensemble, np.arange(ensemble.points), numbers, seed, estimator="conditional")
    chances = of_outcomes(found.chances)
    means: Floats = chances.reshape(len(OUTCOMES), len(rivals), many).mean(axis=2).T
    return means


def bands(
    mixtures: Mapping[str, float], rivals: Sequence[Structure], found: Floats, vectors: int
) -> Iterator[Band]:
    """The lowest and the highest mixture, outcome by outcome; the study's own is the one that was
    lived in many worlds, by outcome.
    """
    labels = [Structure().label, *(each.label for each in rivals)]
    for place, name in enumerate(OUTCOMES):
        values = [mixtures[name], *found[:, place].tolist()]
        low, high = int(np.argmin(values)), int(np.argmax(values))
        yield Band(
            name, STRUCTURE, mixtures[name], values[low], values[high],
            vectors * len(rivals), vectors, labels[low], labels[high],
        )  # fmt: skip


def _ensemble(mixture: Mixture, rivals: Sequence[Structure]) -> Ensemble:
    """Every vector under every structure, structure by structure."""
    many, columns = mixture.vectors.many, mixture.vectors.columns
    again = {path: np.concatenate([each] * len(rivals)) for path, each in columns.items()}
    which = np.repeat(np.arange(len(rivals)), many)
    return Ensemble.of(mixture.alone, laid_over(again, mixture.alone, rivals, which))
