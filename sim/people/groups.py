"""Every soldier simulated stands for a group of the real army, spread a little around him.

So a line that he nears is crossed by his group little by little, over a width of willingness
(`blur`); were it crossed at once, a cascade among few soldiers would stop in the gap between two
of them. What a group does is counted in whole 1/256ths: sums of them are exact in any order.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.machine.compiled import elementwise, select

PARTS = 256  # of a group; 48,000 groups of them are far from the end of 32 bits
GONE = np.float32(-1000)  # loyalty of a deserter: nothing carries him over any line
_LOWEST, _MIDDLE, _HIGHEST = np.float32(0.5), np.float32(PARTS / 2 + 0.5), np.float32(PARTS + 0.5)
_TWO_GROUPS, _HALF = np.int32(16), np.int32(1 << 15)  # 256 * 256 is 2 to the power 16


@elementwise
def parts_above(above: Any, steepness: Any) -> Any:
    """Parts of a group, from 0 to 256, that are above a line if the soldier is so much above it.

    `steepness` is parts to a unit: 256 / blur. Same shape; int32.
    """
    parts = above * steepness + _MIDDLE
    parts = select(parts < _LOWEST, _LOWEST, parts)
    return np.int32(select(parts > _HIGHEST, _HIGHEST, parts))


@elementwise
def all_three(one: Any, other: Any, third: Any) -> Any:
    """Parts of a group of which three things are true, each by itself of so many parts; same
    shape.
    """
    return (one * other * third + _HALF) >> _TWO_GROUPS
