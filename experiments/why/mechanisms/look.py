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
from experiments.plan.identity import parameters_of
from experiments.plan.settings import SETTINGS
from experiments.plan.study import Study
from experiments.store.csv_tables import write_csv
from experiments.why import kept
from experiments.why.mechanisms.account import (
    beliefs,
    mechanisms,
    print_account,
    pulls,
    write_account,
)
from experiments.why.mechanisms.asked import trials
from experiments.why.mechanisms.leaders import Found
from experiments.why.mechanisms.living import lived
from sim.allowed import ScenarioError
from sim.scenario import Scenario


def look(study: Study, worlds: int, full: bool) -> Iterator[str]:
    """Look at every mechanism of a study's scenario; gives the lines that say where it is kept.

    Raises UserError where the scenario sets what the mechanisms set.
    """
    check(study)
    try:
        asked = trials(study.base, worlds, full)
    except ScenarioError as mistake:
        raise UserError(f"a mechanism cannot be looked at here: {mistake}") from None
    about = {"worlds": worlds, "full": full}
    folder = kept.folder(study, "mechanisms", about)
    incentives = tuple(study.base.lukashenko.weights)
    found = lived(asked, study.seed, study.workers)
    account = mechanisms(found, incentives)
    print_account(_title(study), account, worlds)
    kept.describe(folder, study, about)
    write_account(folder, account)
    yield f"\nTables and figures: {folder}/"
    yield from _kept(folder, found, incentives)


def check(study: Study) -> None:
    """Raise UserError for what the mechanisms cannot be asked of."""
    usual = Scenario()
    if study.base.pressure != usual.pressure or study.base.weeks != usual.weeks:
        raise UserError(
            "mechanisms are looked at over set weeks and at the six named levels of pressure: "
            "leave pressure and weeks out"
        )
    typed = [each.partition("=")[0].lstrip("+") for each in study.typed]
    others = [name for name in typed if name in SETTINGS and name not in kept.SETTINGS]
    if others:
        raise UserError(
            f"{others[0]} is not for mechanisms; allowed beside parameters: "
            f"{', '.join(kept.SETTINGS)}, worlds, full"
        )
    if study.sweep.columns:
        raise UserError("mechanisms are those of one scenario: leave out what is swept")


def _title(study: Study) -> str:
    changed = {
        path: value
        for path, value in parameters_of(study.base).items()
        if value != parameters_of(Scenario())[path]
    }
    said = ", ".join(f"{path}={value}" for path, value in list(changed.items())[:6])
    more = f" and {len(changed) - 6} more" if len(changed) > 6 else ""
    return f"How the model works: {said or 'the defaults'}{more}"


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
