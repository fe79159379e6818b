"""How much of what is unsure about P(entry) each group of inputs decides: sensitivity.csv."""

from __future__ import annotations

import pandas as pd

from experiments.pages.report.charts.spans import spans
from experiments.pages.report.explained.reading import at_level, has, leading, per_cent
from experiments.pages.report.section import Chart, Key, Listing, Panel
from experiments.pages.report.sections.own import records
from experiments.words.colours import GREY, INK

ALONE, WHOLE = "alone", "with interactions"
_ENTRY = "entry"
_TOGETHER = "all "  # how the names of groups begin that hold other groups
_NOISE = "dummy"
_COLUMNS = ("level", "output", "group", "first", "first_low", "first_high", "total", "total_low",
            "total_high")  # fmt: skip


def chart(frame: pd.DataFrame | None) -> Chart | None:
    """Shares of the variance by group, alone and with interactions; None where nothing tells."""
    if frame is None or not has(frame, _COLUMNS):
        return None
    mine = frame[frame["output"] == _ENTRY]
    if mine.empty:
        return None
    title = says(mine)
    panels = tuple(
        Panel(_spec(rows, title), at_level(level)) for level, rows in mine.groupby("level")
    )
    told = [
        (at_level(row["level"]), str(row["group"]), per_cent(row, "first"), per_cent(row, "total"))
        for _, row in mine.iterrows()
    ]
    listing = Listing.of(
        "sensitivity", "Share of the variance of the log odds of entry, by group of inputs",
        ("pressure", "group", ALONE, WHOLE), told, records(frame),
    )  # fmt: skip
    keys = (Key(INK, ALONE, "dot"), Key(GREY, WHOLE, "dot"))
    note = (
        f"Sobol' indices with 95 % intervals; the row “{_NOISE}” is an input that nothing "
        "uses: what is not clear of it is noise."
    )
    return Chart("sensitivity", title, panels, listing, keys, note)


def says(rows: pd.DataFrame) -> str:
    """Which group decides most at each level, in a sentence."""
    parts = []
    for level, mine in rows.groupby("level"):
        single = _single(mine)
        best = leading(single, "total")
        parts.append(
            f"{at_level(level)}: {best['group']}, {per_cent(best, 'first')} of the variance on its "
            f"own, {per_cent(best, 'total')} with interactions"
        )
    return f"What decides most at {'; at '.join(parts)}"


def _single(rows: pd.DataFrame) -> pd.DataFrame:
    """The groups that hold no others, without the one that nothing uses."""
    names = rows["group"].astype(str)
    return rows[~names.str.startswith(_TOGETHER) & (names != _NOISE)]


def _spec(rows: pd.DataFrame, said: str) -> dict[str, object]:
    order = rows.sort_values("total", ascending=False)
    marks = [
        {"name": str(row["group"]), "kind": kind, "middle": row[name], "low": row[f"{name}_low"],
         "high": row[f"{name}_high"], "words": f"{kind} {per_cent(row, name)}"}
        for _, row in order.iterrows() for kind, name in ((ALONE, "first"), (WHOLE, "total"))
    ]  # fmt: skip
    axis = "share of the variance of the log odds"
    return spans(marks, {ALONE: INK, WHOLE: GREY}, axis, said, 0, unit="%")
