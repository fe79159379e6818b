"""The printed answer: tables, a paragraph in plain English, and where the files are."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table

from experiments.findings.bands import NONE, Bands
from experiments.findings.became import Group
from experiments.findings.found import Findings
from experiments.store.results import all_portions
from experiments.words.answer import answer, over_draws
from experiments.words.names import BLOCKS, heading
from experiments.words.overview import Overview, overview
from experiments.words.paper import Paper
from experiments.words.parameters import value
from experiments.words.unsure import brief, unsure
from sim.numbers import Shown, estimate, interval

MOST_ROWS = 40  # treatments that are told one by one
_HOW = {"counted": "drawn and counted", "conditional": "foreseen, not drawn (docs/estimators.md)"}
_ENDINGS = {  # outcome -> heading
    "limited_entry": "limited",
    "full_entry": "full",
    "mutiny": "mutiny",
    "uprising": "uprising",
    "replaced": "replaced",
}
_GROUPS = {  # -> heading
    "all": "all worlds",
    "entered": "entered",
    "not entered": "not entered",
}
_IN_POWER = "in_power"
_NOT_ALIKE = (
    "Worlds that entered and worlds that did not are not alike: those that entered are mostly "
    "those whose army obeyed.\n`python -m experiments.dilemma` compares the same worlds.\n"
)


def print_findings(findings: Findings, bands: Bands = NONE) -> None:
    """Print what a study found on stdout, first with its bands; of a portion, how to go on."""
    if findings.study.portion is not None:
        _print_portion(findings.folder, *findings.study.portion)
        return
    paper = Paper()
    paper.head(findings.study.title)
    over = overview(findings.found) if findings.found else None
    for line in _about(findings, over):
        paper.say(line)
    labels = len(findings.study.sweep.columns) or 1
    for part in (*unsure(bands, findings), *_shown(findings, over)):
        if isinstance(part, Table):
            paper.show(part, labels)
        else:
            paper.say(part)
    paper.say(answer(findings.found, over))
    paper.keep(findings.folder)
    replay = f"python -m experiments.replay {shlex.quote(str(findings.folder))} world=17"
    paper.point(f"\nTables, figures and worlds: {findings.folder}/")
    paper.point(f"One world as a story:       {replay}")


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
        yield _how_often(findings)
        yield _how_far(findings)
        yield from _what_became(findings)
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


def _about(findings: Findings, over: Overview | None) -> Sequence[str]:
    """What the numbers are."""
    study = findings.study
    base = study.base
    steps = " in half-weeks" if base.steps_per_week > 1 else ""
    forced = f"; forced: {base.force}" if base.force else ""
    lived = f"{base.weeks} weeks{steps} from {base.start}{forced}"
    luck = f"{_worlds(over)} worlds a treatment on the same luck, seed {study.seed}"
    about = [
        f"{lived}; {luck}; endings {_HOW[study.estimator]}.",
        "Every number is P(... | model, assumptions); brackets hold 95 % intervals.\n",
    ]
    over_vectors = study.treatments.plan.vectors
    if over_vectors is not None:
        about.insert(1, _mixture(over_vectors))
    if study.precision is not None:
        within = f"until its interval was within ±{100 * study.precision:g} points"
        about.append(f"Stopping was adaptive: each treatment went on {within}.\n")
    return about


def _mixture(vectors: Mapping[str, Any]) -> str:
    """What worlds that differ in parameters are."""
    kind = "calibrated" if vectors["kind"] == "calibrated" else "prior's"
    return (
        f"Parameters: a mixture over {vectors['many']:,} {kind} vectors, one a world, in turn; "
        f"{len(vectors['varied'])} parameters differ, the rest is set."
    )


def _worlds(over: Overview | None) -> str:
    """How many worlds the treatments have, or from how many to how many."""
    fewest, most = over.worlds if over else (0, 0)
    return f"{fewest:,}" if fewest == most else f"{fewest:,} to {most:,}"


def _how_often(findings: Findings) -> Table:
    table = _table("How often Belarus enters, and how worlds end", findings)
    for column in ("P(entry)", "95 % interval", "in words", *_ENDINGS.values()):
        table.add_column(column, justify="left" if column == "in words" else "right")
    for each in findings.found[:MOST_ROWS]:
        endings = (estimate(each.outcomes[name]) for name in _ENDINGS)
        entry = each.entry
        numbers = (estimate(entry), interval(entry), entry.words)
        table.add_row(*_labels(each.values, findings), *numbers, *endings)
    return table


def _how_far(findings: Findings) -> Table:
    title = "How far up the ladder Minsk goes, and what blocks entry (shares of worlds)"
    table = _table(title, findings)
    for column in ("usual highest rung", *map(heading, BLOCKS)):
        table.add_column(column, justify="right")
    for each in findings.found[:MOST_ROWS]:
        blocks = (estimate(each.blocks[name]) for name in BLOCKS)
        table.add_row(*_labels(each.values, findings), _usual(each.rungs), *blocks)
    return table


def _what_became(findings: Findings) -> Iterator[str | Table]:
    """How often he is in power at the horizon; nothing where entry is not followed."""
    told = [each for each in findings.found[:MOST_ROWS] if each.fates]
    if not any(group.enough for each in told for group in each.fates):
        return
    table = _table("What became of him: in power at the horizon", findings)
    for group in told[0].fates:
        table.add_column(f"{_GROUPS[group.name]}: {group.how}", justify="right")
    for each in told:
        table.add_row(*_labels(each.values, findings), *map(_in_power, each.fates))
    yield table
    yield _NOT_ALIKE


def _in_power(group: Group) -> str:
    """A share with its interval, or that there are too few worlds to say."""
    share = group.shares[_IN_POWER]
    return f"{estimate(share)} {interval(share)}" if group.enough else "too few"


def _usual(rungs: Mapping[str, Shown]) -> str:
    name, most = max(rungs.items(), key=lambda item: item[1].count)
    return f"{heading(name)} in {estimate(most)}"


def _table(title: str, findings: Findings) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in findings.study.sweep.columns or ["scenario"]:
        table.add_column(column, no_wrap=True)
    return table


def _labels(values: Mapping[str, object], findings: Findings) -> Sequence[str]:
    told = [value(path, each) for path, each in values.items()]
    return told or [brief(findings.study.title)]
