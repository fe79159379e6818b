"""A look at twin worlds: live them, say what one change does, keep it in a folder, draw it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from experiments.figures.drawing.canvas import Picture, save, style
from experiments.figures.why import luck as luck_figure
from experiments.figures.why import twins as twins_figure
from experiments.outlets import visible
from experiments.store.csv_tables import write_csv
from experiments.why import looks
from experiments.why.twins import rows, tables, told
from experiments.why.twins.changed import Changed, as_it_is
from experiments.why.twins.examples import commands, examples
from experiments.why.twins.living import twins
from experiments.why.twins.records import Twins
from experiments.words.paper import Paper
from experiments.words.why.counterfactual import BECAME

if TYPE_CHECKING:
    from experiments.plan.study import Study

_WORK, _ROUND = 20_000, 400  # worlds lived in about half a minute, and a number of vectors


def look(study: Study, changed: Sequence[Changed], worlds: int | None) -> Iterator[str]:
    """Look at what changes do to the worlds of a study; gives the lines that say where it is kept.
    Raises UserError.
    """
    many, what = worlds or usual(changed), [each.name for each in changed]
    asked = {"change": what, "worlds": many, "over": study.parameters}
    folder = looks.folder_of(study, "twins", **asked)
    found = twins(study, changed, many)
    paper = said_of(study, changed, found)
    looks.describe(folder, study, asked)
    paper.keep(folder)
    for name, table in tables_of(changed, found, study.parameters).items():
        write_csv(folder / f"{name}.csv", table)
    with style():
        save(picture(changed, found, study), folder / "figures")
    yield f"\nTables and figures: {visible(str(folder))}/"


def usual(changed: Sequence[Changed]) -> int:
    """How many worlds can be lived, as they are and with each change, in about half a minute."""
    return _WORK // (1 + len(changed)) // _ROUND * _ROUND


def tables_of(
    changed: Sequence[Changed], found: Sequence[Twins], over: str
) -> Mapping[str, list[rows.Row]]:
    """The rows of every table by its name, of all changes one below the other; over parameters of
    a kind.
    """
    pairs = [(each.name, lives) for each, lives in zip(changed, found, strict=True)]
    swaps = len(pairs) > 1 and all(each.dice for each in changed)
    return {
        "twins": [row for name, lives in pairs for row in rows.of_effects(name, lives, over)],
        "flips": [row for name, lives in pairs for row in rows.of_flips(name, lives)],
        "flipped": rows.of_swaps(pairs) if swaps else [rows.of_flipped(*each) for each in pairs],
        "divergence": [row for name, lives in pairs for row in rows.of_divergence(name, lives)],
    }


def picture(changed: Sequence[Changed], found: Sequence[Twins], study: Study) -> Picture:
    """The figure of one change, or of everybody's dice."""
    tables = tables_of(changed, found, study.parameters)
    frames = {name: pd.DataFrame(each) for name, each in tables.items()}
    if len(changed) > 1:
        return luck_figure.draw(frames["flipped"], study.base.weeks)
    return twins_figure.draw(frames["twins"], frames["flips"], frames["flipped"], study.base.weeks)


def said_of(study: Study, changed: Sequence[Changed], found: Sequence[Twins]) -> Paper:
    """Print what changes do; gives the paper."""
    paper = Paper()
    dice = {each.dice: lives for each, lives in zip(changed, found, strict=True) if each.dice}
    paper.head(f"What is different? {looks.changed(study.base)}")
    if len(found) > 1:
        paper.say(" ".join([*told.of_luck(dice), told.bands(found[0], study.parameters)]))
        paper.say("")
        paper.show(tables.of_luck(dice))
        return paper
    said = (
        [*told.of_dice(changed[0].dice, found[0]), told.bands(found[0], study.parameters)]
        if dice
        else told.paragraph(visible(changed[0].name), found[0], study.parameters)
    )
    paper.say(" ".join(said))
    paper.say("")
    for table in tables.printed(found[0]):
        paper.show(table)
    for line in _examples(study, changed[0], found[0]):
        paper.point(line)
    return paper


def _examples(study: Study, changed: Changed, found: Twins) -> Iterator[str]:
    """Worlds to replay, each with its command lines."""
    chosen = examples(found)
    yield "Worlds to replay:" if chosen else "No world differs: there is none to replay."
    for each in chosen:
        yield f"  world {each.world}: {BECAME[each.before]} as it is, {BECAME[each.after]} changed"
        for command in commands(each, as_it_is(study), changed):
            yield f"    {visible(command)}"
    if changed.dice and chosen:
        yield "  Other dice cannot be replayed: these lines tell the worlds as they are."
