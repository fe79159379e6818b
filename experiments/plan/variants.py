"""Named variants: the groups of configuration files, and the names in each."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "configs"


def config_groups() -> dict[str, list[str]]:
    """The configuration groups and the names in each; a name that begins with _ is no variant."""
    folders = sorted(path for path in FOLDER.iterdir() if path.is_dir() and path.name[0] != "_")
    return {folder.name: _names(folder) for folder in folders}


def config_file(group: str, name: str) -> Path:
    """The file of a variant; of the defaults where the group is empty."""
    return FOLDER / group / f"{name}.yaml"


def shown(path: Path) -> str:
    """A configuration file as an error names it: configs/lukashenko/cautious.yaml."""
    return path.relative_to(FOLDER.parent).as_posix()


def _names(folder: Path) -> list[str]:
    return sorted(file.stem for file in folder.glob("*.yaml") if file.name[0] not in "._")
