"""What stands under every figure: what the numbers are, how many worlds they rest on, and how
sure they are.
"""

from __future__ import annotations

import pandas as pd

from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import NotDrawn, Tables
from experiments.words.parameters import day
from sim.numbers import thousands

BOUNDS = "Open triangles are upper bounds (95 %) where too few worlds were counted to say more."
STORY = "One world: a story, not an estimate."


def caption(tables: Tables, rows: pd.DataFrame, *notes: str) -> str:
    """The caption of a figure drawn from some rows."""
    parts = [
        "" if tables.complete else "PARTIAL RESULTS: the experiment has not finished.",
        STORY if alone(tables) else "",
        "P(entry | model, assumptions): shares of simulated worlds, not forecasts. "
        f"{worlds(tables, rows)}, seed {tables.seed}.",
        *notes,
        f"Experiment: {tables.title}" + ("" if tables.title[-1] in ".?!" else "."),
    ]
    return " ".join(part for part in parts if part)


def sure(rows: pd.DataFrame, marks: str = "Whiskers") -> str:
    """What the intervals and bounds among some rows are; only of marks that are there."""
    told = seen(rows)
    lines = f"{marks} are 95 % intervals, of luck alone." if told.any() else ""
    return " ".join(part for part in (lines, "" if told.all() else BOUNDS) if part)


def refuse_story(tables: Tables) -> None:
    """Raise NotDrawn where treatments have one world each, of which no share can be told."""
    if alone(tables):
        raise NotDrawn("one world is a story, not an estimate; experiments.replay tells it")


def alone(tables: Tables) -> bool:
    """Whether no treatment has more than one world, of which no share can be told."""
    return bool(tables.summary["worlds"].max() <= 1)


def worlds(tables: Tables, rows: pd.DataFrame) -> str:
    """How many worlds a treatment has: "2,000 worlds a treatment"."""
    counts = rows["worlds"]
    each = " a treatment" if tables.swept else ""
    if counts.max() <= 1:
        return f"1 world{each}"
    if counts.min() == counts.max():
        return f"{thousands(counts.max())} worlds{each}"
    return f"{thousands(counts.min())} to {thousands(counts.max())} worlds{each}"


def span(tables: Tables) -> str:
    """The time the worlds were lived: "52 weeks from 7 December 2022".

    Without the day where starts differ.
    """
    if not tables.by_week:
        return _planned(tables)
    lived = tables.incidence["week"].max() + 1
    starts = tables.incidence.loc[tables.incidence["week"] == 0, "date"].unique()
    return f"{lived} weeks from {day(starts[0])}" if len(starts) == 1 else f"{lived} weeks"


def _planned(tables: Tables) -> str:
    """The time the worlds were to be lived, where no weeks were kept."""
    swept = "weeks" in tables.swept
    lived = int(tables.summary["weeks"].max()) if swept else tables.weeks
    dated = not {"start", "scenario"} & set(tables.swept)
    return f"{lived} weeks from {day(tables.start)}" if dated else f"{lived} weeks"
