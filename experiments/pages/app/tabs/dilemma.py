"""The dilemma at this pressure: in power a year after the first ultimatum, by answer, in the same
worlds; few worlds first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.pages.app.living.desk import together
from experiments.pages.app.tabs.asking import Answers, TabQuestion
from experiments.pages.app.tabs.words import in_points, numbers, table
from experiments.why.dilemma.answers import ANSWERS, FEW, YEAR, check
from experiments.why.dilemma.lives import live
from experiments.why.dilemma.readings import ALL, OBEYS, Powers, powers
from experiments.why.dilemma.records import Lives, joined
from experiments.words.colours import colour
from experiments.words.names import RUNGS
from sim.world import ENTRY_RUNGS, Rung

GOALS = (40, 100, 200, 400, 800)  # worlds, each lived once with every answer
_STRETCH = 20
_GROUPS = {ALL: "all worlds in which he is asked", OBEYS: "where the army would obey"}


async def answers(question: TabQuestion) -> Answers:
    """What each answer brings, surer and surer; raises Overtaken, and UserError where his answers
    are forced already.
    """
    base = question.moved.study.base
    check(base)
    scenario = question.moved.scenario.but({"weeks": 2 * YEAR})  # to follow who is asked late
    parts: list[Lives] = []
    for goal in GOALS:
        have = len(parts) * _STRETCH
        parts += await together(
            question.desk.do(question.turn, live, scenario, first, _STRETCH, question.moved.seed)
            for first in range(have, goal, _STRETCH)
        )
        yield said(joined(parts), base.pressure.level)


def said(lives: Lives, pressure: float) -> Mapping[str, Any]:
    """Every answer, in each group of worlds."""
    groups = [_group(powers(lives, name, YEAR, YEAR), words) for name, words in _GROUPS.items()]
    return {
        "worlds": lives.worlds, "cap": GOALS[-1], "done": lives.worlds >= GOALS[-1],
        "pressure": pressure, "asked": int(lives.number.size), "few": FEW, "groups": groups,
        "table": table("dilemma", [
            {"group": group["name"], "answer": row["name"],
             **{key: row[key] for key in ("probability", "low", "high")}, "asked": group["asked"]}
            for group in groups for row in group["rows"]
        ]),
    }  # fmt: skip


def _against(found: Powers, rung: Rung) -> dict[str, Any]:
    """How much more often than with the best answer below entry, in the same worlds."""
    if rung == found.best:
        return {"less": "", "from": 0.0, "to": 0.0}
    less = found.less(rung, found.best)
    return {"less": in_points(less), "from": less.low, "to": less.high}


def _group(found: Powers, words: str) -> dict[str, Any]:
    rows = []
    for rung in ANSWERS if found.told else ():
        name = rung.name.lower()
        rows.append({
            "name": name, "label": RUNGS[name], "colour": colour(name),
            "enters": rung in ENTRY_RUNGS, **numbers(found.chance(rung)),
            **_against(found, rung),
        })  # fmt: skip
    best = RUNGS[found.best.name.lower()] if found.told else ""
    return {"name": found.group, "words": words, "asked": found.worlds, "best": best, "rows": rows}
