"""P(entry) against what was varied: a curve over a number, rows otherwise.

Limited and full entry told apart.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiments.figures import marks, rows, words
from experiments.figures.canvas import Picture, sheet
from experiments.figures.captions import BOUNDS, INTERVALS, caption, chosen, span
from experiments.figures.numbers import apart, estimate
from experiments.figures.tables import Results

KINDS = {"entry": "any entry", "limited_entry": "limited entry", "full_entry": "full entry"}
_LINES = {
    "entry": {"linewidth": 3, "markersize": 5},
    "limited_entry": {"linewidth": 1.5, "markersize": 3},
    "full_entry": {"linewidth": 1.5, "markersize": 3, "linestyle": (0, (4, 1.5))},
}


def draw(results: Results) -> Iterator[Picture]:
    """The picture of P(entry); none where one scenario was run, for its outcomes say it all."""
    if not results.swept:
        return
    if (
        len(results.swept) == 1
        and results.numeric(results.swept[0])
        and len(results.treatments) > 1
    ):
        yield _curve(results)
    else:
        yield _rows(results)


def finding(results: Results) -> str:
    """What the probabilities of entry along one number say, true of any table."""
    path = results.swept[0]
    table = results.summary[results.summary["outcome"] == "entry"].sort_values(path)
    first, last, best = table.iloc[0], table.iloc[-1], table.loc[table["probability"].idxmax()]

    def at(row: pd.Series) -> str:
        return f"{estimate(row)} at {words.value(path, row[path])}"

    if (table["count"] <= 0).all():
        return f"No world entered at any {words.short(path)}: P(entry) is {estimate(last)}"
    if apart(first, best) and apart(last, best) and best[path] not in (first[path], last[path]):
        return (
            f"Entry is most frequent at middling {words.short(path)}: {at(first)}, {at(best)}, "
            f"{at(last)}"
        )
    if not apart(first, last):
        return f"Entry differs little with {words.short(path)}: {at(first)}, {at(last)}"
    if last["probability"] < first["probability"]:
        return f"Entry becomes rarer with {words.short(path)}: {at(first)}, {at(last)}"
    rare = table[table["high"] < 0.05]
    steady = table["probability"].is_monotonic_increasing
    if steady and len(rare) > 1 and last["probability"] > 0.2:
        steeply = " steeply" if last["probability"] > 10 * rare.iloc[-1]["probability"] else ""
        return (
            f"Entry stays rare at first, then climbs{steeply} with {words.short(path)}: "
            f"{at(rare.iloc[-1])}, {at(last)}"
        )
    return f"Entry becomes more frequent with {words.short(path)}: {at(first)}, {at(last)}"


def _curve(results: Results) -> Picture:
    path = results.swept[0]
    table = results.summary[results.summary["outcome"].isin(KINDS)].sort_values(["outcome", path])
    subtitle = (
        f"Share of worlds in which Belarus enters within {span(results)}; both panels show the "
        "same numbers"
    )
    figure = sheet(finding(results), subtitle, caption(results, table, INTERVALS, BOUNDS), 11, 4.4)
    plain, log = figure.subplots(1, 2)
    for axes in (plain, log):
        for kind, rows_of_kind in table.groupby("outcome", sort=False):
            marks.curve(
                axes,
                rows_of_kind[path],
                rows_of_kind,
                words.colour(kind),
                marker="o",
                **_LINES[kind],
            )
        axes.margins(x=0.02)
        axes.set_xlabel(words.axis(path))
    marks.linear_shares(plain, min(1.02, 1.12 * table["high"].max()))
    marks.log_shares(log, table)
    plain.set_ylabel("P(entry), plain scale")
    log.set_ylabel("P(entry), each grid line ten times the one below")
    for axes in (plain, log):
        if path == "pressure.level":
            marks.name_levels(axes)
        marks.end_labels(axes, _ends(table, path))
    return Picture("entry", figure, table)


def _ends(table: pd.DataFrame, path: str) -> list[tuple[float, str, str]]:
    last = table[table[path] == table[path].max()]
    heights = last["probability"].where(last["count"] > 0, last["high"])
    return [
        (height, f"{KINDS[kind]}", words.colour(kind))
        for height, kind in zip(heights, last["outcome"], strict=True)
    ]


def _rows(results: Results) -> Picture:
    treatments, note = chosen(results, rows.MOST)
    table = results.within(results.summary[results.summary["outcome"].isin(KINDS)], treatments)
    whole = table[table["outcome"] == "entry"].sort_values("probability")
    low, high = whole.iloc[0], whole.iloc[-1]
    title = f"Entry: {_told(results, low)}, {_told(results, high)}"
    if not apart(low, high):
        title = f"No clear differences in entry: from {estimate(low)} to {estimate(high)}"
    subtitle = (
        f"Share of worlds in which Belarus enters within {span(results)}; each column has its "
        "own scale"
    )
    figure = rows.chart(
        results,
        treatments,
        table,
        "outcome",
        KINDS,
        title,
        subtitle,
        caption(results, table, INTERVALS, BOUNDS, note),
    )
    return Picture("entry", figure, table)


def _told(results: Results, row: pd.Series) -> str:
    return f"{estimate(row)}{results.at(tuple(row[path] for path in results.swept))}"
