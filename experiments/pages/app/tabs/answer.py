"""The answer: a first one from two thousand worlds, then from twice as many, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

import numpy as np

from experiments.pages.app.living.kept import Gathered
from experiments.pages.app.living.stretches import FIRST
from experiments.pages.app.sliders import sliders
from experiments.pages.app.tabs.asking import Answers, TabQuestion
from experiments.pages.app.tabs.words import (
    Said,
    by_vector,
    difference,
    headline,
    mean_over,
    numbers,
    table,
)
from experiments.trust.bands.spread import freed_of_luck
from experiments.words.colours import colour
from experiments.words.names import BLOCKS, OBSTACLES, OUTCOMES, RUNGS
from sim.estimates.masses import ROWS, estimates
from sim.world import Block, Rung

CAP = 64_000  # worlds of an answer
GOALS = tuple(FIRST * 2**step for step in range(6))
DOTS = 50


async def answers(question: TabQuestion) -> Answers:
    """Answers that grow surer up to the cap; raises Overtaken."""
    told, held = question.told, question.held
    for goal in GOALS:
        # a goal that was reached before is not told again where a later one was, too
        later = [each for each in GOALS if each > goal]
        if later and min(each.worlds for each in (told, held or told)) >= later[0]:
            continue
        await told.until(goal, question.desk, question.turn)
        if held is not None and held is not told:
            if held.worlds < FIRST:
                yield said(question, told, None)  # the first answer waits for nothing
            await held.until(goal, question.desk, question.turn)
        question.desk.check(question.turn)
        yield said(question, told, held)


def said(question: TabQuestion, told: Gathered, held: Gathered | None) -> Mapping[str, Any]:
    """Everything that the page shows of so many worlds."""
    weeks, vectors = told.scenario.weeks, told.vectors
    found = mean_over(told.entry, vectors)
    endings = _kinds(told, "outcomes", OUTCOMES)
    blocked = _kinds(told, "blocks", {each.name.lower(): BLOCKS[each.name.lower()]
                                      for each in Block})  # fmt: skip
    return {
        "worlds": told.worlds, "cap": CAP, "done": told.worlds >= CAP, "vectors": vectors,
        "weeks": weeks,
        "entry": headline(found, weeks),
        "dots": _dots(told),
        "endings": endings, "blocked": blocked,
        "ladder": _ladder(told, weeks),
        "pinned": None if held is None else _pinned(told, held),
        "command": question.moved.command(told.worlds),
        "values": {each.path: attrgetter(each.path)(question.moved.study.base)
                   for each in sliders()},
        "table": table("answer", [
            {"what": name, **{key: each[key] for key in ("probability", "low", "high")},
             "worlds": told.worlds}
            for name, each in (("entry", headline(found, weeks)),
                               *((row["name"], row) for row in endings + blocked))
        ]),
    }  # fmt: skip


def _pinned(told: Gathered, held: Gathered) -> Said:
    """What the answer is held against, and by how much it differs in the same worlds."""
    many = min(told.worlds, held.worlds)
    vectors = max(told.vectors, held.vectors)
    other = mean_over(held.entry, held.vectors)
    ladder = _ladder(held, held.scenario.weeks)
    return {
        **headline(other, held.scenario.weeks), "worlds": many, "ladder": ladder,
        "endings": _kinds(held, "outcomes", OUTCOMES),
        "difference": difference(told.entry[:many], held.entry[:many], vectors),
        "dots": _dots(held),
    }  # fmt: skip


def _kinds(told: Gathered, what: str, names: Mapping[str, str]) -> list[Said]:
    """How often each of some kinds came about."""
    kinds = list(names)
    sums = told.masses.blocks
    if what == "outcomes":
        sums = told.masses.incidence[[ROWS.index(each) for each in kinds], -1]
    found = estimates(sums, kinds, told.worlds)
    return [
        {"name": kind, "label": names[kind], "means": OBSTACLES.get(kind, ""),
         "colour": colour(kind), **numbers(each)}
        for kind, each in found.items()
    ]  # fmt: skip


def _ladder(told: Gathered, weeks: int) -> Said:
    """Share of worlds on each rung by week; what is left of one has ended."""
    shares = told.rungs / max(told.worlds, 1)
    rungs = [
        {"name": rung.name.lower(), "label": RUNGS[rung.name.lower()],
         "colour": colour(rung.name.lower()), "shares": shares[:, rung].round(6).tolist()}
        for rung in Rung
    ]  # fmt: skip
    ended = {"name": "ended", "label": "world has ended", "colour": colour("ended"),
             "shares": (1 - shares.sum(axis=1)).clip(0, 1).round(6).tolist()}  # fmt: skip
    return {"weeks": weeks, "rungs": [*rungs, ended]}


def _dots(told: Gathered) -> list[float]:
    """Fifty equal parts of what vectors say; none where the worlds are not over vectors."""
    if not told.vectors or told.worlds < 2 * told.vectors:
        return []
    freed = freed_of_luck(by_vector(told.entry, told.vectors))
    found: list[float] = np.quantile(freed, (np.arange(DOTS) + 0.5) / DOTS).tolist()
    return found
