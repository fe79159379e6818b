"""P(entry) against what was varied: a curve over a number, rows otherwise.

Limited and full entry told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from experiments.figures.drawing import marks, rows, scatter, unsure
from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.captions import caption, refuse_story, span, sure
from experiments.figures.drawing.choosing import chosen, two_way, values
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import NotDrawn, Tables, by_kind, most, shown
from experiments.words.colours import colour
from experiments.words.parameters import axis, short, value
from sim.numbers import apart, percent, thousands, told

KINDS = {"entry": "any entry", "limited_entry": "limited entry", "full_entry": "full entry"}
_SAME = 0.02  # of the highest share, below which two lines are one
_POINTS, _MARKED = 1_000, 60  # of a curve, and of one whose points have marks
_LINES: dict[str, dict[str, Any]] = {
    "entry": {"linewidth": 3, "markersize": 5},
    "limited_entry": {"linewidth": 1.5, "markersize": 3},
    "full_entry": {"linewidth": 1.5, "markersize": 3, "linestyle": (0, (4, 1.5))},
}


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of P(entry), with all that it is unsure of where bands were made; none where one
    scenario was run without, for its outcomes say it all.

    Raises NotDrawn for more treatments than can be told apart. A grid of two is the heatmap's.
    """
    banded = not tables.bands.empty
    if not tables.swept:
        if banded:
            yield unsure.bars(tables)
        return
    count = len(tables.treatments)
    numbers = [path for path in tables.swept if tables.numeric(path)]
    if tables.drawn and len(tables.swept) > 1 and numbers:
        refuse_story(tables)
        yield scatter.drawn(tables, numbers)
        return
    if len(tables.swept) == 1 and tables.numeric(tables.swept[0]) and count > 1:
        if banded:
            yield unsure.curve(tables)
            return
        if count > _POINTS:
            told = f"{thousands(count)} treatments are too many to draw as a curve"
            raise NotDrawn(f"{told}; summary.csv has them")
        refuse_story(tables)
        yield _curve(tables)
    else:
        refuse_story(tables)
        if two_way(tables) is None or min(map(len, _axes(tables))) < 2:
            yield _rows(tables)
        if banded:
            yield unsure.bars(tables)


def _axes(tables: Tables) -> list[list[Any]]:
    """The values of each parameter that was varied."""
    return [values(tables, path) for path in tables.swept]


def finding(tables: Tables) -> str:
    """What the probabilities of entry along one number say, true of any table."""
    path = tables.swept[0]
    table = tables.summary[tables.summary["outcome"] == "entry"].sort_values(path)
    first, last, best = table.iloc[0], table.iloc[-1], most(table)

    def at(row: pd.Series[Any]) -> str:
        return f"{told(shown(row))} at {value(path, row[path])}"

    if not seen(table).any():
        return f"No world entered at any {short(path)}: P(entry) is {told(shown(last))}"
    inside = best[path] not in (first[path], last[path])
    if inside and all(apart(shown(end), shown(best)) for end in (first, last)):
        return (
            f"Entry is most frequent at middling {short(path)}: {at(first)}, {at(best)}, {at(last)}"
        )
    if not apart(shown(first), shown(last)):
        return f"Entry differs little with {short(path)}: {at(first)}, {at(last)}"
    if last["probability"] < first["probability"]:
        return f"Entry becomes rarer with {short(path)}: {at(first)}, {at(last)}"
    rare = table[table["high"] < 0.05]
    steady = table["probability"].is_monotonic_increasing
    if steady and len(rare) > 1 and last["probability"] > 0.2:
        steeply = " steeply" if last["probability"] > 10 * rare.iloc[-1]["probability"] else ""
        return (
            f"Entry stays rare at first, then climbs{steeply} with {short(path)}: "
            f"{at(rare.iloc[-1])}, {at(last)}"
        )
    return f"Entry becomes more frequent with {short(path)}: {at(first)}, {at(last)}"


def contrast(tables: Tables, table: pd.DataFrame) -> str:
    """Where entry is rarest and most frequent among some treatments, if that is clear."""
    whole = table[table["outcome"] == "entry"].sort_values("probability", kind="stable")
    low, high = whole.iloc[0], whole.iloc[-1]
    if not apart(shown(low), shown(high)):
        return f"No clear differences in entry: from {told(shown(low))} to {told(shown(high))}"
    return f"Entry: {_told(tables, low)}, {_told(tables, high)}"


def _curve(tables: Tables) -> Picture:
    path = tables.swept[0]
    table = tables.summary[tables.summary["outcome"].isin(KINDS)].sort_values(["outcome", path])
    table, left_out = _apart(table)
    subtitle = (
        f"Share of worlds in which Belarus enters within {span(tables)}; both panels show the "
        "same numbers"
    )
    text = caption(tables, table, sure(table, "Bands"), left_out)
    figure = sheet(finding(tables), subtitle, text, 11, 4.4)
    plain, log = figure.subplots(1, 2)
    for axes in (plain, log):
        for kind, estimates in by_kind(table, "outcome"):
            marked = "o" if len(estimates) <= _MARKED else ""
            look = {"marker": marked, **_LINES[kind]}
            marks.curve(axes, estimates[path], estimates, colour(kind), look)
        axes.margins(x=0.02)
        axes.set_xlabel(axis(path))
    marks.linear_shares(plain, min(1.02, 1.12 * table["high"].max()))
    marks.log_shares(log, table)
    plain.set_ylabel("P(entry), plain scale")
    log.set_ylabel("P(entry), each grid line ten times the one below")
    for axes in (plain, log):
        if path == "pressure.level":
            marks.name_levels(axes)
        marks.end_labels(axes, _ends(table, path, axes.get_ylim()[0]))
    return Picture("entry", figure, table)


def _apart(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The kinds whose lines can be told from that of any entry, and what is said of the others."""
    full = table[table["outcome"] == "full_entry"]
    entry = table[table["outcome"] == "entry"]
    if full.empty or entry.empty:
        return table, ""
    if not seen(full).any():
        bound = percent(full["high"].max())
        said = f"Full entry is too rare to tell (under {bound}): nearly every entry is limited."
        return entry, said
    if full["probability"].max() < _SAME * entry["probability"].max():
        most = percent(full["probability"].max())
        kept = table[table["outcome"] != "limited_entry"]
        return kept, f"All but at most {most} is limited entry, whose line is that of any entry."
    return table, ""


def _ends(table: pd.DataFrame, path: str, lowest: float) -> list[tuple[float, str, str]]:
    """Where each curve ends, its name and its colour; one that leaves an axis is named there."""
    last = table[table[path] == table[path].max()]
    heights = last["probability"].where(seen(last), last["high"]).clip(lower=lowest)
    return [
        (height, f"{KINDS[kind]}", colour(kind))
        for height, kind in zip(heights, last["outcome"], strict=True)
    ]


def _rows(tables: Tables) -> Picture:
    treatments, note = chosen(tables, rows.MOST)
    table = tables.within(tables.summary[tables.summary["outcome"].isin(KINDS)], treatments)
    title = contrast(tables, tables.summary)
    subtitle = (
        f"Share of worlds in which Belarus enters within {span(tables)}; all columns have one scale"
    )
    figure = rows.chart(
        tables,
        treatments,
        table,
        "outcome",
        KINDS,
        title,
        subtitle,
        caption(tables, table, sure(table), note),
    )
    return Picture("entry", figure, table)


def _told(tables: Tables, row: pd.Series[Any]) -> str:
    return f"{told(shown(row))}{tables.at(tables.values(row))}"
