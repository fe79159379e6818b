"""A look at what to watch: live the worlds, say what signs tell, keep it in a folder, draw it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from experiments.figures.drawing.canvas import Picture, save, style
from experiments.figures.why.watched.checked import checked as draw_check
from experiments.figures.why.watched.implied import implied as draw_seen
from experiments.figures.why.watched.roc import roc as draw_curves
from experiments.figures.why.watched.signs import signs as draw_signs
from experiments.store.csv_tables import write_csv
from experiments.why import looks
from experiments.why.indicators import rows, tables, told
from experiments.why.indicators.account import Account, account
from experiments.words.paper import Paper

if TYPE_CHECKING:
    from experiments.why.indicators.asked import Question


def look(question: Question) -> Iterator[str]:
    """Look at the signs of a study's scenario; gives the lines that say where it is kept.

    Raises UserError where too few worlds show what was seen.
    """
    about = _about(question)
    folder = looks.folder_of(question.study, "indicators", **about)
    found = account(question)
    paper = say(found)
    looks.describe(folder, question.study, about)
    keep(found, folder)
    paper.keep(folder)
    yield f"\nTables and figures: {folder}/"


def say(found: Account) -> Paper:
    """Print the briefing, then the tables; gives the paper."""
    paper = Paper()
    question = found.question
    paper.head(f"What to watch: {looks.changed(question.study.base)}")
    paper.say(
        f"{question.worlds:,} worlds over {found.vectors} vectors of parameters = "
        f"{question.study.parameters}, seed {question.study.seed}. Every figure is (... | model, "
        "assumptions); weeks are counted from 0.\n"
    )
    for line in told.paragraph(found):
        paper.say(line)
    paper.say("")
    paper.show(tables.of_signs(found.indicated))
    paper.show(tables.of_leads(found.indicated))
    if found.seen is not None:
        paper.head("What was seen")
        paper.say("; ".join(thing.said for thing in found.seen.things) + "\n")
        for line in told.seen(found.seen, found.shifts, found.vectors):
            paper.say(line)
        paper.show(tables.of_windows(found.seen))
        paper.show(tables.of_shifts(found.shifts))
    return paper


def keep(found: Account, folder: Path) -> None:
    """Write the tables and figures into a folder that is there."""
    kept = {
        "indicators": list(rows.of_signs(found.indicated)),
        "lead_times": list(rows.of_leads(found.indicated)),
        "roc": list(rows.of_curves(found.indicated)),
        "reliability": list(rows.of_check(found.indicated)) if found.indicated.checks else [],
    }
    if found.seen is not None:
        kept["observed"] = list(rows.of_windows(found.seen))
        kept["parameters"] = list(rows.of_shifts(found.shifts))
    for name, table in kept.items():
        write_csv(folder / f"{name}.csv", table)
    frames = {name: pd.DataFrame(table) for name, table in kept.items()}
    with style():
        for picture in _pictures(frames):
            save(picture, folder / "figures")


def _pictures(frames: dict[str, pd.DataFrame]) -> Iterator[Picture]:
    signs = frames["indicators"].merge(frames["lead_times"], on=["sign", "says"])
    yield draw_signs(signs)
    if len(frames["roc"]):
        yield draw_curves(frames["roc"])
    if len(frames["reliability"]):
        yield draw_check(frames["reliability"])
    if "observed" in frames:
        yield draw_seen(frames["observed"], frames["parameters"])


def _about(question: Question) -> dict[str, object]:
    return {
        "worlds": question.worlds,
        "week": question.week,
        "weeks_lived": question.weeks,
        "observed": [thing.said for thing in question.things],
        "parameters_from": question.study.parameters,
    }
