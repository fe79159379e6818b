"""The page put together: what a folder holds, section by section, written whole."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.findings.bands import PARAMETERS, Bands
from experiments.mistakes import UserError
from experiments.pages.report.given import Given, given
from experiments.pages.report.rendering import render
from experiments.pages.report.section import Moving, Section
from experiments.pages.report.sections import (
    again,
    answer,
    assumptions,
    blocked,
    dilemma,
    endings,
    ladder,
    method,
    pressure,
    question,
    trust,
    watch,
    why,
)
from experiments.pages.report.subject import subject
from experiments.store.whole_files import write_text
from experiments.words.confidence import Confidence
from experiments.words.unsure import span

if TYPE_CHECKING:
    from experiments.pages.report.asked import Ordered

TITLE = "How often does Belarus enter Russia's war on Ukraine?"
PARTS = (
    question, answer, pressure, endings, ladder, dilemma, blocked, why, watch, trust, assumptions,
    method, again,
)  # fmt: skip
MOVING, MOVED = "Move the assumptions yourself", "move"  # its title and its anchor
# folder, manifest, bands, workers -> the part that a reader moves
Mover = Callable[[Path, Mapping[str, Any], Bands, int], Moving]
_MEGA = 1_000_000  # bytes


def written(wanted: Ordered, mover: Mover | None = None) -> str:
    """Write the page that was asked for; says where it is and how large. `mover` makes the part
    that its reader moves. Raises UserError, and Interrupted after Ctrl-C.
    """
    found = given(wanted.folder, wanted.dilemma, wanted.why)
    moves = mover is not None and wanted.moves
    text = page(found, _moving(found, mover, wanted.workers) if mover and moves else None)
    wanted.output.parent.mkdir(parents=True, exist_ok=True)
    write_text(wanted.output, text)
    size = len(text.encode("utf-8")) / _MEGA
    return f"Report page: {wanted.output} ({size:.1f} MB, one file that needs no network)"


def _moving(found: Given, mover: Mover, workers: int) -> Section | None:
    """The part that its reader moves; none where there is nothing to move."""
    try:
        part = mover(found.folder, found.manifest, found.bands, workers)
    except UserError as why_not:
        print(f"nothing can be moved: {why_not}", file=sys.stderr)
        return None
    return Section.moving(MOVING, MOVED, part)


def sections(found: Given, moving: Section | None = None) -> list[Section]:
    """Every section that the folder allows, in order, with the one that moves before trust."""
    told = [part.section(found) for part in PARTS]
    told.insert(PARTS.index(trust), moving)
    return [each for each in told if each is not None]


def page(found: Given, moving: Section | None = None) -> str:
    """The whole page of what was given."""
    said = found.manifest
    title = str(said["title"] or said["experiment"])
    partial = "" if said["complete"] else "Partial results: the experiment has not finished. "
    about = {
        "title": TITLE,
        "experiment": title,
        "description": f"{title}: an agent-based simulation, with what it rests on",
        "standfirst": standfirst(found),
        "foot": f"{partial}P(entry | model, assumptions): shares of simulated worlds.",
    }
    return render(sections(found, moving), about)


def standfirst(found: Given) -> str:
    """The answer in a sentence, with what it rests on."""
    about = subject(found)
    rest = "" if about.cell is None else (
        f" Nine vectors of parameters in ten say {span(about.cell.of(PARAMETERS))}; confidence is "
        f"{Confidence.of(about.cell, found.bands.assumed).level}."
    )  # fmt: skip
    start = f"{about.where[0].upper()}{about.where[1:]}"
    return f"{start}: {about.number} {about.interval}, {about.frequency}.{rest}"
