"""Cells lived: every vector in a few worlds, with endings foreseen.

Vector v has worlds v, v + 400, v + 800 and so on, the same under every treatment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from experiments.engine.lots import Lot
from experiments.trust.bands.outcomes import ENDINGS, of_outcomes
from sim.machine.arrays import Floats
from sim.mixture import Mixture
from sim.simulation import simulate

if TYPE_CHECKING:
    from experiments.trust.bands.cells import Cell

WORLDS = 16  # of every vector
_AT_ONCE = 8  # of them in a lot


def lots(cells: Sequence[Cell], seed: int) -> list[Lot]:
    """The work of living all cells, cell by cell."""
    return [
        Lot(lived, (cell.mixture, first, seed), _AT_ONCE * cell.mixture.vectors.many)
        for cell in cells
        for first in range(0, WORLDS, _AT_ONCE)
    ]


def lived(mixture: Mixture, first: int, seed: int) -> Floats:
    """Chances of the outcomes in some worlds of every vector, shape (outcomes, vectors, worlds)."""
    many = mixture.vectors.many
    found = simulate(
        mixture, _AT_ONCE * many, seed, estimator="conditional", first_world=first * many
    )
    chances = of_outcomes(found.histories.chances)
    return chances.reshape(len(ENDINGS), _AT_ONCE, many).swapaxes(1, 2)


def put_together(parts: Sequence[Floats]) -> list[Floats]:
    """What lots gave, cell by cell."""
    each = WORLDS // _AT_ONCE
    return [
        np.concatenate(parts[first : first + each], axis=2) for first in range(0, len(parts), each)
    ]
