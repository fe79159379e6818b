"""A look at the dilemma: live the answers, say what they bring, keep it in a folder, draw it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from experiments.figures.dilemma import dilemma as draw
from experiments.figures.drawing.canvas import save, style
from experiments.plan.study import Study
from experiments.store.csv_tables import write_csv
from experiments.why import looks
from experiments.why.dilemma import answers, rows, tables, told
from experiments.why.dilemma.answers import HELD, YEAR, Place
from experiments.why.dilemma.crossing import AGAINST, Onset, crossing
from experiments.why.dilemma.judged import Judged, judged
from experiments.why.dilemma.lives import lives
from experiments.why.dilemma.readings import ALL, BEST, OBEYS
from experiments.why.dilemma.records import Lives
from experiments.words.paper import Paper

Onsets = Mapping[tuple[float, str, int, str], Onset]


def look(study: Study, worlds: int, full: bool) -> Iterator[str]:
    """Look at the dilemma of a study's scenario; gives the lines that say where it is kept.

    Raises UserError where the scenario sets what the dilemma sets.
    """
    check(study)
    folder = looks.folder_of(study, "dilemma", worlds=worlds, full=full)
    asked = answers.places(study.base, full)
    found = lives(study.base, asked, worlds, study.seed, study.workers)
    crossings = _crossings(found, worlds, study.seed)
    morale = study.base.army.morale
    paper = _print(looks.changed(study.base), morale, found, crossings, worlds)
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    looks.describe(folder, study, {"worlds": worlds, "full": full})
    paper.keep(folder)
    for name, table in (
        ("dilemma", rows.of_powers(found)),
        ("beliefs", rows.of_beliefs(found)),
        ("judged", rows.of_judgement(found)),
        ("crossings", rows.of_crossings(crossings)),
    ):
        write_csv(folder / f"{name}.csv", table)
    yield f"\nTables and figure: {folder}/"
    yield from _drawn(folder, found, morale)


def check(study: Study) -> None:
    """Raise UserError for what the dilemma cannot be asked of."""
    looks.check(study, "the dilemma is", "at pressures of its own")
    answers.check(study.base)


def _crossings(found: Mapping[Place, Lives], worlds: int, seed: int) -> Onsets:
    """Every crossing, by morale, group, weeks kept and what entry is held against."""
    return {
        (morale, group, held, against): crossing(
            {place.pressure: each for place, each in found.items() if place.morale == morale},
            worlds, group, held, against, seed,
        )
        for morale in sorted({place.morale for place in found})
        for group in (ALL, OBEYS)
        for held in HELD
        for against in AGAINST
    }  # fmt: skip


def _print(
    changes: str, morale: float, found: Mapping[Place, Lives], crossings: Onsets, worlds: int
) -> Paper:
    """Print the answer in words, then the tables; gives the paper."""
    paper = Paper()
    dilemma = told.Dilemma.at(morale, found, worlds)
    paper.head(f"Does entering save him? {changes}")
    paper.say(
        "He is asked by ultimatum, and the same worlds are lived with each answer. Every figure is "
        f"(... | model, assumptions), from {worlds:,} worlds a pressure.\n"
    )
    judgement = {level: _judged(each) for level, each in dilemma.lives.items()}
    for line in _paragraph(dilemma, crossings, morale, judgement):
        paper.say(line)
    paper.say("")
    kept = (tables.against(dilemma, held) for held in HELD[::-1])
    for table in (tables.by_answer(dilemma), *kept, tables.of_judgement(judgement)):
        paper.show(table)
    if len({place.morale for place in found}) > 1:
        paper.show(tables.by_morale(found))
    return paper


def _paragraph(
    dilemma: told.Dilemma,
    crossings: Onsets,
    morale: float,
    judgement: Mapping[float, Mapping[tuple[str, str], Judged]],
) -> Iterator[str]:
    yield from told.answered(dilemma)
    powers = dilemma.powers(ALL)
    if not powers:
        return
    for group in (ALL, OBEYS):
        yield told.crossed(group, crossings[morale, group, YEAR, BEST])
    yield from told.expected(dilemma)
    yield told.rightly(max(powers), judgement[max(powers)])
    yield from told.warning(dilemma)


def _judged(each: Lives) -> dict[tuple[str, str], Judged]:
    return {(figure.quantity, figure.of): figure for figure in judged(each, HELD[0])}


def _drawn(folder: Path, found: Mapping[Place, Lives], morale: float) -> Iterator[str]:
    table = list(rows.drawn(found, morale))
    if not table:
        yield "figures/dilemma is not drawn: too few worlds were asked, ask for more worlds"
        return
    with style():
        save(draw(pd.DataFrame(table)), folder / "figures")
