"""Numbers as readers see them: a share of worlds in per cent, never as zero when no
world was counted.
"""

from __future__ import annotations

import math

import pandas as pd

from experiments.figures.words import SPACE

TRACE = 1e-5  # per cent below which the digits say nothing


def percent(share: float) -> str:
    """A share in per cent with two significant digits, near 100 % as near 0."""
    points = 100 * share
    if 0 < points < TRACE:
        return f"< {TRACE:.5f}{SPACE}%"
    rare = min(points, 100 - points)
    decimals = 0 if rare <= 0 or rare >= 9.95 else 1 - math.floor(math.log10(1.005 * rare))
    return f"{points:.{decimals}f}{SPACE}%"


def estimate(row: pd.Series, under: str = "under ", over: str = "over ") -> str:
    """An estimate in per cent; where no world or every world counted, the bound."""
    if row["count"] <= 0:
        return under + percent(row["high"])
    if row["count"] >= row["worlds"]:
        return over + percent(row["low"])
    return percent(row["probability"])


def interval(row: pd.Series) -> str:
    """An estimate in per cent with its interval in brackets."""
    if not 0 < row["count"] < row["worlds"]:
        return estimate(row)
    return f"{estimate(row)} ({percent(row['low'])[:-2]} to {percent(row['high'])})"


def thousands(number: float) -> str:
    """A whole number with its thousands marked."""
    return f"{int(number):,}"


def apart(one: pd.Series, other: pd.Series) -> bool:
    """Whether the intervals of two estimates do not touch."""
    return bool(one["low"] > other["high"] or other["low"] > one["high"])


def listed(parts: list[str]) -> str:
    """A list within a sentence: a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
