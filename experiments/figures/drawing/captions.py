"""What stands under every figure: what the numbers are, how many worlds they rest on, and how
sure they are.
"""

from __future__ import annotations

import pandas as pd

from experiments.figures.drawing.tables import MANY, NotDrawn, Tables, TreatmentValues
from experiments.words.parameters import day
from sim.numbers import thousands

INTERVALS = "Whiskers and bands are 95 % intervals of the estimates."
BOUNDS = "Open triangles are upper bounds (95 %) where too few worlds were counted to say more."


def caption(tables: Tables, rows: pd.DataFrame, *notes: str) -> str:
    """The caption of a figure drawn from some rows."""
    parts = [
        "" if tables.complete else "PARTIAL RESULTS: the experiment has not finished.",
        "P(entry | model, assumptions): shares of simulated worlds, not forecasts. "
        f"{worlds(tables, rows)}, seed {tables.seed}.",
        *notes,
        f"Experiment: {tables.title}" + ("" if tables.title[-1] in ".?!" else "."),
    ]
    return " ".join(part for part in parts if part)


def worlds(tables: Tables, rows: pd.DataFrame) -> str:
    """How many worlds a treatment has: "2,000 worlds a treatment"."""
    counts = rows["worlds"]
    each = " a treatment" if tables.swept else ""
    if counts.min() == counts.max():
        return f"{thousands(counts.max())} worlds{each}"
    return f"{thousands(counts.min())} to {thousands(counts.max())} worlds{each}"


def chosen(tables: Tables, most: int) -> tuple[list[TreatmentValues], str]:
    """At most so many treatments, evenly spaced, and the note that says so.

    Raises NotDrawn where they are too many for a few to stand for all.
    """
    everything = tables.treatments
    if len(everything) <= most:
        return everything, ""
    if len(everything) > MANY:
        told = f"{thousands(len(everything))} treatments are too many to draw one by one"
        raise NotDrawn(f"{told}; the tables have them all")
    step = (len(everything) - 1) / (most - 1)
    picked = [everything[round(place * step)] for place in range(most)]
    return picked, f"Shown: {most} of the {len(everything)} treatments, evenly spaced."


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
