"""Does entering save him? The same worlds with each answer, from a folder of the dilemma."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.figures.dilemma import dilemma_says
from experiments.mistakes import UserError
from experiments.pages.report.charts.powers import powers
from experiments.pages.report.section import Chart, Key, Listing, Panel, Section, prose
from experiments.pages.report.sections.own import records
from experiments.why.dilemma.answers import FEW, YEAR
from experiments.words.colours import QUIET, colour
from experiments.words.names import RUNGS
from experiments.words.parameters import value
from sim.numbers import percent

if TYPE_CHECKING:
    from experiments.pages.report.given import Given

PANELS = {"all": "All worlds asked", "obeys": "Where the army obeys the order to enter"}
ANSWERS = ("limited_entry", "posture", "refuse")


def section(given: Given) -> Section | None:
    """What each answer brings; none where no folder of the dilemma was named."""
    if not given.dilemma:
        return None
    rows = _rows(given)
    if rows.empty:
        return None
    title = dilemma_says(rows)
    caption = "Chance of still being in power a year after his first answer, kept for the year"
    panels = tuple(
        Panel(powers(_drawn(mine), ANSWERS, f"{caption}: {heading}. {title}"), heading)
        for group, heading in PANELS.items()
        if not (mine := rows[rows["group"] == group]).empty
    )
    keys = (
        *(Key(colour(each), RUNGS[each], "line") for each in ANSWERS),
        Key(QUIET, "in the same colours: what he expected", "dotted"),
    )
    chart = Chart("dilemma", caption, panels, _listing(rows, caption), keys)
    said = (
        "At the first ultimatum the same worlds are lived with each answer. Comparing worlds that "
        "entered with worlds that did not would mislead: those that entered are mostly those whose "
        f"army obeyed. Pressures at which fewer than {FEW} worlds were asked are left out."
    )
    return Section(title, "dilemma", prose(said), charts=(chart,), contents="The dilemma")


def _rows(given: Given) -> pd.DataFrame:
    """Answers kept for a year, a year later, with what he expected; at one morale."""
    try:
        table, beliefs = given.dilemma["dilemma"], given.dilemma["beliefs"]
        morales = table["morale"]
        usual = given.manifest["parameters"].get("army.morale")
        morale = usual if usual in set(morales) else float(morales.iloc[0])
        mine = table[
            (table["held"] == YEAR) & (table["weeks_after"] == YEAR) & (morales == morale)
            & (table["asked"] >= FEW) & table["group"].isin(PANELS)
        ]  # fmt: skip
        where = ["pressure", "morale", "group", "answer"]
        return mine.merge(beliefs[[*where, "expected"]], on=where, how="left")
    except KeyError as absent:
        raise UserError(f"the tables of the dilemma lack a column: {absent}") from None


def _drawn(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "x": row["pressure"], "answer": row["answer"], "middle": row["in_power"],
            "low": row["in_power_low"], "high": row["in_power_high"],
            "expected": None if pd.isna(row["expected"]) else row["expected"],
            "words": f"{RUNGS[row['answer']]}: {_interval(row, 'in_power')}",
        }
        for _, row in rows.iterrows() if row["answer"] in ANSWERS
    ]  # fmt: skip


def _listing(rows: pd.DataFrame, caption: str) -> Listing:
    told = [
        (
            value("pressure.level", float(row["pressure"])), PANELS[row["group"]],
            RUNGS[row["answer"]], _interval(row, "in_power"),
            "" if pd.isna(row["expected"]) else percent(row["expected"]),
            _points(row), f"{int(row['asked']):,}",
        )
        for _, row in rows.iterrows()
    ]  # fmt: skip
    columns = (
        "pressure", "worlds", "answer", "in power, 95 %", "he expected",
        "less the best lower rung, in points", "worlds asked",
    )  # fmt: skip
    return Listing.of("dilemma", caption, columns, told, records(rows))


def _interval(row: Any, name: str) -> str:
    ends = f"[{100 * row[f'{name}_low']:.0f} - {100 * row[f'{name}_high']:.0f} %]"
    return f"{100 * row[name]:.0f} % {ends}"


def _points(row: Any) -> str:
    if row["answer"] == row["best_lower_rung"]:
        return "the best lower rung"
    middle, low, high = (100 * row[f"less_best{end}"] for end in ("", "_low", "_high"))
    return f"{middle:+.0f} [{low:+.0f}, {high:+.0f}]"
