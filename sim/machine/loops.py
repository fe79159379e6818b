"""The loops over worlds: compiled where numba is installed, plain NumPy where it is not.

The same bits either way.
"""

from __future__ import annotations

from typing import Any

from sim.machine import loops_compiled, loops_plain
from sim.machine.compiled import HAS_NUMBA

kernels: Any = loops_compiled if HAS_NUMBA else loops_plain
