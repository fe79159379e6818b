"""Rare events: the chance of one by splitting, and what plain counting finds beside it."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.engine.progress import Progress
from experiments.mistakes import UserError
from experiments.plan.study import Study
from sim.allowed import ScenarioError
from sim.estimates.intervals import Estimate
from sim.numbers import estimate, interval, percent
from sim.splitting.events import Event, counted
from sim.splitting.rare import rare
from sim.splitting.trust import Answer, Split


def both_ways(study: Study, text: str, worlds: int) -> Iterator[str]:
    """What splitting and counting say of an event, in lines, the answer first; raises UserError."""
    try:
        event = Event.parse(text)
        event.check(study.base)
        found = _found(study, event, worlds)
    except ScenarioError as mistake:
        raise UserError(str(mistake)) from None
    within = f"within {study.base.weeks} weeks from {study.base.start}"
    yield f"P({event} before the world ends, {within})"
    by_counting = _by_counting(found.counted)
    if found.refusal:
        yield from (by_counting, f"  splitting gives nothing: {found.refusal}")
        return
    by_splitting = list(_by_splitting(found.split, event))
    yield from (
        [by_counting, *by_splitting] if found.counting_first else [*by_splitting, by_counting]
    )


def _found(study: Study, event: Event, worlds: int) -> Answer:
    """Splitting, then counting in as many worlds, each with its progress."""
    progress = Progress(worlds)
    split = rare(study.base, event, worlds, study.seed, progress.advance)
    progress.finish()
    progress = Progress(split.as_many)
    plain = counted(study.base, event, split.as_many, study.seed, progress.advance)
    progress.finish()
    return Answer(split, plain)


def _by_counting(plain: Estimate) -> str:
    seen = f"{plain.count:,.0f} in {plain.worlds:,} worlds, as many as splitting lived"
    return f"  by counting   {estimate(plain):>12}  {interval(plain)}   {seen}"


def _by_splitting(split: Split, event: Event) -> Iterator[str]:
    each = split.estimate
    carried = f"{split.families:,.0f} of {each.worlds:,} families in effect"
    heaviest = f"one world makes {percent(split.heaviest)} at most"
    yield f"  by splitting  {estimate(each):>12}  {interval(each)}   {carried}, {heaviest}"
    levels = ", ".join(f"{level:.3g}" for level in split.levels) or "none needed"
    yield f"  levels        {event.quantity} {levels}"
