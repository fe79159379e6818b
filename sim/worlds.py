"""The loops over worlds: compiled where numba is installed, plain NumPy where it is not.

The same bits either way.
"""

from __future__ import annotations

from typing import Any

from sim import world_kernels, world_plain
from sim.compiled import HAS_NUMBA

kernels: Any = world_kernels if HAS_NUMBA else world_plain
