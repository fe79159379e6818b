"""When entry comes: how it adds up over time, and when a quarter, half and three quarters of the
entries had come.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd
from matplotlib.figure import Figure

from experiments.figures.drawing import adding
from experiments.figures.drawing.adding import ENOUGH, Rising
from experiments.figures.drawing.canvas import Picture, balanced, grid, sheet
from experiments.figures.drawing.captions import caption, refuse_story, span
from experiments.figures.drawing.choosing import chosen, two_way
from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import NotDrawn, Tables, TreatmentValues
from experiments.words.parameters import setting, short, value
from sim.numbers import percent

_MOST, _MOST_OF_GRID = 7, 18
_COLUMNS = 3
_BANDS = "Bands are 95 % intervals, of luck alone."
_BOUND = "An open triangle is an upper bound (95 %) where too few worlds entered."
_QUARTERS = (
    "The thick bar holds the middle half of the entries, the dot is their median with its 95 % "
    f"interval in brackets; left out below {ENOUGH} entries."
)
_DOTS = f"Dots: half of the entries had come (left out below {ENOUGH})."
_SEASONS = (
    "The bends are seasons: mud and frost change what an offensive in the north can hope for."
)
_SEASON = 26  # weeks that hold more than one season


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of the time to entry."""
    refuse_story(tables)
    entries = tables.incidence[tables.incidence["outcome"] == "entry"]
    ends = entries[entries["week"] == entries["week"].max()]
    if not seen(ends).any():
        bound = percent(float(ends["high"].max()))
        raise NotDrawn(f"entries are too rare to tell when they come (under {bound})")
    ways = two_way(tables)
    treatments, note = chosen(tables, _MOST_OF_GRID if ways else _MOST)
    table = tables.within(entries, treatments)
    lines = [Rising.of(tables, table, each) for each in treatments]
    title = _title(tables, entries)
    timed = any(each.quarters for each in lines)
    last = table[table["week"] == table["week"].max()]
    text = caption(
        tables, table, _BANDS, "" if seen(last).all() else _BOUND,
        (_DOTS if ways or len(lines) == 1 else _QUARTERS) if timed else "",
        _SEASONS if timed and _by_season(tables, table) else "", note,
    )  # fmt: skip
    about = f"How entries add up over {span(tables)}"
    if ways and len(treatments) > 2:
        figure = _panels(tables, lines, title, about, text)
    elif timed and len(lines) > 1:
        figure = sheet(title, f"{about} (left), and when they came (right)", text, 11.5, 4.0)
        left, right = figure.subplots(1, 2, width_ratios=[1.25, 1])
        names = [tables.label(each.treatment) for each in lines]
        adding.up(left, lines, names if len(tables.swept) < 2 else [])
        adding.timing(right, lines, names)
    else:
        figure = sheet(title, about, text, 8.5, 4.0)
        axes = figure.subplots()
        adding.up(axes, lines, [tables.label(each.treatment) or "any entry" for each in lines])
        adding.medians(axes, lines)
    yield Picture("time_to_entry", figure, table)


def quarters(rows: pd.DataFrame) -> list[int] | None:
    """Weeks by whose end a quarter, half and three quarters of the entries had come, the first week
    being 1; None for too few.
    """
    return adding.quarters(rows)


def _panels(tables: Tables, lines: list[Rising], title: str, about: str, text: str) -> Figure:
    """A panel a value of what goes down, in it a line a value of what goes along."""
    down, along = two_way(tables) or tables.swept
    first, second = tables.swept.index(down), tables.swept.index(along)
    groups = list(dict.fromkeys(each.treatment[first] for each in lines))
    names = list(dict.fromkeys(each.treatment[second] for each in lines))
    columns = min(_COLUMNS, len(groups))
    rows = -(-len(groups) // columns)
    figure = sheet(title, about, text, 3.2 + 2.9 * columns, 3.6 if rows == 1 else 2.7 * rows)
    panels = grid(figure, len(groups), columns)
    for axes, group in zip(panels, groups, strict=True):
        mine = [each for each in lines if each.treatment[first] == group]
        adding.up(axes, mine, [])
        adding.medians(axes, mine)
        head = setting(down, group)
        axes.set_title(balanced(head[0].upper() + head[1:], 40), loc="left")
        axes.set_ylabel("P(entry by then)" if axes in panels[::columns] else "")
    top = max(float(each.rows["high"].max()) for each in lines)
    panels[0].set_ylim(0, min(1.02, 1.1 * top))
    adding.legend(panels[columns - 1], short(along), [value(along, each) for each in names])
    return figure


def _by_season(tables: Tables, table: pd.DataFrame) -> bool:
    """Whether nothing but the season moves on its own over the weeks that are drawn."""
    moved = ("pressure.weekly", "theatre.front_weekly", "theatre.contingent_weekly", "force")
    steady = tables.base.get("pressure.path") == "constant" and "pressure.path" not in tables.swept
    still = steady and not any(tables.base.get(path) or path in tables.swept for path in moved)
    dated = table.loc[table["week"] == 0, "date"].nunique() == 1
    return bool(still and dated and table["week"].max() > _SEASON)


def _title(tables: Tables, entries: pd.DataFrame) -> str:
    """What holds of the medians of all treatments."""
    medians = {each: quarters(tables.of(entries, each)) for each in tables.treatments}
    told = {treatment: found[1] for treatment, found in medians.items() if found}
    if not told:
        where = "in every treatment" if tables.swept else "in all"
        return f"Too few entries to say when they come (under {ENOUGH} {where})"
    weeks, (first, *_, last) = list(told.values()), [*told, *told]
    if len(told) == 1:
        return f"Half of the entries{tables.at(first)} come by week {weeks[0]}"
    ends = f"by week {weeks[0]}{tables.at(first)}, by week {weeks[-1]}{tables.at(last)}"
    one_number = len(tables.swept) == 1 and tables.numeric(tables.swept[0])
    ordered = one_number and max(weeks) - min(weeks) > 2
    if ordered and all(one >= other for one, other in pairwise(weeks)):
        return f"Entries come sooner with more {short(tables.swept[0])}: half of them {ends}"
    if ordered and all(one <= other for one, other in pairwise(weeks)):
        return f"Entries come later with more {short(tables.swept[0])}: half of them {ends}"
    return _between(medians, weeks)


def _between(medians: dict[TreatmentValues, list[int] | None], weeks: list[int]) -> str:
    """From when to when the medians lie, and in how many treatments they can be told."""
    least, most = min(weeks), max(weeks)
    when = f"week {least}" if least == most else f"week {least} to {most}"
    where = f"the {len(weeks)} of {len(medians)} treatments that have {ENOUGH} of them or more"
    if len(weeks) == len(medians):
        where = "every treatment"
    return f"Half of the entries had come by {when} in {where}"
