"""The pressures at which every point is asked how often it enters."""

from __future__ import annotations

from sim.laws.pressure import LEVELS

RESOLVE = "pressure.level"
LEARNED = "learned"  # the resolve that a point itself supposes Moscow to have had in 2022
LEVEL_NAMES = (*LEVELS, LEARNED)
