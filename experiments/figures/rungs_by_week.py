"""Which rung Lukashenko stands on, week by week, as a share of all worlds.

Worlds that have ended are shown as such.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing import marks, panels
from experiments.figures.drawing.canvas import Picture
from experiments.figures.drawing.captions import caption, span
from experiments.figures.drawing.choosing import chosen
from experiments.figures.drawing.leading import leading
from experiments.figures.drawing.tables import Tables
from experiments.words.colours import colour
from experiments.words.names import RUNGS, named, ordered
from sim.numbers import percent

ACTOR = "lukashenko."


def draw(tables: Tables) -> Iterator[Picture]:
    """The picture of the rungs; none where the choices of the weeks were not saved."""
    table = tables.weekly[tables.weekly["quantity"].str.startswith(ACTOR)].dropna(
        axis="columns", how="all"
    )
    if table.empty:
        return
    treatments, note = chosen(tables, panels.MOST)
    usual = usual_rungs(tables, table)
    table = tables.within(table, treatments)
    title = leading(tables, usual, "quantity", "Lukashenko's most usual answer:", of="weeks")
    subtitle = f"What Lukashenko answers each week, as a share of all worlds, {span(tables)}"
    text = caption(tables, table[table["week"] == table["week"].min()], _sure(table), note)
    figure, axes = panels.multiples(tables, treatments, title, subtitle, text)
    kinds = ordered(RUNGS, [name.removeprefix(ACTOR) for name in table["quantity"].unique()])
    for each, treatment in zip(axes, treatments, strict=True):
        _panel(each, tables.of(table, treatment), kinds)
    for each in panels.left_column(axes):
        each.set_ylabel("share of worlds")
    handles = [Patch(color=colour(kind), label=named(kind)) for kind in [*kinds, "ended"]]
    panels.legend(axes, handles[::-1])
    yield Picture("rungs_by_week", figure, table)


def of_all_worlds(rows: pd.DataFrame) -> pd.DataFrame:
    """The share of all worlds on each rung, a row a week, a column a rung."""
    living = rows.groupby("week")["worlds"].first()
    of_living = rows.pivot(index="week", columns="quantity", values="mean").fillna(0)
    return of_living.mul(living / living.max(), axis=0)


def _panel(axes: Axes, rows: pd.DataFrame, kinds: list[str]) -> None:
    shares = of_all_worlds(rows)
    x = marks.days(rows.drop_duplicates("week").sort_values("week"))
    stacked = [shares[ACTOR + kind] for kind in kinds]
    axes.stackplot(x, *stacked, colors=[colour(kind) for kind in kinds], linewidth=0)
    axes.fill_between(x, 1 - (1 - sum(stacked)), 1, color=colour("ended"), linewidth=0)
    panels.months(axes, x)
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.0f} %"))


def usual_rungs(tables: Tables, table: pd.DataFrame) -> pd.DataFrame:
    """Share of each rung over all the weeks lived, in the form of a table of estimates."""
    lived = table.assign(weeks=table["mean"].fillna(0) * table["worlds"])
    keys = [*tables.swept, "quantity"]
    rows = lived.groupby(keys, sort=False, as_index=False)[["weeks", "worlds"]].sum()
    rows["probability"] = rows["weeks"] / rows["worlds"]
    rows["count"], rows["low"], rows["high"] = (
        rows["weeks"],
        rows["probability"],
        rows["probability"],
    )
    return rows.assign(quantity=rows["quantity"].str.removeprefix(ACTOR))


def _sure(table: pd.DataFrame) -> str:
    fewest = table.loc[table["week"] == table["week"].min(), "worlds"].min()
    if fewest <= 1:
        return ""
    most = percent(0.98 / math.sqrt(fewest)).removesuffix(" %")
    return f"The 95 % interval of a share is at most ±{most} points."
