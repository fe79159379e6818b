"""Tables that explain, as rows: whether they have what is needed, and their numbers in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from experiments.words.parameters import setting, short

LEVEL = "pressure.level"


def has(frame: pd.DataFrame | None, columns: Sequence[str]) -> bool:
    """Whether a table is there, has some columns and at least one row."""
    return frame is not None and not frame.empty and set(columns) <= set(frame.columns)


def number(value: Any) -> float | None:
    """A number of a table; None where there is none."""
    found = pd.to_numeric(value, errors="coerce")
    return None if pd.isna(found) else float(found)


def per_cent(row: Any, name: str) -> str:
    """A share with its interval: "41 % [35, 47]"."""
    middle, low, high = (number(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    if middle is None:
        return ""
    told = f"{100 * middle:.0f} %"
    return told if low is None or high is None else f"{told} [{100 * low:.0f}, {100 * high:.0f}]"


def points(row: Any, name: str) -> str:
    """A difference in points with its interval: "+12 [+8, +16]"."""
    middle, low, high = (number(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    if middle is None or low is None or high is None:
        return ""
    places = 0 if max(abs(low), abs(high)) >= 0.02 else 1
    return f"{100 * middle:+.{places}f} [{100 * low:+.{places}f}, {100 * high:+.{places}f}]"


def at_level(level: Any) -> str:
    """A level of pressure within a sentence."""
    found = number(level)
    return str(level) if found is None else setting(LEVEL, found)


def leading(rows: pd.DataFrame, column: str) -> pd.Series[Any]:
    """The row with the largest number in a column, whatever its sign."""
    return rows.iloc[int(rows[column].abs().to_numpy().argmax())]


def called(parameter: str) -> str:
    """A parameter in words, or its own name where there are none."""
    return short(parameter)
