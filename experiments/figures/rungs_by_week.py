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

from experiments.figures import marks, panels, words
from experiments.figures.canvas import Picture
from experiments.figures.captions import caption, chosen, span
from experiments.figures.leading import leading
from experiments.figures.numbers import percent
from experiments.figures.tables import Results

_ACTOR = "lukashenko."


def draw(results: Results) -> Iterator[Picture]:
    """The picture of the rungs; none where the choices of the weeks were not saved."""
    table = results.weekly[results.weekly["quantity"].str.startswith(_ACTOR)].dropna(
        axis="columns", how="all"
    )
    if table.empty:
        return
    treatments, note = chosen(results, panels.MOST)
    table = results.within(table, treatments)
    usual = _usual(results, table)
    title = leading(
        results, treatments, usual, "quantity", "Lukashenko's most usual answer:", of="weeks"
    )
    subtitle = f"What Lukashenko answers each week, as a share of all worlds, {span(results)}"
    text = caption(results, table[table["week"] == table["week"].min()], _sure(table), note)
    figure, axes = panels.multiples(results, treatments, title, subtitle, text)
    kinds = words.ordered(
        words.RUNGS, [name.removeprefix(_ACTOR) for name in table["quantity"].unique()]
    )
    for each, treatment in zip(axes, treatments, strict=True):
        _panel(each, results.of(table, treatment), kinds)
    for each in panels.left_column(axes):
        each.set_ylabel("share of worlds")
    handles = [
        Patch(color=words.colour(kind), label=words.named(kind)) for kind in [*kinds, "ended"]
    ]
    panels.legend(axes, handles[::-1])
    yield Picture("rungs_by_week", figure, table)


def _panel(axes: Axes, rows: pd.DataFrame, kinds: list[str]) -> None:
    living = rows.groupby("week")["worlds"].first()
    shares = (
        rows.pivot(index="week", columns="quantity", values="mean")
        .fillna(0)
        .mul(living / living.max(), axis=0)
    )
    x = marks.days(rows.drop_duplicates("week").sort_values("week"))
    stacked = [shares[_ACTOR + kind] for kind in kinds]
    axes.stackplot(x, *stacked, colors=[words.colour(kind) for kind in kinds], linewidth=0)
    axes.fill_between(x, 1 - (1 - sum(stacked)), 1, color=words.colour("ended"), linewidth=0)
    panels.months(axes, x)
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.0f} %"))


def _usual(results: Results, table: pd.DataFrame) -> pd.DataFrame:
    """Share of each rung over all the weeks lived, in the form of a table of estimates."""
    lived = table.assign(weeks=table["mean"].fillna(0) * table["worlds"])
    keys = [*results.swept, "quantity"]
    rows = lived.groupby(keys, sort=False, as_index=False)[["weeks", "worlds"]].sum()
    rows["probability"] = rows["weeks"] / rows["worlds"]
    rows["count"], rows["low"], rows["high"] = (
        rows["weeks"],
        rows["probability"],
        rows["probability"],
    )
    return rows.assign(quantity=rows["quantity"].str.removeprefix(_ACTOR))


def _sure(table: pd.DataFrame) -> str:
    fewest = table.loc[table["week"] == table["week"].min(), "worlds"].min()
    return (
        f"The 95 % interval of a share is at most ±{percent(0.98 / math.sqrt(fewest))[:-2]} points."
    )
