"""One parameter at a time between its 10 % and its 90 % quantile: tornado.csv."""

from __future__ import annotations

import pandas as pd

from experiments.pages.report.charts.spans import spans
from experiments.pages.report.explained.reading import (
    at_level,
    called,
    has,
    leading,
    per_cent,
    points,
)
from experiments.pages.report.section import Chart, Key, Listing, Panel
from experiments.pages.report.sections.own import records
from experiments.words.colours import GREY, INK

LOW, HIGH = "at its 10 % quantile", "at its 90 % quantile"
_ENDS = {LOW: "entry_at_10", HIGH: "entry_at_90"}
_COLUMNS = ("level", "parameter", *(f"{name}{end}" for name in (*_ENDS.values(), "difference")
                                    for end in ("", "_low", "_high")))  # fmt: skip


def chart(frame: pd.DataFrame | None) -> Chart | None:
    """P(entry) with each parameter low and high; None where nothing tells."""
    if frame is None or not has(frame, _COLUMNS):
        return None
    title = says(frame)
    panels = tuple(
        Panel(_spec(rows, title), at_level(level)) for level, rows in frame.groupby("level")
    )
    told = [
        (called(str(row["parameter"])), at_level(row["level"]), per_cent(row, "entry_at_10"),
         per_cent(row, "entry_at_90"), points(row, "difference"))
        for _, row in frame.iterrows()
    ]  # fmt: skip
    listing = Listing.of(
        "tornado", "P(entry) one parameter at a time, everything else as it is in each vector",
        ("parameter", "pressure", LOW, HIGH, "difference, in points"), told, records(frame),
    )  # fmt: skip
    keys = (Key(GREY, LOW, "dot"), Key(INK, HIGH, "dot"))
    note = "One at a time: what parameters do together is not in it. Intervals are 95 %."
    return Chart("tornado", title, panels, listing, keys, note)


def says(rows: pd.DataFrame) -> str:
    """The largest difference at each level, in a sentence."""
    parts = []
    for level, mine in rows.groupby("level"):
        best = leading(mine, "difference")
        parts.append(
            f"{called(str(best['parameter']))} moves P(entry) most at {at_level(level)}, by "
            f"{points(best, 'difference')} points"
        )
    return f"One at a time, {'; '.join(parts)}"


def _spec(rows: pd.DataFrame, said: str) -> dict[str, object]:
    marks = [
        {"name": called(str(row["parameter"])), "kind": kind, "middle": row[name],
         "low": row[f"{name}_low"], "high": row[f"{name}_high"],
         "words": f"{kind}: {per_cent(row, name)}"}
        for _, row in rows.iterrows() for kind, name in _ENDS.items()
    ]  # fmt: skip
    return spans(marks, {LOW: GREY, HIGH: INK}, "P(entry)", said, unit="%")
