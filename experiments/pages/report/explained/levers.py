"""Who can pull which lever, and what each does: levers.csv."""

from __future__ import annotations

from typing import Any

import pandas as pd

from experiments.pages.report.charts.spans import spans
from experiments.pages.report.explained.reading import has, points
from experiments.pages.report.section import Chart, Listing, Panel
from experiments.pages.report.sections.own import records
from experiments.words.colours import INK

_EFFECT = ("effect", "effect_low", "effect_high")
_COLUMNS = ("actor", "parameter", "lever", "way", "step", *_EFFECT)
_TOGETHER = "together"  # stands for the parameter where all levers of an actor are pulled
_MOST = 14  # levers that are drawn


def chart(frame: pd.DataFrame | None) -> Chart | None:
    """What each lever does to P(entry), and all levers of an actor together; None where nothing
    tells.
    """
    if frame is None or not has(frame, _COLUMNS):
        return None
    rows = frame.loc[frame["effect"].abs().sort_values(ascending=False).index]
    both = rows["parameter"] == _TOGETHER
    title = says(rows[~both])
    drawn = ((rows[~both].head(_MOST), "One lever at a time"), (rows[both], "All of an actor's"))
    panels = tuple(
        Panel(_spec(each, f"{heading}. {title}"), heading) for each, heading in drawn if len(each)
    )
    told = [
        (f"{_named(row)} ({row['actor']})", str(row["step"]), points(row, "effect"))
        for _, row in rows.iterrows()
    ]
    listing = Listing.of(
        "levers", "What each lever does to P(entry)", ("lever", "moved by", "change, in points"),
        told, records(frame),
    )  # fmt: skip
    left = int((~both).sum()) - _MOST
    rest = f" {left} more with smaller effects are in the table." if left > 0 else ""
    note = (
        "sd is a standard deviation of what is believed of the parameter; each is moved the "
        f"way in which its actor can. The same worlds, moved and not; intervals are 95 %.{rest}"
    )
    return Chart("levers", title, panels, listing, (), note)


def says(rows: pd.DataFrame) -> str:
    """The lever that moves most, if any clearly does."""
    if rows.empty or rows.iloc[0]["effect_low"] <= 0 <= rows.iloc[0]["effect_high"]:
        return "No single lever clearly moves P(entry)"
    best = rows.iloc[0]
    return (
        f"The longest single lever is that of {best['actor']}: {_named(best)} by {best['step']} "
        f"moves P(entry) by {points(best, 'effect')} points"
    )


def _spec(rows: pd.DataFrame, said: str) -> dict[str, object]:
    together = len(rows) and rows.iloc[0]["parameter"] == _TOGETHER
    marks = [
        {"name": str(row["actor"]) if together else f"{_named(row)} ({row['actor']})",
         "kind": "effect", "middle": row["effect"], "low": row["effect_low"],
         "high": row["effect_high"], "words": points(row, "effect")}
        for _, row in rows.iterrows()
    ]  # fmt: skip
    return spans(marks, {"effect": INK}, "change of P(entry), points", said, 0, unit="points")


def _named(row: Any) -> str:
    if row["parameter"] == _TOGETHER:
        return str(row["lever"])
    return f"{row['lever']} {row['way']}"
