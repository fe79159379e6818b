"""Where configuration files are: the product's own, and those of a folder that the user names.

Both have a folder a group; a name stands for one file.
"""

from __future__ import annotations

import os
from pathlib import Path

from experiments.mistakes import UserError

FOLDER = Path(__file__).resolve().parents[3] / "configs"
OWN = "BELARUS_WAR_ENTRY_CONFIGS"  # environment variable: a user's own folder of such files


def config_groups() -> dict[str, list[str]]:
    """The configuration groups and the names in each, those of the user's own folder among them; a
    name that begins with _ is no variant. Raises UserError where that folder cannot be used.
    """
    groups = {folder.name: _names(folder) for folder in _groups(FOLDER)}
    own = _own_folder()
    for folder in [] if own is None else _groups(own):
        if folder.name not in groups:
            raise UserError(f"{folder} is no group: allowed in {OWN} are {', '.join(groups)}")
        twice = sorted({*groups[folder.name]} & {*_names(folder)})
        if twice:
            raise UserError(
                f"{folder / twice[0]}.yaml: {folder.name}={twice[0]} is there already: give it "
                "another name"
            )
        groups[folder.name] = sorted([*groups[folder.name], *_names(folder)])
    return groups


def path_of(group: str, name: str) -> Path:
    """Where a variant's file is: ours, or the user's own."""
    ours, own = FOLDER / group / f"{name}.yaml", _own_folder()
    return ours if own is None or ours.is_file() else own / group / f"{name}.yaml"


def _own_folder() -> Path | None:
    """The folder that the user named; raises UserError where there is none of the name."""
    named = os.environ.get(OWN)
    if not named:
        return None
    if not Path(named).is_dir():
        raise UserError(f"{OWN} = {named} is not a folder: name one with experiment/, army/, ...")
    return Path(named).resolve()


def _groups(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] not in "_.")


def shown(path: Path) -> str:
    """A configuration file as an error names it: configs/lukashenko/cautious.yaml."""
    return (path.relative_to(FOLDER.parent) if path.is_relative_to(FOLDER) else path).as_posix()


def _names(folder: Path) -> list[str]:
    return sorted(file.stem for file in folder.glob("*.yaml") if file.name[0] not in "._")
