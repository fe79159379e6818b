"""Rare events: the chance of one by splitting, and what plain counting finds beside it."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.table import Table

from experiments.engine.progress import Progress
from experiments.mistakes import UserError
from experiments.outlets import visible
from experiments.plan.settings import SETTINGS
from experiments.plan.study import Study
from experiments.plan.values import as_typed
from experiments.store.csv_tables import short, write_csv
from experiments.why import looks
from experiments.words.paper import Paper
from sim.allowed import ScenarioError
from sim.estimates.intervals import Estimate
from sim.numbers import estimate, interval, percent
from sim.splitting.events import Event, counted
from sim.splitting.rare import rare
from sim.splitting.trust import Answer

_OWN = ("seed", "output")  # settings that a look at a rare event has
_COUNTING, _SPLITTING = "by counting", "by splitting"


def both_ways(study: Study, text: str, worlds: int) -> Iterator[str]:
    """Look at an event by splitting and by counting; print, save; gives the line that says where.

    Raises UserError.
    """
    _check(study)
    folder = looks.folder_of(study, "rare", event=text, worlds=worlds)
    try:
        event = Event.parse(text)
        event.check(study.base)
        found = _found(study, event, worlds)
    except ScenarioError as mistake:
        raise UserError(as_typed(mistake)) from None
    paper = _printed(study, event, found)
    looks.describe(folder, study, {"event": str(event), "worlds": worlds})
    (folder / "figures").rmdir()  # there are none
    paper.keep(folder)
    write_csv(folder / "rare.csv", [_row(how, event, found) for how in _ways(found)])
    yield f"\nTable: {visible(str(folder))}/rare.csv"


def _check(study: Study) -> None:
    """Raise UserError for a setting or a sweep that would be passed over."""
    typed = [each.partition("=")[0].lstrip("+") for each in study.typed]
    others = [each for each in typed if each in SETTINGS and each not in _OWN]
    if others:
        raise UserError(
            f"{others[0]} is not for a rare event; allowed beside parameters: event, worlds, "
            f"{', '.join(_OWN)}"
        )
    if study.sweep.columns:
        raise UserError("a rare event is looked at in one scenario: leave out what is swept")


def _found(study: Study, event: Event, worlds: int) -> Answer:
    """Splitting, then counting in as many worlds, each with its progress."""
    progress = Progress(worlds)
    split = rare(study.base, event, worlds, study.seed, progress.advance)
    progress.finish()
    progress = Progress(split.as_many)
    plain = counted(study.base, event, split.as_many, study.seed, progress.advance)
    progress.finish()
    return Answer(split, plain)


def _printed(study: Study, event: Event, found: Answer) -> Paper:
    """Print what both ways say; gives the paper."""
    within = f"within {study.base.weeks} weeks from {study.base.start}"
    paper = Paper()
    paper.head(f"P({event} before the world ends, {within} | model, assumptions)")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("", "chance", "95 % interval", "rests on"):
        table.add_column(column, justify="right" if column[:1] in ("c", "9") else "left")
    for how in _ways(found):
        each = _estimate(how, found)
        table.add_row(how, estimate(each), interval(each), _rests_on(how, found))
    paper.show(table)
    if found.refusal:
        paper.say(f"Splitting gives nothing: {found.refusal}.")
    elif found.split.levels:
        levels = ", ".join(f"{level:.3g}" for level in found.split.levels)
        paper.say(f"Worlds were copied on the way at {event.quantity} {levels}.")
    paper.say("Intervals are of luck alone: every parameter has its own value.")
    return paper


def _ways(found: Answer) -> tuple[str, ...]:
    """The ways that gave an answer, the one to be trusted first."""
    if found.refusal:
        return (_COUNTING,)
    return (_COUNTING, _SPLITTING) if found.counting_first else (_SPLITTING, _COUNTING)


def _estimate(how: str, found: Answer) -> Estimate:
    return found.counted if how == _COUNTING else found.split.estimate


def _rests_on(how: str, found: Answer) -> str:
    """What an estimate rests on."""
    if how == _COUNTING:
        plain = found.counted
        return f"{plain.count:,.0f} in {plain.worlds:,} worlds, as many as splitting lived"
    split = found.split
    carried = f"{split.families:,.0f} of {split.estimate.worlds:,} families in effect"
    return f"{carried}, one world makes {percent(split.heaviest)} at most"


def _row(how: str, event: Event, found: Answer) -> dict[str, object]:
    each = _estimate(how, found)
    return {
        "event": str(event),
        "how": how.removeprefix("by "),
        "probability": short(each.probability),
        "low": short(each.low),
        "high": short(each.high),
        "worlds": each.worlds,
    }
