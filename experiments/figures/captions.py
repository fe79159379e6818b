"""What stands under every figure: what the numbers are, how many worlds they rest on, and how
sure they are.
"""

from __future__ import annotations

import pandas as pd

from experiments.figures import words
from experiments.figures.numbers import thousands
from experiments.figures.tables import Results, Treatment

INTERVALS = "Whiskers and bands are 95 % intervals of the estimates."
BOUNDS = "Open triangles are upper bounds (95 %) where no world was counted."


def caption(results: Results, rows: pd.DataFrame, *notes: str) -> str:
    """The caption of a figure drawn from some rows."""
    parts = [
        "" if results.complete else "PARTIAL RESULTS: the experiment has not finished.",
        "P(entry | model, assumptions): shares of simulated worlds, not forecasts. "
        f"{worlds(results, rows)}, seed {results.seed}.",
        *notes,
        f"Experiment: {results.title}" + ("" if results.title[-1] in ".?!" else "."),
    ]
    return " ".join(part for part in parts if part)


def worlds(results: Results, rows: pd.DataFrame) -> str:
    """How many worlds a treatment has: "2,000 worlds a treatment"."""
    counts = rows["worlds"]
    each = " a treatment" if results.swept else ""
    if counts.min() == counts.max():
        return f"{thousands(counts.max())} worlds{each}"
    return f"{thousands(counts.min())} to {thousands(counts.max())} worlds{each}"


def chosen(results: Results, most: int) -> tuple[list[Treatment], str]:
    """At most so many treatments, evenly spaced, and the note that says so."""
    everything = results.treatments
    if len(everything) <= most:
        return everything, ""
    step = (len(everything) - 1) / (most - 1)
    picked = [everything[round(place * step)] for place in range(most)]
    return picked, f"Shown: {most} of the {len(everything)} treatments, evenly spaced."


def span(results: Results) -> str:
    """The time the worlds were lived: "52 weeks from 7 December 2022".

    Without the day where starts differ.
    """
    lived = results.incidence["week"].max() + 1
    starts = results.incidence.loc[results.incidence["week"] == 0, "date"].unique()
    return f"{lived} weeks from {words.day(starts[0])}" if len(starts) == 1 else f"{lived} weeks"
