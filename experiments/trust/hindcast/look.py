"""A hindcast: live what it takes, score what was said, say how it fared, keep it in a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from experiments.plan.identity import model_version
from experiments.store.csv_tables import write_csv
from experiments.store.whole_files import write_text
from experiments.trust.hindcast.asked import QUICK_MONTHS, Requested
from experiments.trust.hindcast.compared import Compared, compared, powers
from experiments.trust.hindcast.contingents import Told, told
from experiments.trust.hindcast.forecasters import fingerprints, forecasters
from experiments.trust.hindcast.keeping import forecast_all
from experiments.trust.hindcast.names import HIGHEST, LOG, MODEL, MONTH, SETS
from experiments.trust.hindcast.sayings import Saying, sayings
from experiments.trust.hindcast.scored import scores
from experiments.trust.hindcast.told import printed, verdict
from experiments.trust.hindcast.windows import forecast_windows, runs
from experiments.trust.hindcast.years import episode
from experiments.trust.scores import contingent, scored, variants
from experiments.trust.scores.windows import CODINGS, of_kind
from experiments.words.paper import Paper

QUICKLY = f"{QUICK_MONTHS} months and a few vectors: NO hindcast, only how one goes."


@dataclass(frozen=True, eq=False)
class Fared:
    """All that comes of a hindcast."""

    sayings: Sequence[Saying]
    told: Sequence[Told]
    scores: Sequence[scored.Scored]
    compared: Sequence[Compared]
    powers: Sequence[dict[str, Any]]

    @property
    def verdicts(self) -> list[verdict.Condition]:
        """The condition in every setting."""
        return verdict.verdicts(self.compared)


@dataclass(frozen=True, eq=False)
class Hindcasted:
    """A hindcast, and where and from what it was made."""

    found: Fared
    folder: Path
    what: str
    worth: str  # how many histories of equal weight the mixtures come to, in a sentence
    quick: bool


def look(wanted: Requested) -> Iterator[str]:
    """Hindcast; gives the lines that say where it is kept.

    Raises UserError for a parameter that rests on what was known too late, for vectors that are not
    there, and for a folder that holds something else.
    """
    yield from said_of(fared(wanted))


def fared(wanted: Requested) -> Hindcasted:
    """A hindcast, after living what its folder still lacks; raises UserError as `look` does."""
    asked = wanted.asked
    some = forecasters(asked)
    prints = fingerprints(some)
    folder = wanted.folder(prints)
    windows = of_kind(MONTH)[:QUICK_MONTHS] if asked.quick else forecast_windows()
    counts = contingent.counts()
    days = [count.day for count in counts]
    said = forecast_all(folder, asked, some, runs(windows), days, episode, wanted.workers)
    every = sayings(said, windows)
    counted = told(said, windows, counts, asked.series)
    courses = scores(every)
    all_scores = [*courses, *(score for each in counted for score in each.scores)]
    found = Fared(every, counted, all_scores, compared(courses), powers(every))
    many = some[0].vectors.many
    what = f"{many} calibrated vectors ({prints[MODEL]}), {asked.worlds} worlds, seed {asked.seed}"
    worth = printed.of_worth(said, many * asked.worlds)
    return Hindcasted(found, folder, what, worth, asked.quick)


def said_of(made: Hindcasted) -> Iterator[str]:
    """Keep and print a hindcast; gives the lines that say where it is kept."""
    _keep(made.folder, made.found, made.quick)
    if not made.quick:
        _remember(made.found, made.what)
    _print(made.found, made.quick, made.worth).keep(made.folder)
    yield f"\nTables and figures: {made.folder}/"


def _remember(found: Fared, what: str) -> None:
    """Put the model's scores on the list of all that was ever scored, once."""
    before = variants.remembered(variants.REMEMBERED)
    there = {(v.model, v.what, v.information, v.coding) for v in before}
    for how in SETS:
        for coding in CODINGS:
            mine = scored.values(
                found.scores, forecaster=MODEL, information=how, coding=coding, kind=MONTH,
                quantity=HIGHEST, score=LOG,
            )  # fmt: skip
            mean = round(float(mine.mean()), 4)
            if (model_version(), what, how, coding) not in there:
                today = date.today().isoformat()
                each = variants.Attempt(today, model_version(), what, how, coding, mean)
                variants.remember(variants.REMEMBERED, each)


def _print(found: Fared, quick: bool, worth: str) -> Paper:
    paper = Paper()
    paper.head("What the model would have said since 7 December 2022")
    if quick:
        paper.say(QUICKLY)
    for line in (
        *printed.of_condition(found.verdicts),
        *printed.of_the_large(found.sayings),
        worth,
    ):
        paper.say(line)
    paper.say("")
    for part in printed.tables(found):
        paper.show(part)
    return paper


def _keep(folder: Path, found: Fared, quick: bool) -> None:
    from experiments.figures.drawing.canvas import save, style  # takes a moment
    from experiments.trust.hindcast.told import drawing

    for name, table in (
        ("forecasts", _same_columns([each.row() for each in found.sayings])),
        ("scores", scored.rows(found.scores)),
        ("differences", (each.row() for each in found.compared)),
        ("power", found.powers),
        ("contingent", (each.row() for each in found.told)),
        ("reliability", verdict.reliabilities(found.sayings)),
    ):
        write_csv(folder / f"{name}.csv", table)
    said = verdict.for_use_elsewhere(found.sayings, quick)
    write_text(folder / "hindcast.json", json.dumps(said, indent=1) + "\n")
    (folder / "figures").mkdir(exist_ok=True)
    with style():
        note = f" {QUICKLY}" if quick else ""
        for picture in (
            drawing.differences(found.compared, note),
            drawing.months(found.sayings, note),
            drawing.ranks(found.told, note),
        ):
            save(picture, folder / "figures")


def _same_columns(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that have the columns of all, empty where a forecaster said nothing."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name, "") for name in names} for row in rows]
