"""The leaders' arithmetic: compiled where numba is installed, plain NumPy where it is not; the same bits either way."""

from __future__ import annotations

from typing import Any

from sim import leader_kernels, leader_plain
from sim.compiled import HAS_NUMBA

kernels: Any = leader_kernels if HAS_NUMBA else leader_plain
