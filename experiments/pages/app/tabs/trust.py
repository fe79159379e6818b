"""How far to trust it: luck, parameters and structure apart, the rule of confidence, and how the
model has fared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from experiments.findings.bands import LUCK, OUTCOMES, PARAMETERS, STRUCTURE, Band, Unsure
from experiments.mistakes import UserError
from experiments.pages.app.living.desk import together
from experiments.pages.app.living.kept import Gathered
from experiments.pages.app.living.stretches import FIRST
from experiments.pages.app.tabs.asking import Answers, TabQuestion
from experiments.pages.app.tabs.words import by_vector, mean_over, table
from experiments.pages.report.sceptics import losses
from experiments.plan.vectors import SHIPPED, about
from experiments.trust.bands import structures
from experiments.trust.bands.cells import Cell, cells
from experiments.trust.bands.shipped import Shipped, shipped
from experiments.trust.bands.spread import mixture, parameters
from experiments.why.points import structures as rival
from experiments.why.points.structures import Structure, own_names
from experiments.words.confidence import Confidence
from experiments.words.unsure import span
from sim.machine.arrays import Floats

WHERE = "parameters"  # the setting that says where they are from
GOALS = (4, 8, 16)  # worlds of every vector
_MEANS = {
    LUCK: "the dice of one world, at these parameters (95 % interval)",
    PARAMETERS: "what nine calibrated vectors in ten say",
    STRUCTURE: "lowest and highest mean under rival models of leaders and choice",
}


@dataclass
class Looked:
    """What has been looked at."""

    luck: Gathered
    over: Gathered  # worlds over the calibrated vectors
    cell: Cell
    rivals: list[Structure]
    under: Floats | None  # means under the rivals, shape (structures, outcomes)
    ready: bool  # whether those are shipped


async def answers(question: TabQuestion) -> Answers:
    """Bands that grow surer; raises Overtaken, and UserError where nothing is left to differ."""
    looked = await question.read(lambda: _begun(question))
    rivals, seed = looked.rivals, looked.over.seed
    desk, turn, many = question.desk, question.turn, looked.over.vectors
    for goal in GOALS:
        await together([
            looked.luck.until(FIRST, desk, turn), looked.over.until(goal * many, desk, turn)
        ])  # fmt: skip
        yield said(looked, done=goal == GOALS[-1] and (looked.under is not None or not rivals))
    if looked.under is None and rivals:
        parts = await together(
            desk.do(turn, structures.lived, looked.cell.mixture, [each], seed) for each in rivals
        )
        looked.under = np.concatenate(parts)
        yield said(looked, done=True)


def _begun(question: TabQuestion) -> Looked:
    plain = question.moved.but([WHERE])
    cell = cells(plain.study)[0]
    rivals = rival.structures(own_names(plain.study))[1:]
    there = _shipped()
    under = None if there is None else there.of(cell, rivals)
    return Looked(
        luck=question.kept.of(plain.scenario, plain.seed),
        over=question.kept.of(cell.mixture, plain.seed),
        cell=cell, rivals=rivals, under=under, ready=under is not None,
    )  # fmt: skip


def said(looked: Looked, done: bool) -> Mapping[str, Any]:
    """The three bands in their order, and what they make of confidence."""
    found = list(_bands(looked))
    unsure = Unsure({}, tuple(found))
    assumed = _assumed()
    rows = [
        {"name": kind, "means": _MEANS[kind], **_row(unsure.of(kind))}
        for kind in (LUCK, PARAMETERS, STRUCTURE)
    ]
    confidence = Confidence.of(unsure, assumed)
    lost = losses()
    return {
        "done": done, "worlds": looked.over.worlds, "bands": rows,
        "structure_is": "shipped with the program" if looked.ready else "lived now",
        "level": confidence.level, "sentence": confidence.sentence,
        "vectors": looked.cell.mixture.vectors.many,
        "condition": lost.condition if lost else "", "losses": list(lost.lines) if lost else [],
        "why": lost.why if lost else "",
        "table": table("bands", [
            {key: row[key] for key in ("name", "probability", "low", "high", "worlds")}
            for row in rows
        ]),
    }  # fmt: skip


def _row(band: Band | None) -> dict[str, Any]:
    if band is None:
        return {"told": "not looked at yet", "probability": None, "low": None, "high": None,
                "worlds": 0, "ends": ""}  # fmt: skip
    ends = f"lowest: {band.lowest}; highest: {band.highest}" if band.lowest else ""
    return {
        "told": span(band), "probability": band.probability, "low": band.low, "high": band.high,
        "worlds": band.worlds, "ends": ends,
    }  # fmt: skip


def _bands(looked: Looked) -> Iterator[Band]:
    entry = OUTCOMES[0]
    own = mean_over(looked.luck.entry, 0)
    yield Band(entry, LUCK, own.probability, own.low, own.high, own.worlds)
    chances = by_vector(looked.over.entry, looked.over.vectors)
    mean = mixture(chances, entry)
    yield mean
    yield parameters(chances, entry)
    if looked.under is not None:
        means = {name: mean.probability for name in OUTCOMES}
        vectors = looked.cell.mixture.vectors.many
        every = structures.bands(means, looked.rivals, looked.under, vectors)
        yield next(each for each in every if each.outcome == entry)


@cache
def _shipped() -> Shipped | None:
    return shipped()


@cache
def _assumed() -> float | None:
    """The share of the variance that rests on assumptions, where the calibration says it."""
    try:
        share = about(SHIPPED).get("assumed")
    except UserError:
        return None
    return float(share) if isinstance(share, (int, float)) else None
