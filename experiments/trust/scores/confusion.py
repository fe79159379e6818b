"""Scores when the record itself may be misread: each class is written down as its neighbour now and
then, and a forecast is of what is written.
"""

from __future__ import annotations

import numpy as np

from sim.machine.arrays import Floats

READ_RIGHT = 0.85  # how often a class is written down as what it was


def confusion(classes: int, right: float = READ_RIGHT) -> Floats:
    """How often each class (rows) is written down as each (columns): right on the diagonal, the
    rest even to the neighbours, so all to one at the ends.
    """
    beside = np.eye(classes, k=1) + np.eye(classes, k=-1)
    beside /= beside.sum(axis=1, keepdims=True)
    read: Floats = right * np.eye(classes) + (1 - right) * beside
    return read


def as_written(shares: Floats, matrix: Floats) -> Floats:
    """Forecasts of what is written down, same shape (windows, classes): score them as they are.

    What has been observed is what was written, so the scores stay proper.
    """
    return shares @ matrix
