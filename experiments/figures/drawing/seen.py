"""Which estimates of a table say more than a bound."""

from __future__ import annotations

from typing import Any

from sim.numbers import VAGUE


def seen(rows: Any) -> Any:
    """Whether an estimate says more than its upper bound does, row by row."""
    return (rows["count"] > 0) & (rows["high"] <= VAGUE * rows["probability"])
