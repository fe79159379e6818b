"""What matters: every slider moved alone, from the low to the high end of what is believed of it,
in the same worlds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from experiments.pages.app.living.desk import together
from experiments.pages.app.living.kept import Varied, vectors_of
from experiments.pages.app.sliders import Slider, sliders
from experiments.pages.app.tabs.asking import Answers, TabQuestion
from experiments.pages.app.tabs.words import Said, difference, mean_over, numbers, table
from experiments.words.parameters import value
from sim.parameters import table as parameters

GOALS = (250, 500, 1000, 2000)  # worlds of each end
_STRETCH = 250
_OPPOSED, _IN_FAVOUR = "public.opposed", "public.in_favour"
_LABEL = "One at a time: all others stay as they are; what two do together is not seen."


async def answers(question: TabQuestion) -> Answers:
    """Tornados that grow surer; raises Overtaken."""
    scenario, seed = question.moved.scenario, question.moved.seed
    lists = {row.path for row in parameters(scenario) if row.value == () or row.value is None}
    ends: list[tuple[Slider, Varied]] = [
        (each, question.kept.at(scenario, seed, _ends(question, each)))
        for each in sliders()
        if each.moves and each.path not in lists
    ]
    for goal in GOALS:
        if goal != GOALS[-1] and min(each.worlds for _, each in ends) >= 2 * goal:
            continue
        await together([
            question.told.until(max(goal, _STRETCH), question.desk, question.turn),
            *(each.until(goal, _STRETCH, question.desk, question.turn) for _, each in ends),
        ])  # fmt: skip
        yield said(question, ends)


def said(question: TabQuestion, ends: list[tuple[Slider, Varied]]) -> Mapping[str, Any]:
    """The sliders, the one that moves most first."""
    told, worlds = question.told, ends[0][1].worlds
    here = mean_over(told.entry[:worlds], told.vectors)
    rows = sorted((_row(*each) for each in ends), key=lambda row: -abs(row["moves"]))
    return {
        "worlds": worlds, "cap": GOALS[-1], "done": worlds >= GOALS[-1], "label": _LABEL,
        "here": numbers(here), "rows": rows,
        "table": table("what_matters", [
            {"parameter": row["path"], "end": end, "value": row[end]["value"],
             **{key: row[end][key] for key in ("probability", "low", "high")}, "worlds": worlds}
            for row in rows for end in ("below", "above")
        ]),
    }  # fmt: skip


def _ends(question: TabQuestion, slider: Slider) -> dict[str, Any]:
    """Both ends, as columns of points; who is for the war is cut to what the opposed leave."""
    ends = np.array([slider.low, slider.high])
    if slider.path != _OPPOSED:
        return {slider.path: ends}
    in_favour = question.moved.study.base.public.in_favour
    return {_OPPOSED: ends, _IN_FAVOUR: np.minimum(in_favour, 1 - ends)}


def _row(slider: Slider, found: Varied) -> Said:
    vectors = vectors_of(found.scenario)
    below, above = (
        {**numbers(mean_over(entry, vectors)), "value": number, "words": value(slider.path, number)}
        for entry, number in zip(found.entry, (slider.low, slider.high), strict=True)
    )
    change = difference(found.entry[1], found.entry[0], vectors)
    return {
        "path": slider.path, "name": slider.name, "owner": slider.owner, "unit": slider.unit,
        "below": below, "above": above, "moves": change["probability"], "change": change["told"],
        "clear": change["low"] > 0 or change["high"] < 0,
    }  # fmt: skip
