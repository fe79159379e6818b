"""What captions of explanations say of their worlds, and shares read from named columns."""

from __future__ import annotations

from typing import Any

import pandas as pd

from experiments.figures.drawing.tables import Share
from sim.numbers import thousands

_DEFAULTS = "defaults"


def over_vectors(rows: pd.DataFrame) -> str:
    """Over which parameters the worlds were lived, to go on with after their number."""
    first = rows.iloc[0]
    if first["over"] == _DEFAULTS:
        return ", every parameter at its own value"
    return f", {thousands(first['vectors'])} vectors of parameters ({first['over']})"


def share_of(row: pd.Series[Any], name: str) -> Share:
    """An estimate from the columns NAME, NAME_low and NAME_high."""
    middle, worlds = float(row[name]), int(row["worlds"])
    low, high = float(row[f"{name}_low"]), float(row[f"{name}_high"])
    return Share(middle * worlds, worlds, middle, low, high)
