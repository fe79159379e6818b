"""The printed answer: tables, a paragraph in plain English, and where the files are."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from rich import box
from rich.table import Table

from experiments.findings.bands import NONE, Bands
from experiments.findings.found import Findings
from experiments.store.results import all_portions
from experiments.words.answer import answer, over_draws, story
from experiments.words.overview import Overview, about, overview, worth_telling
from experiments.words.paper import Paper
from experiments.words.shown import MOST_ROWS, how_far, how_often, no_interval, what_became
from experiments.words.unsure import unsure
from sim.numbers import estimate, interval


def print_findings(findings: Findings, bands: Bands = NONE) -> None:
    """Print what a study found on stdout, first with its bands; of a portion, how to go on."""
    if findings.study.portion is not None:
        _print_portion(findings.folder, *findings.study.portion)
        return
    paper = Paper()
    paper.head(findings.study.title)
    over = overview(findings.found) if findings.found else None
    for line in about(findings, over):
        paper.say(line)
    labels = len(findings.study.sweep.columns) or 1
    alone = over is not None and over.worlds[1] <= 1
    shown = () if alone else _shown(findings, over)
    for part in (*unsure(bands, findings), *shown):
        if isinstance(part, Table):
            paper.show(part, labels)
        else:
            paper.say(part)
    paper.say(story(findings.found) if alone else answer(findings.found, over))
    paper.keep(findings.folder)
    paper.point(f"\nTables, figures and worlds: {findings.folder}/")
    if over is not None:
        replay = shlex.join([str(findings.folder), *worth_telling(findings.found, over)])
        paper.point(f"One world as a story:       python -m experiments.replay {replay}")


def _print_portion(folder: Path, number: int, of: int) -> None:
    merge = f"python -m experiments.merge {all_portions(folder)}"
    print(f"Portion {number} of {of} is finished. When all are: {merge}")


def _shown(findings: Findings, over: Overview | None) -> Iterator[str | Table]:
    """What was found over the draws, then treatment by treatment where these can be read."""
    row = findings.over_draws
    drawn = row is not None
    if row is not None and over is not None:
        yield over_draws(row)
        yield _spread(findings, over)
    if not (drawn and len(findings.found) > MOST_ROWS):
        yield how_often(findings)
        yield how_far(findings)
        yield no_interval(findings)
        yield from what_became(findings)
    if len(findings.found) > MOST_ROWS:
        rest = len(findings.found) - (0 if drawn else MOST_ROWS)
        more = "" if drawn else "more "
        yield f"{rest:,} {more}treatments are in {findings.folder / 'summary.csv'}.\n"


def _spread(findings: Findings, over: Overview) -> Table:
    """P(entry) in the draws that so large a share of the draws does not exceed."""
    found, times = findings.found, findings.study.sweep.times
    often = times if len(times) == len(found) else [1] * len(found)
    table = Table(
        title="P(entry) from the draw in which it is rarest to that in which it is most frequent",
        title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False,
    )  # fmt: skip
    places = over.places(often)
    for column in ("draws", *places):
        table.add_column(column, justify="left" if column == "draws" else "right")
    table.add_row("P(entry)", *(estimate(found[place].entry) for place in places.values()))
    table.add_row("95 % interval", *(interval(found[place].entry) for place in places.values()))
    return table
