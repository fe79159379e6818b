"""What a smaller box gains and loses: mean and density against coverage on the path."""

from __future__ import annotations

import pandas as pd
from matplotlib.ticker import FuncFormatter

from experiments.figures.drawing.canvas import Picture, sheet
from experiments.words.colours import BLACK, BLUE, ORANGE
from sim.numbers import percent


def draw(path: pd.DataFrame, condition: str) -> Picture:
    """The picture, from the rows of peeling.csv."""
    subtitle = (
        "Mean P(entry) in each box on the path of peeling, and share of its points that are likely "
        "to see entry, by the share of all expected entries that it holds"
    )
    caption = (
        "Lines and bands: means and 95 % intervals over the points held out; dotted: the points "
        f"that the boxes were chosen on. {condition}"
    )
    figure = sheet(says(path), subtitle, caption, 8, 3.9)
    axes = figure.subplots()
    for name, tint, word in (("mean", BLACK, "mean P(entry)"), ("density", BLUE, "share likely")):
        x = path["out_coverage"].astype(float)
        low, high = (path[f"out_{name}_{end}"].astype(float) for end in ("low", "high"))
        axes.fill_between(x, low, high, color=tint, alpha=0.15, linewidth=0)
        axes.plot(x, path[f"out_{name}"].astype(float), color=tint, marker="o", markersize=3,
                  label=word)  # fmt: skip
        axes.plot(path["coverage"], path[name], color=tint, linestyle=(0, (1, 2)), linewidth=1)
    row = path[path["chosen"]].iloc[0]
    axes.axvline(row["out_coverage"], color=ORANGE, linewidth=1.2, label="the box chosen")
    axes.set_xlim(1.02, 0)
    axes.set_ylim(0, 1.02)
    for scale in (axes.xaxis, axes.yaxis):
        scale.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.0f} %"))
    axes.set_xlabel("coverage: share of all expected entries in the box")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    return Picture("peeling", figure, path)


def says(path: pd.DataFrame) -> str:
    """The finding: what the box chosen and the smallest one hold, on points held out."""
    if len(path) < 2:
        return "No limit makes entry clearly more frequent: nothing is peeled"
    row, last = path[path["chosen"]].iloc[0], path.iloc[-1]
    chosen = (
        f"In the box chosen P(entry) is {percent(row['out_mean'])} on average, and "
        f"{percent(row['out_coverage'])} of all entries lie in it"
    )
    if pd.isna(last["out_mean"]) or last["step"] == row["step"]:
        return chosen
    return (
        f"{chosen}; in the smallest, {percent(last['out_mean'])} and "
        f"{percent(last['out_coverage'])}"
    )
