"""What to watch, and what it says once it is seen: indicators.csv."""

from __future__ import annotations

from typing import Any

import pandas as pd

from experiments.pages.report.charts.spans import spans
from experiments.pages.report.explained.reading import has, leading, number, per_cent
from experiments.pages.report.section import Chart, Listing, Panel
from experiments.pages.report.sections.own import records
from experiments.words.colours import INK

_ESTIMATES = ("base", "entry_if_seen", "entry_if_not", "ratio_seen", "ratio_not")
_COLUMNS = ("says", "definition", "week", "within",
            *(f"{name}{end}" for name in _ESTIMATES for end in ("", "_low", "_high")))  # fmt: skip


def chart(frame: pd.DataFrame | None) -> Chart | None:
    """By how much each sign multiplies the odds of entry; None where nothing tells."""
    if frame is None or not has(frame, _COLUMNS):
        return None
    rows = frame.sort_values("ratio_seen_low", ascending=False)
    marks = [
        {"name": str(row["says"]), "kind": "ratio", "middle": row["ratio_seen"],
         "low": row["ratio_seen_low"], "high": row["ratio_seen_high"], "words": ratio(row)}
        for _, row in rows.iterrows() if number(row["ratio_seen"])
    ]  # fmt: skip
    if not marks:
        return None
    first = rows.iloc[0]
    axis = "multiplies the odds of entry by (log axis)"
    title = says(rows)
    spec = spans(marks, {"ratio": INK}, axis, title, 1, log=True)
    told = [
        (str(row["says"]), str(row["definition"]), ratio(row), per_cent(row, "entry_if_seen"),
         per_cent(row, "entry_if_not"))
        for _, row in rows.iterrows()
    ]  # fmt: skip
    listing = Listing.of(
        "indicators", f"Signs seen by week {first['week']:g}, and entry in the next "
        f"{first['within']:g} weeks",
        ("sign", "definition", "multiplies the odds by, 95 %", "P(entry) if seen", "if not"), told,
        records(frame),
    )  # fmt: skip
    note = (
        f"Right of 1 a sign speaks for entry, left of it against. Without knowing of any, P(entry) "
        f"in those weeks is {per_cent(first, 'base')}."
    )
    shown = "How much each sign says: by what it multiplies the odds of entry"
    return Chart("indicators", shown, (Panel(spec),), listing, (), note)


def says(rows: pd.DataFrame) -> str:
    """The sign that says most for entry, if one clearly does."""
    best = leading(rows, "ratio_seen_low")
    low = number(best["ratio_seen_low"])
    if low is None or low <= 1:
        return "No sign clearly speaks for entry"
    return (
        f"Watch for {best['says']}: seen by week {best['week']:g}, it multiplies the odds of an "
        f"entry in the next {best['within']:g} weeks by {ratio(best)}"
    )


def ratio(row: Any) -> str:
    """A likelihood ratio with its interval."""
    middle, low, high = (number(row[f"ratio_seen{end}"]) for end in ("", "_low", "_high"))
    if middle is None or low is None or high is None:
        return ""
    return f"{middle:.2g} [{low:.2g}, {high:.2g}]"
