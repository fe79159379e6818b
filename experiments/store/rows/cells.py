"""Cells: numbers of worlds as the columns of a table in Parquet."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.world import NEVER


def names(values: NDArray[np.int64], kinds: type[IntEnum]) -> pa.DictionaryArray:
    """The names of kinds; empty for NEVER."""
    codes = pa.array(values.astype(np.int32), mask=values == NEVER)
    return pa.DictionaryArray.from_arrays(codes, pa.array([kind.name.lower() for kind in kinds]))


def small(values: NDArray[np.int64]) -> NDArray[np.int16]:
    """Small whole numbers."""
    return values.astype(np.int16)


def weeks(values: NDArray[np.int64]) -> pa.Array:
    """Weeks; empty for NEVER."""
    return pa.array(small(values), mask=values == NEVER)
