"""What of the difference between two scenarios is due to whom: attribution.csv."""

from __future__ import annotations

import pandas as pd

from experiments.pages.report.charts.spans import spans
from experiments.pages.report.explained.reading import has, leading, number, points
from experiments.pages.report.section import Chart, Listing, Panel
from experiments.pages.report.sections.own import records
from experiments.words.colours import INK

_COLUMNS = ("scenario", "against", "group", *(f"{name}{end}" for name in ("part", "alone", "last")
                                              for end in ("", "_low", "_high")))  # fmt: skip


def chart(frame: pd.DataFrame | None) -> Chart | None:
    """Each group's part of the difference; None where nothing tells."""
    if frame is None or not has(frame, _COLUMNS):
        return None
    due = frame[frame["alone"].map(number).notna()]  # without where it starts and ends
    if due.empty:
        return None
    best = leading(due, "part")
    title = (
        f"Of the difference to {best['against']}, most is due to {best['group']}: "
        f"{points(best, 'part')} points"
    )
    marks = [
        {"name": str(row["group"]), "kind": "part", "middle": row["part"], "low": row["part_low"],
         "high": row["part_high"], "words": points(row, "part")}
        for _, row in due.sort_values("part", ascending=False).iterrows()
    ]  # fmt: skip
    spec = spans(marks, {"part": INK}, "difference in P(entry), points", title, 0, unit="points")
    told = [
        (str(row["group"]), *(points(row, name) for name in ("part", "alone", "last")))
        for _, row in due.iterrows()
    ]
    listing = Listing.of(
        "attribution", f"From {best['scenario']} to {best['against']}: whose difference it is",
        ("group", "its part, in points", "changed alone", "changed last"), told, records(frame),
    )  # fmt: skip
    note = "Shapley values: the parts add up to the difference. Intervals are 95 %, paired."
    return Chart("attribution", title, (Panel(spec),), listing, (), note)
