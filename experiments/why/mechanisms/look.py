"""A look at every mechanism: live the trials, print the account, keep it in a folder, draw it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.figures.drawing.canvas import save, style
from experiments.figures.mechanisms import belief
from experiments.figures.mechanisms import pulls as draw_pulls
from experiments.mistakes import UserError
from experiments.plan.study import Study
from experiments.plan.values import as_typed
from experiments.store.csv_tables import write_csv
from experiments.why import looks
from experiments.why.mechanisms.account import (
    beliefs,
    mechanisms,
    print_account,
    pulls,
    write_account,
)
from experiments.why.mechanisms.asked import trials
from experiments.why.mechanisms.living import lived
from experiments.why.mechanisms.readings import Found
from sim.allowed import ScenarioError


def look(study: Study, worlds: int, full: bool) -> Iterator[str]:
    """Look at every mechanism of a study's scenario; gives the lines that say where it is kept.

    Raises UserError where the scenario sets what the mechanisms set.
    """
    check(study)
    try:
        asked = trials(study.base, worlds, full)
    except ScenarioError as mistake:
        raise UserError(f"a mechanism cannot be looked at here: {as_typed(mistake)}") from None
    folder = looks.folder_of(study, "mechanisms", worlds=worlds, full=full)
    incentives = tuple(study.base.lukashenko.weights)
    found = lived(asked, study.seed, study.workers)
    account = mechanisms(found, incentives)
    title = f"How the model works: {looks.changed(study.base)}"
    paper = print_account(title, account, worlds)
    looks.describe(folder, study, {"worlds": worlds, "full": full})
    paper.keep(folder)
    write_account(folder, account)
    yield f"\nTables and figures: {folder}/"
    yield from _kept(folder, found, incentives)


def check(study: Study) -> None:
    """Raise UserError for what the mechanisms cannot be asked of."""
    looks.check(study, "mechanisms are", "at the six named levels of pressure")


def _kept(folder: Path, found: Found, incentives: tuple[str, ...]) -> Iterator[str]:
    """Write and draw the two tables, where there is enough to show; says what is not."""
    for name, rows, draw in (
        ("pulls", list(pulls(found, incentives)), draw_pulls),
        ("belief", list(beliefs(found)), belief),
    ):
        write_csv(folder / f"{name}.csv", rows)
        if not rows:
            yield f"figures/{name} is not drawn: too few ultimatums came, ask for more worlds"
            continue
        with style():
            save(draw(_frame(rows)), folder / "figures")


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows)
