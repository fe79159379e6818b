"""Where an account is kept: a folder of its own, which says what it is an account of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from experiments.mistakes import UserError
from experiments.plan.identity import digest, model_version, parameters_of
from experiments.plan.study import Study
from experiments.store.whole_files import write_text

SETTINGS = ("seed", "workers", "output")  # of a study that an account has


def folder(study: Study, kind: str, about: dict[str, Any]) -> Path:
    """Where the account is kept: where the study says, or in a folder named by what it is about.

    Raises UserError where that holds something else.
    """
    if study.output is None:
        asked = [parameters_of(study.base), model_version(), study.seed, *about.values()]
        return Path("results") / f"{kind}-{digest(asked)}"
    chosen = Path(study.output)
    if chosen.exists() and not chosen.is_dir():
        raise UserError(f"output = {chosen} is not a folder")
    there = {path.name for path in chosen.iterdir()} if chosen.is_dir() else set()
    if there and f"{kind}.csv" not in there:
        raise UserError(f"output = {chosen} holds something else: name an empty or a new folder")
    return chosen


def describe(folder: Path, study: Study, about: dict[str, Any]) -> None:
    """Make the folder and write into it what is accounted for."""
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    said = about | {"seed": study.seed, "model": model_version()}
    described = said | {"parameters": parameters_of(study.base)}
    write_text(folder / "config.yaml", yaml.safe_dump(described, sort_keys=False))
