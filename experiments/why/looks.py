"""Looks at one scenario over pressures of their own: what they refuse, what they are called, where
they are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from experiments.mistakes import UserError
from experiments.plan.identity import digest, model_version, parameters_of
from experiments.plan.settings import SETTINGS
from experiments.plan.study import Study
from experiments.store.whole_files import write_text
from sim.scenario import Scenario

OWN = ("seed", "workers", "output")  # that a look has


def check(study: Study, what: str, pressures: str) -> None:
    """Raise UserError for what such a look cannot be asked of: `what` is looked at, `pressures`
    says where.
    """
    usual = Scenario()
    if study.base.pressure != usual.pressure or study.base.weeks != usual.weeks:
        raise UserError(
            f"{what} looked at over set weeks and {pressures}: leave pressure and weeks out"
        )
    name = what.rpartition(" ")[0]
    typed = [each.partition("=")[0].lstrip("+") for each in study.typed]
    others = [each for each in typed if each in SETTINGS and each not in OWN]
    if others:
        raise UserError(
            f"{others[0]} is not for {name}; allowed beside parameters: "
            f"{', '.join(OWN)}, worlds, full"
        )
    if study.sweep.columns:
        raise UserError(f"{what} looked at in one scenario: leave out what is swept")


def changed(base: Scenario) -> str:
    """What a scenario changes, in a line."""
    usual = parameters_of(Scenario())
    values = [f"{path}={value}" for path, value in parameters_of(base).items()
              if value != usual[path]]  # fmt: skip
    more = f" and {len(values) - 6} more" if len(values) > 6 else ""
    return f"{', '.join(values[:6]) or 'the defaults'}{more}"


def folder_of(study: Study, name: str, **asked: Any) -> Path:
    """Where a look is kept, which holds NAME.csv; raises UserError where that holds something
    else.
    """
    key = digest([parameters_of(study.base), model_version(), study.seed, *asked.values()])
    return kept_in(study.output, name, key)


def kept_in(output: str | None, name: str, key: str) -> Path:
    """The folder that was named, or results/NAME-KEY; raises UserError where it holds something
    other than NAME.csv and what belongs to it.
    """
    if output is None:
        return Path("results") / f"{name}-{key}"
    folder = Path(output)
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if folder.exists() and not folder.is_dir():
        raise UserError(f"output = {folder} is not a folder")
    if there and f"{name}.csv" not in there:
        raise UserError(f"output = {folder} holds something else: name an empty or a new folder")
    return folder


def describe(folder: Path, study: Study, asked: Mapping[str, Any]) -> None:
    """Make the folder, and say in it what was asked of which scenario."""
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    about = {**asked, "seed": study.seed, "model": model_version()}
    described = about | {"parameters": parameters_of(study.base)}
    write_text(folder / "config.yaml", yaml.safe_dump(described, sort_keys=False))
