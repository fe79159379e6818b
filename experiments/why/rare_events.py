"""Rare events: the chance of one by splitting, and what plain counting finds beside it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.mistakes import UserError
from experiments.plan.study import Study
from experiments.words.numbers import estimate, interval
from sim.estimates.intervals import Estimate, rate
from sim.model import WarEntry
from sim.parameters import ScenarioError
from sim.simulation import batch_size
from sim.splitting import Event, rare


def by_both_ways(study: Study, text: str, islands: int, worlds: int) -> Iterator[str]:
    """What splitting and counting say of an event, in lines; raises UserError."""
    try:
        event = Event.parse(text)
        split = rare(study.base, event, islands, worlds, study.seed)
    except ScenarioError as mistake:
        raise UserError(str(mistake)) from None
    plain = _counted(study, event, islands * worlds)
    within = f"within {study.base.weeks} weeks from {study.base.start}"
    yield f"P({text} before the world ends, {within})"
    how = f"{islands} islands of {worlds} worlds"
    yield f"  by splitting  {estimate(split):>12}  {interval(split)}   {how}"
    yield f"  by counting   {estimate(plain):>12}  {interval(plain)}   {plain.worlds:,} worlds"


def _counted(study: Study, event: Event, worlds: int) -> Estimate:
    """The share of plainly lived worlds in which the event came before the end."""
    size = batch_size(study.base)
    batches = [(first, min(size, worlds - first)) for first in range(0, worlds, size)]
    return rate(sum(_reached(study, event, *batch) for batch in batches), worlds)


def _reached(study: Study, event: Event, first: int, worlds: int) -> int:
    model = WarEntry(study.base, worlds=worlds, first_world=first, seed=study.seed, collect=False)
    passed = np.zeros(worlds, dtype=bool)
    while model.running:
        model.step()
        living = model.world.ended < 0
        place = (model.world.number - np.uint64(first)).astype(int)
        passed[place] |= living & (event.nearness(model.world) > 0)
    return int(passed.sum())
