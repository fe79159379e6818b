"""A look at every named variant: live them, print the account, keep it in a folder, draw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from experiments.figures.drawing.canvas import save, style
from experiments.figures.variants import draw
from experiments.mistakes import UserError
from experiments.plan.values import as_typed
from experiments.store.csv_tables import write_csv
from experiments.why import looks
from experiments.why.variants.account import Found, rows
from experiments.why.variants.living import lived
from experiments.why.variants.named import GROUPS, at, variants
from experiments.why.variants.printing import markdown, printed
from sim.allowed import ScenarioError
from sim.laws.pressure import LEVELS

OWN = {"worlds": "1000", "pressures": "[observed,severe]", "group": "all", "format": "text"}
_FORMATS, _MOST = ("text", "markdown"), 1_000_000


def look(arguments: Sequence[str], own: dict[str, str]) -> Iterator[str]:
    """Look at the variants of a scenario; gives lines to print.

    Raises UserError for what cannot be looked at.
    """
    groups, levels, worlds = _groups(own["group"]), _levels(own["pressures"]), _worlds(own)
    if own["format"] not in _FORMATS:
        raise UserError(f"format = {own['format']} is none of {', '.join(_FORMATS)}")
    study, named = variants(arguments, groups)
    about = {"worlds": worlds, "pressures": levels, "groups": list(groups)}
    folder = looks.folder_of(study, "variants", **about)
    asked = [(variant, level) for variant in named for level in levels]
    try:
        scenarios = [at(variant.scenario, level) for variant, level in asked]
    except ScenarioError as mistake:
        raise UserError(as_typed(mistake)) from None
    seen = lived(scenarios, worlds, study.seed, study.workers)
    usual = dict(zip(levels, seen, strict=False))  # what comes first departs in nothing
    found = [
        Found(variant, level, each, usual[level])
        for (variant, level), each in zip(asked, seen, strict=True)
    ]
    looks.describe(folder, study, about)
    paper = None if own["format"] == "markdown" else printed(found, study.base.weeks)
    table = list(rows(found))
    write_csv(folder / "variants.csv", table)
    with style():
        save(draw(pd.DataFrame(table), levels[-1], study.base.weeks), folder / "figures")
    if paper is None:
        yield from markdown(found, study.base.weeks)
    else:
        paper.keep(folder)
        yield f"\nTable and figure: {folder}/variants.csv, {folder}/figures/variants.png"


def _groups(typed: str) -> tuple[str, ...]:
    if typed == "all":
        return GROUPS
    if typed not in GROUPS:
        raise UserError(f"group = {typed} has no variants to look at: all, {', '.join(GROUPS)}")
    return (typed,)


def _levels(typed: str) -> list[str]:
    names = [name.strip() for name in typed.removeprefix("[").removesuffix("]").split(",")]
    wrong = [name for name in names if name not in LEVELS]
    if wrong:
        raise UserError(f"pressures: {wrong[0] or 'nothing'} is none of {', '.join(LEVELS)}")
    return [level for level in LEVELS if level in names]


def _worlds(own: dict[str, str]) -> int:
    worlds = own["worlds"]
    if not worlds.isdecimal() or not (len(worlds) < 8 and 2 <= int(worlds) <= _MOST):
        raise UserError(f"worlds = {worlds} is not a whole number from 2 to {_MOST:,}")
    return int(worlds)
