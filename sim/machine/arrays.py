"""The three kinds of array that the model is made of, declared once.

Shapes are said where an array is used; worlds are the last axis.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]  # counts, weeks, numbers of options
Bools = NDArray[np.bool_]
