"""The three kinds of array that the model is made of, declared once.

Shapes are said where an array is used; worlds are the last axis.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]  # counts, weeks, numbers of options
Bools = NDArray[np.bool_]


def of_each(value: Any, worlds: int) -> Floats:
    """A number as one of each world, shape (worlds,), whether it is the same for all or not."""
    return np.full(worlds, value, dtype=np.float64)


def marked(places: Whole, worlds: int) -> Bools:
    """Which of so many worlds are at some places, shape (worlds,)."""
    marks = np.zeros(worlds, dtype=bool)
    marks[places] = True
    return marks
