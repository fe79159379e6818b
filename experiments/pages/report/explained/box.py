"""Under what assumptions entry is likely: box.csv."""

from __future__ import annotations

from typing import Any

import pandas as pd

from experiments.pages.report.explained.reading import called, has, number, per_cent
from experiments.pages.report.section import Listing
from experiments.pages.report.sections.own import records
from sim.numbers import listed

_COLUMNS = ("what", "coordinate", "direction", "unit", "value", "low", "high")
_MEANS = {
    "everywhere": "P(entry) over all points",
    "mean": "P(entry) in the box",
    "density": "points of the box at which entry is likely",
    "coverage": "of all entries, those in the box",
    "lift": "P(entry) in the box, times that over all points",
}
_TIMES = "lift"


def says(frame: pd.DataFrame | None) -> str:
    """The box as a sentence; nothing where there is none."""
    if frame is None or not has(frame, _COLUMNS):
        return ""
    limits = [_limit(row) for _, row in frame[frame["what"] == "limit"].iterrows()]
    inside = frame[frame["what"] == "mean"]
    if not limits or inside.empty:
        return ""
    row = inside.iloc[0].rename({"value": "value", "low": "value_low", "high": "value_high"})
    return f"Entry comes in {per_cent(row, 'value')} of worlds where {listed(limits)}."


def listing(frame: pd.DataFrame | None) -> Listing | None:
    """The box with its numbers and limits; None where there is none."""
    if frame is None or not has(frame, _COLUMNS):
        return None
    told = [_told(row) for _, row in frame.iterrows()]
    return Listing.of(
        "box", "The box in which entry is likely, judged on points that it was not chosen on",
        ("what", "value", "95 %"), told, records(frame),
    )  # fmt: skip


def _told(row: Any) -> tuple[str, str, str]:
    value, low, high = (number(row[name]) for name in ("value", "low", "high"))
    if row["what"] == "limit" or value is None:
        return _limit(row), "", ""
    name = _MEANS.get(str(row["what"]), str(row["what"]))
    times = row["what"] == _TIMES
    shown = [
        "" if each is None else f"{each:.1f}" if times else f"{100 * each:.0f} %"
        for each in (value, low, high)
    ]
    return name, shown[0], f"[{shown[1]} - {shown[2]}]"


def _limit(row: Any) -> str:
    unit = "" if pd.isna(row["unit"]) else f" {row['unit']}"
    value = number(row["value"])
    told = "" if value is None else f"{value:.3g}"
    return f"{called(str(row['coordinate']))} is {row['direction']} {told}{unit}".rstrip()
