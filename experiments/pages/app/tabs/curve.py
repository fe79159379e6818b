"""P(entry) over pressure: the same worlds at every level, more of them as one waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.mistakes import UserError
from experiments.pages.app.living.desk import together
from experiments.pages.app.living.kept import Varied, vectors_of
from experiments.pages.app.tabs.asking import Answers, TabQuestion
from experiments.pages.app.tabs.words import Said, mean_over, numbers, table
from sim.laws.pressure import LEVELS

if TYPE_CHECKING:
    from experiments.pages.app.wish import Wish

LEVEL, CONSTANT = "pressure.level", "constant"
AT = np.linspace(0, 1, 11).round(1)
GOALS = (100, 200, 400, 800, 1600, 3200)  # worlds of each level
_STRETCH = 50


async def answers(question: TabQuestion) -> Answers:
    """Curves that grow surer; raises Overtaken, and UserError where pressure has its own course."""
    mine = _curve(question, question.moved)
    held = None if question.pinned is None else _curve(question, question.pinned)
    both = [mine] if held is None or held is mine else [mine, held]
    for goal in GOALS:
        if goal != GOALS[-1] and min(each.worlds for each in both) >= 2 * goal:
            continue
        await together(
            each.until(goal, _STRETCH, question.desk, question.turn) for each in both
        )  # fmt: skip
        yield said(question, mine, held)


def said(question: TabQuestion, mine: Varied, held: Varied | None) -> Mapping[str, Any]:
    """The curve and the one that it is held against."""
    rows = _rows(mine)
    return {
        "worlds": mine.worlds, "cap": GOALS[-1], "done": mine.worlds >= GOALS[-1],
        "here": float(question.moved.study.base.pressure.level),
        "names": {str(level): name for name, level in LEVELS.items()},
        "points": rows, "ghost": None if held is None else _rows(held),
        "table": table("curve", [
            {key: row[key] for key in ("level", "probability", "low", "high", "worlds")}
            for row in rows
        ]),
    }  # fmt: skip


def _rows(curve: Varied) -> list[Said]:
    vectors = vectors_of(curve.scenario)
    return [
        {"level": level, **numbers(mean_over(entry, vectors))}
        for level, entry in zip(curve.columns[LEVEL].tolist(), curve.entry, strict=True)
    ]


def _curve(question: TabQuestion, moved: Wish) -> Varied:
    scenario = moved.scenario
    if scenario.pressure.path != CONSTANT:
        raise UserError(
            f"pressure.path = {scenario.pressure.path} gives pressure a course of its own: the "
            f"curve is for pressure.path = {CONSTANT}"
        )
    return question.kept.at(scenario, moved.seed, {LEVEL: AT})
